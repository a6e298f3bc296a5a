import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  bleuTable,
  protocolNameOf,
  protocols,
  protocolTable,
  rulesInWords,
  scoreCaptions,
  scoreName,
  scorePictures,
  scoreTable,
  tokenize,
  tokensUnder,
} from '../../lib/evaluation/index.js';
import { UserError } from '../../lib/outputs/index.js';

describe('tokenizers', () => {
  test('coco: lower-case, punctuation dropped, clitics split off', () => {
    const cases: [string, string][] = [
      ['A dog runs .', 'a dog runs'],
      ["A man's dog, and another.", "a man 's dog and another"],
      ["They don't know it isn't theirs!", "they do n't know it is n't theirs"],
      ['A boy in a T-shirt (red) ; he "flies"', 'a boy in a t-shirt -lrb- red -rrb- he flies'],
      ["the 'slide at the boys' school", 'the slide at the boys school'],
      ['Number #7 : at 10:30, 1,000 fans', 'number # 7 at 10:30 1,000 fans'],
      ['a dog - or -- a cat ...', 'a dog or a cat'],
      ['They cannot see it', 'they can not see it'],
      ['', ''],
    ];
    for (const [caption, expected] of cases) {
      assert.equal(tokenize(caption, 'coco').join(' '), expected);
    }
  });

  test('whitespace: as it stands', () => {
    assert.deepEqual(tokenize(' A  dog runs. ', 'whitespace'), ['A', 'dog', 'runs.']);
  });
});

describe('a score and its protocol', () => {
  test('stand in one name', () => {
    assert.equal(scoreName('CIDEr', 'tutorial'), 'CIDEr (tutorial)');
    const rows = bleuTable('A dog runs.', ['the dog runs'], 'coco');
    assert.deepEqual(
      rows.map(({ score }) => score),
      [1, 2, 3, 4].map((n) => `BLEU-${n} (coco)`),
    );
    assert.equal(rows[0].value, 0.667);
  });

  test('are found by the rules; rules without a name are said in words', () => {
    const scores = scoreCaptions(new Map([['a', 'a dog']]), new Map([['a', ['a dog']]]), {
      ...protocols.markers,
    });
    assert.equal(protocolNameOf(scores.protocol), 'markers');
    const own = { tokenizer: 'whitespace', cleaning: 'none', markers: false } as const;
    assert.equal(protocolNameOf(own), 'tokenizer whitespace, no cleaning, no markers');
  });

  test('only coco leaves "a" in the references, and only markers adds words to them', () => {
    const rows = protocolTable(new Map([['x', ['A dog runs on a road.', 'dog']]]));
    assert.deepEqual(
      rows.map((row) => [row.protocol, row['words in the references'], row['of them “a”']]),
      [
        ['coco', 7, 2],
        ['tutorial', 5, 0],
        ['markers', 9, 0],
      ],
    );
  });
});

describe('protocols', () => {
  const caption = 'A dog runs in a T-shirt .';

  test('what each makes of a caption', () => {
    assert.deepEqual(tokensUnder(protocols.coco, caption), [
      'a',
      'dog',
      'runs',
      'in',
      'a',
      't-shirt',
    ]);
    assert.deepEqual(tokensUnder(protocols.tutorial, caption), ['dog', 'runs', 'in', 'tshirt']);
    assert.deepEqual(
      tokensUnder(protocols.markers, caption).join(' '),
      'startseq dog runs in tshirt endseq',
    );
  });

  test('in words', () => {
    assert.equal(rulesInWords(protocols.coco), 'tokenizer coco, no cleaning, no markers');
    const words = "tokenizer whitespace, the tutorial's cleaning, markers counted";
    assert.equal(rulesInWords(protocols.markers), words);
  });

  const candidates = new Map([
    ['one', 'dog runs'],
    ['two', 'cat sits on road'],
  ]);
  const references = new Map([
    ['one', ['A dog runs .', 'The dog sleeps']],
    ['two', ['A cat sits on the grass']],
  ]);

  test('the same captions score differently, and every row says under which protocol', () => {
    const rows = scoreTable([{ name: 'model', captions: candidates }], references, [
      'coco',
      'tutorial',
      'markers',
    ]);
    assert.deepEqual(
      rows.map(({ captions, protocol }) => `${captions} ${protocol}`),
      ['model coco', 'model tutorial', 'model markers'],
    );
    const penalty = Math.exp(1 - 9 / 6);
    assert.equal(rows[0]['BLEU-1'], Math.round((1000 * 5 * penalty) / 6) / 1000);
    assert.equal(rows[1]['BLEU-1'], Math.round((1000 * 5 * Math.exp(1 - 7 / 6)) / 6) / 1000);
    assert.ok(rows[2]['BLEU-1'] > rows[1]['BLEU-1'], 'markers are always right');
    assert.equal(rows[0].length, 0.667);
  });

  test('scoreCaptions keeps all digits', () => {
    const { corpus } = scoreCaptions(candidates, references, protocols.tutorial);
    assert.ok(Math.abs(corpus['BLEU-1'] - (5 / 6) * Math.exp(1 - 7 / 6)) < 1e-9);
  });

  test('pictures come sorted by their own BLEU, with their references', () => {
    const sorted = scorePictures(candidates, references, 'tutorial');
    assert.deepEqual(
      sorted.map(({ imageId }) => imageId),
      ['two', 'one'].sort((a, b) => bleuOf(b) - bleuOf(a)),
    );
    assert.deepEqual(
      sorted.find(({ imageId }) => imageId === 'one')?.references,
      references.get('one'),
    );
    assert.throws(() => scorePictures(new Map([['three', 'x']]), references, 'coco'), UserError);

    function bleuOf(id: string) {
      return scorePictures(candidates, references, 'tutorial').find((one) => one.imageId === id)!
        .scores['BLEU-4'];
    }
  });
});
