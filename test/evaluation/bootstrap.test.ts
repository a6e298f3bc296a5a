import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRandom } from '../../lib/engine/random.js';
import {
  bootstrapIntervals,
  corpusBleu,
  intervalTable,
  mean,
  metrics,
  percentile,
  resample,
  scoreCaptions,
  tokenize,
} from '../../lib/evaluation/index.js';

const random = createRandom('bootstrap');
const sentence = () =>
  [
    ...[random.choice(['a', 'the']), random.choice(['black', 'white', 'brown'])],
    ...[random.choice(['cat', 'dog']), random.choice(['sits', 'runs']), 'on the'],
    random.choice(['grass', 'road', 'snow', 'beach']),
  ].join(' ');

function collection(pictures: number) {
  const ids = Array.from({ length: pictures }, (_, at) => `picture${at}`);
  const candidates = new Map(ids.map((id) => [id, sentence()]));
  const references = new Map(ids.map((id) => [id, [sentence(), sentence(), sentence()]]));
  return { candidates, references, scores: scoreCaptions(candidates, references) };
}

describe('bootstrap intervals', () => {
  const { candidates, references, scores } = collection(120);
  const intervals = bootstrapIntervals(scores, { resamples: 300 });

  test('hold the score; the same seed gives the same ones', () => {
    for (const metric of metrics) {
      const { low, high } = intervals[metric];
      assert.ok(low < scores.corpus[metric] && scores.corpus[metric] < high, metric);
    }
    assert.deepEqual(bootstrapIntervals(scores, { resamples: 300 }), intervals);
    assert.notDeepEqual(bootstrapIntervals(scores, { resamples: 300, seed: 2 }), intervals);
  });

  test('stand in a table, a row a metric', () => {
    const rows = intervalTable(scores, { resamples: 300 });
    assert.deepEqual(
      rows.map(({ metric }) => metric),
      metrics,
    );
    const [{ score, low, high, protocol }] = rows;
    assert.equal(protocol, 'coco');
    assert.deepEqual([score, { low, high }], [scores.corpus['BLEU-1'], intervals['BLEU-1']]);
  });

  test('are those of the ten lines that draw pictures and score them', () => {
    const options = { resamples: 300, seed: 4 };
    const sorted = resample(
      scores.pictures.map((one) => one.scores.CIDEr),
      mean,
      options,
    );
    const { low, high } = bootstrapIntervals(scores, options).CIDEr;
    assert.ok(Math.abs(percentile(sorted, 0.025) - low) < 1e-12);
    assert.ok(Math.abs(percentile(sorted, 0.975) - high) < 1e-12);
  });

  test('of BLEU are those of corpora in which pictures stand several times', () => {
    const draw = createRandom(1);
    const ids = [...candidates.keys()];
    const tokens = (text: string) => tokenize(text, 'coco');
    const [drawn, wanted] = [new Map<string, string[]>(), new Map<string, string[][]>()];
    for (const copy of ids.keys()) {
      const id = ids[draw.integer(ids.length)];
      drawn.set(`${copy}`, tokens(candidates.get(id) as string));
      wanted.set(`${copy}`, (references.get(id) as string[]).map(tokens));
    }
    const { low, high } = bootstrapIntervals(scores, { resamples: 1 })['BLEU-4'];
    assert.equal(low, high);
    assert.ok(Math.abs(low - corpusBleu(drawn, wanted).bleu[3]) < 1e-12);
  });

  test('of means have the width that their standard error foretells', () => {
    const values = scores.pictures.map((one) => one.scores['ROUGE-L']);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const foretold = 2 * 1.96 * Math.sqrt(variance / values.length);
    const { low, high } = bootstrapIntervals(scores, { resamples: 2000 })['ROUGE-L'];
    assert.ok(Math.abs((high - low) / foretold - 1) < 0.1, `${high - low} and ${foretold}`);
  });

  test('are a point where all pictures score alike', () => {
    const same = new Map(['1', '2', '3'].map((id) => [id, 'a dog runs here']));
    const others = new Map([...same.keys()].map((id) => [id, ['a dog runs there']]));
    const { low, high } = bootstrapIntervals(scoreCaptions(same, others), { resamples: 20 })[
      'BLEU-2'
    ];
    assert.ok(Math.abs(high - low) < 1e-9);
  });
});
