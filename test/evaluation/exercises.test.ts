import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bestConstantCaption, check } from '../../lib/evaluation';

const references = new Map([
  ['a', ['A black cat sits on the grass .', 'The cat sits on a lawn']],
  ['b', ['A dog runs on the road .', 'A brown dog is running on the road']],
]);
const captions = new Map([
  ['a', 'cat sits on the grass'],
  ['b', 'dog sits on the grass'],
]);
const floor = bestConstantCaption(references, references, 'tutorial');

function said(ask: () => void): string {
  const lines: string[] = [];
  const { log } = console;
  console.log = (line: string) => lines.push(line);
  try {
    ask();
  } finally {
    console.log = log;
  }
  return lines.join('\n');
}

const kindest = (name: string) => said(() => check.kindestProtocol(name, captions, references));
const blind = (text: string) => said(() => check.beatTheFloor(text, floor, references, 'tutorial'));

describe('the exercises of notebook 10', () => {
  test('a blank is no mistake', () => {
    assert.match(
      said(() => check.clippedPrecision(Number.NaN)),
      /not answered yet/,
    );
    assert.match(
      said(() => check.brevity(Number.NaN)),
      /not answered yet/,
    );
    assert.match(kindest(''), /not answered yet/);
    assert.match(blind(' '), /not answered yet/);
  });

  test('right answers are told what they teach', () => {
    assert.match(
      said(() => check.clippedPrecision(3 / 4)),
      /right/,
    );
    assert.match(
      said(() => check.brevity(0.8669)),
      /right/,
    );
    assert.match(kindest('Markers'), /right/);
    const low = { caption: 'cat', bleu: [0.1, 0, 0, 0] };
    const beat = () => check.beatTheFloor('dog runs on the road', low, references, 'tutorial');
    assert.match(said(beat), /right\. BLEU-4 0\.\d+, the floor has 0\.000/);
  });

  test('misconceptions get an answer of their own', () => {
    assert.match(
      said(() => check.clippedPrecision(1)),
      /how often/i,
    );
    assert.match(
      said(() => check.brevity(7 / 8)),
      /ratio is right/,
    );
    assert.match(
      said(() => check.brevity(1)),
      /has to pay/,
    );
    assert.match(kindest('coco'), /ever say "a"/);
    assert.match(kindest('tutorial'), /without looking/);
    assert.match(kindest('nltk'), /There are coco, tutorial, markers/);
    assert.match(blind('a cat'), /four words/);
    assert.match(blind('snow lies over all hills'), /Not one/);
  });
});
