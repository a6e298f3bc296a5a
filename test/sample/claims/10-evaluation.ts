import assert from 'node:assert/strict';
import { scoresWithoutProtocol } from '../../named-scores.js';
import type { Claims, Seen, ShownRow } from '../executed.js';

const close = (a: number, b: number, within = 1e-3) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);
const less = (a: number, b: number, what: string) => assert.ok(a < b, `${what}: ${a}, ${b}`);

const rowWhere = (rows: ShownRow[], column: string, value: string | number) => {
  const row = rows.find((one) => one[column] === value);
  assert.ok(row, `no row has ${value} under ${column}`);
  return row;
};
const valueIn = (rows: ShownRow[], column: string, key: string, value: string) =>
  Number(rowWhere(rows, key, value)[column]);
const systems = ({ table }: Seen) => table('captions', 'protocol', 'BLEU-1', 'CIDEr');
const ways = ({ table }: Seen) => table('how BLEU is counted', 'BLEU-4');
const temperatures = ({ table }: Seen) => table('temperature', 'ECE');

/** What notebook 10 says of its run. */
export const claims: Claims = {
  'six-of-seven-words-match': ({ table }) => {
    const [{ matches, of, 'not in a reference': surplus }] = table('matches', 'precision');
    assert.deepEqual([matches, of, surplus], [6, 7, '“the”']);
  },
  'rouge-of-the-cat': ({ table }) => {
    const rows = table('longest common row', 'precision', 'recall');
    const [precision, recall] = ['precision', 'recall'].map((name) =>
      Math.max(...rows.map((row) => Number(row[name]))),
    );
    assert.deepEqual([rows[0].precision, rows[0].recall], [precision, recall]);
    close((2.44 * precision * recall) / (recall + 1.44 * precision), 0.78);
  },
  'what-fits-every-picture-weighs-nothing': ({ table }) => {
    const rows = table('words', 'rarity');
    const rarity = (word: string) => valueIn(rows, 'rarity', 'words', word);
    for (const word of ['the', 'on']) assert.equal(rarity(word), 0);
    less(rarity('cat'), rarity('black'), 'cat, black');
    close(Number(rowWhere(rows, 'words', 'black').candidate), 2 * 1.0986, 0.005);
    close(Number(rowWhere(rows, 'words', 'black')['clipped product']), 1.0986 ** 2, 0.005);
  },
  'cider-by-hand-is-the-librarys': ({ table }) => {
    const [row] = table('CIDEr (coco), by hand');
    const steps = table('n', 'cosine × penalty');
    const sum = steps.reduce((total, step) => total + Number(step['cosine × penalty']), 0);
    close(Number(row['CIDEr (coco), by hand']), (10 * sum) / 4);
    assert.equal(row['CIDEr (coco), by hand'], row['CIDEr (coco), by the library']);
  },
  'the-constant-caption-loses-most-from-one-word-to-four': (seen) => {
    const rows = systems(seen);
    const kept = (name: string) =>
      valueIn(rows, 'BLEU-4', 'captions', name) / valueIn(rows, 'BLEU-1', 'captions', name);
    for (const other of ['nearest neighbour', 'model', 'a person']) {
      less(kept('constant caption'), kept(other), other);
    }
    for (const row of rows) {
      const bars = [1, 2, 3, 4].map((n) => Number(row[`BLEU-${n}`]));
      assert.deepEqual(
        [...bars].sort((a, b) => b - a),
        bars,
      );
    }
  },
  'the-model-is-above-both-floors': (seen) => {
    const rows = systems(seen);
    for (const score of ['BLEU-1', 'BLEU-4', 'ROUGE-L', 'CIDEr']) {
      for (const floor of ['constant caption', 'nearest neighbour']) {
        const [low, high] = [floor, 'model'].map((name) => valueIn(rows, score, 'captions', name));
        less(low, high, `${floor} by ${score}`);
      }
    }
  },
  'a-constant-caption-keeps-bleu-and-loses-cider': ({ table }) => {
    const rows = table('score', 'constant caption', 'share');
    const share = (score: string) => valueIn(rows, 'share', 'score', `${score} (tutorial)`);
    assert.ok(share('BLEU-1') > 50, `${share('BLEU-1')} % of BLEU-1`);
    less(2 * share('CIDEr'), share('BLEU-1'), 'shares of CIDEr, twice, and of BLEU-1');
  },
  'the-model-beats-its-neighbour-beyond-chance': ({ table }) => {
    for (const row of table('nearest neighbour', 'model', 'p')) {
      assert.deepEqual([row['may be chance'], row.p], ['no', 0.002]);
      assert.ok(Number(row.low) > 0);
    }
  },
  'four-scores-of-two-searches': ({ table }) => {
    const rows = table('greedy', 'beam 3', 'p');
    assert.equal(rows.length, 4);
    for (const row of rows) {
      assert.equal(row['may be chance'], Number(row.p) < 0.05 ? 'no' : 'yes');
    }
  },
  'only-coco-keeps-the-a': ({ table }) => {
    const [coco, ...others] = table('protocol', 'of them “a”');
    assert.ok(coco.protocol === 'coco' && Number(coco['of them “a”']) > 100);
    for (const other of others) assert.equal(other['of them “a”'], 0);
  },
  'markers-raise-single-words': (seen) => {
    const rows = systems(seen);
    for (const score of ['BLEU-1', 'ROUGE-L']) {
      const [before, after] = ['tutorial', 'markers'].map((name) =>
        valueIn(rows, score, 'protocol', name),
      );
      less(before, after, score);
    }
  },
  'the-mean-of-own-scores-is-lower': (seen) => {
    const rows = ways(seen);
    const own = rowWhere(rows, 'how BLEU is counted', "each caption's own, then the mean");
    for (const score of ['BLEU-1', 'BLEU-4'])
      less(Number(own[score]), Number(rows[0][score]), score);
  },
  'punctuation-and-capitals-cost': (seen) => {
    const rows = ways(seen);
    const at = (way: string, score: string) => valueIn(rows, score, 'how BLEU is counted', way);
    for (const score of ['BLEU-1', 'BLEU-4']) {
      const punctuation = at('split at blanks, punctuation kept', score);
      less(punctuation, Number(rows[0][score]), score);
      less(at('split at blanks, capitals kept too', score), punctuation, score);
    }
  },
  'the-last-word-is-missed': (seen) => {
    const rows = ways(seen);
    const cut = rowWhere(rows, 'how BLEU is counted', 'last word of each caption cut off');
    for (const score of ['BLEU-1', 'BLEU-4'])
      less(Number(cut[score]), Number(rows[0][score]), score);
  },
  'easier-references-raise-bleu-1': (seen) => {
    const rows = ways(seen);
    const [cleaned, marked] = rows.slice(-2).map((row) => Number(row['BLEU-1']));
    less(Number(rows[0]['BLEU-1']), cleaned, 'cleaned');
    less(cleaned, marked, 'marked');
  },
  'bleu-is-higher-where-all-is-right': ({ table }) => {
    const rows = table('captions', 'median BLEU-4 (tutorial)');
    const [wrong, right] = ['something wrong', 'all right'].map((name) =>
      valueIn(rows, 'median BLEU-4 (tutorial)', 'captions', name),
    );
    less(wrong, right, 'medians');
  },
  'some-are-wrong-but-high-and-some-right-but-low': ({ table }) => {
    const rows = table('captions', 'above 0.5');
    assert.ok(valueIn(rows, 'above 0.5', 'captions', 'something wrong') > 0);
    assert.ok(valueIn(rows, 'below 0.001', 'captions', 'all right') >= 3, 'three cards below');
  },
  'the-model-uses-fewer-words-than-people': ({ table }) => {
    const rows = table('says', 'of all words');
    const [model, person] = ['model', 'a person'].map((name) =>
      valueIn(rows, 'of all words', 'says', name),
    );
    less(2 * model, person, 'shares, the model’s twice');
  },
  'scaling-leaves-the-words': (seen) => {
    const right = temperatures(seen).map((row) => row['right words']);
    assert.equal(right.length, 3);
    assert.equal(new Set(right).size, 1);
  },
  'twice-as-sure-is-far-off': (seen) => {
    const [own, , spoilt] = temperatures(seen);
    less(2 * Number(own.ECE), Number(spoilt.ECE), 'ECE');
    less(Number(own['NLL (nats a word)']), Number(spoilt['NLL (nats a word)']), 'NLL');
    assert.ok(Number(spoilt['mean confidence']) > Number(spoilt['right words']) + 10);
  },
  'there-is-little-to-mend': (seen) => {
    const [own, scaled] = temperatures(seen);
    close(Number(scaled.temperature), 1, 0.15);
    close(Number(own.ECE), Number(scaled.ECE), 3);
    close(Number(own['NLL (nats a word)']), Number(scaled['NLL (nats a word)']), 0.02);
  },
  'no-score-without-its-protocol': ({ shown }) => {
    assert.ok(shown.filter((one) => /BLEU|CIDEr/.test(one)).length > 15, 'scores were shown');
    assert.deepEqual(shown.flatMap(scoresWithoutProtocol), []);
  },
};
