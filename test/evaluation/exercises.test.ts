import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { bestConstantCaption, check } from '../../lib/evaluation/index.js';
import { said } from '../said.js';
import { inspectedCats } from './inspected-cats.js';

const references = new Map([
  ['a', ['A black cat sits on the grass .', 'The cat sits on a lawn']],
  ['b', ['A dog runs on the road .', 'A brown dog is running on the road']],
]);
const captions = new Map([
  ['a', 'cat sits on the grass'],
  ['b', 'dog sits on the grass'],
]);
const floor = bestConstantCaption(references, references, 'tutorial');

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
    assert.match(said(beat), /right\. BLEU-4 \(tutorial\) 0\.\d+, the floor has 0\.000/);
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

describe("the exercises on the inspector's page", () => {
  test('know what the page shows, and what one may have looked at instead', async () => {
    const inspection = await inspectedCats();
    const surest = (id: string) => said(() => check.surestMistake(id, inspection));
    assert.match(surest('b'), /right\. It was sure at 80 % a word, and wrong \(colour wrong/);
    assert.match(surest('a'), /no mistake was found/);
    assert.match(surest('c'), /not yet\. Press/);
    assert.match(surest('d'), /no picture of that name/);
    const least = (word: string) => said(() => check.leastPrecise(word, inspection));
    const { agreement } = inspection;
    const never = agreement.find((one) => one.said > 0 && one.precision === 0)!;
    assert.match(least(never.word), /right\. In 100 % of the pictures/);
    const always = agreement.find((one) => one.said > 0 && one.precision === 1 && one.recall > 0)!;
    assert.match(least(always.word), /shortest bar/);
    assert.match(least('elephant'), /not in the table/);
  });

  test('tell how sure the model was from how often it was right', async () => {
    const bins = [{ from: 0.9, to: 1, words: 100, confidence: 0.95, accuracy: 0.7 }];
    const inspection = { ...(await inspectedCats()), calibration: { bins, error: 0.25 } };
    const surest = (share: number) => said(() => check.surestWords(share, inspection));
    assert.match(surest(0.7), /right\. It gave them 95 % on average\. It is surer than/);
    assert.match(surest(70), /in percent/);
    assert.match(surest(0.95), /how sure it was/);
    assert.match(surest(0.2), /Point at the dot/);
  });
});
