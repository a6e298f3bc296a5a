import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  calibrationError,
  calibrationOf,
  calibrationTable,
  fitTemperature,
  foretellWords,
  foretoldAt,
  halvesOf,
  meanSurprise,
  type NextWords,
  nextWords,
} from '../../lib/evaluation/index.js';
import { featureTable } from '../../lib/image-encoding/index.js';
import { meanLoss } from '../../lib/model/index.js';
import { captions, features as rows, smallModel } from '../model/small-model.js';

const close = (a: number, b: number, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

const words = (confidence: number, ...hits: boolean[]) => hits.map((hit) => ({ confidence, hit }));

describe('the expected calibration error', () => {
  test('is 0 where words of 75 % come three times in four', () => {
    const bins = calibrationOf(words(0.75, true, true, true, false));
    assert.deepEqual(bins, [
      { from: 11 / 15, to: 12 / 15, words: 4, confidence: 0.75, accuracy: 0.75 },
    ]);
    assert.equal(calibrationError(bins), 0);
  });

  test('by hand: 4 words at 90 % of which half come, 6 at 30 % of which none does', () => {
    const [yes, no] = [true, false];
    const bins = calibrationOf([
      ...words(0.9, yes, no, yes, no),
      ...words(0.3, no, no, no, no, no, no),
    ]);
    close(calibrationError(bins), (4 / 10) * 0.4 + (6 / 10) * 0.3);
  });

  test('takes a certainty into the last of 15 bins, and opposite errors in one bin cancel', () => {
    const [bin] = calibrationOf(words(1, true));
    assert.deepEqual([bin.from, bin.to], [14 / 15, 1]);
    const bins = calibrationOf([...words(0.61, true), ...words(0.65, false)]);
    assert.equal(bins.length, 1);
    close(calibrationError(bins), 0.13);
  });
});

/** Words that come as often as the softmax of `logits` says, told by a predictor that multiplies them by `factor`. */
function predictor(factor: number, count = 8000): NextWords {
  const random = createRandom('predictor');
  const vocabulary = 6;
  const logits = new Float32Array(count * vocabulary);
  const came = Int32Array.from({ length: count }, (_, row) => {
    const own = Array.from({ length: vocabulary }, () => 3 * random.uniform());
    const weights = own.map(Math.exp);
    let left = random.uniform() * weights.reduce((a, b) => a + b, 0);
    logits.set(
      own.map((logit) => factor * logit),
      row * vocabulary,
    );
    const word = weights.findIndex((weight) => {
      left -= weight;
      return left < 0;
    });
    return word < 0 ? vocabulary - 1 : word;
  });
  return { logits, came, vocabulary };
}

const errorAt = (one: NextWords, temperature: number) =>
  calibrationError(calibrationOf(foretoldAt(one, temperature)));

describe('temperature scaling', () => {
  test('finds by how much a predictor is too sure, or too modest', () => {
    for (const factor of [2.5, 1, 0.4]) {
      close(fitTemperature(predictor(factor)) / factor, 1, 0.05);
    }
  });

  test('brings confidence and accuracy together, and leaves the words as they are', () => {
    const sure = predictor(2.5);
    assert.ok(errorAt(sure, 1) > 0.2, `${errorAt(sure, 1)}`);
    assert.ok(errorAt(sure, 2.5) < 0.02, `${errorAt(sure, 2.5)}`);
    assert.ok(meanSurprise(sure, 1) > 1.2 * meanSurprise(sure, 2.5));
    const [raw, scaled] = calibrationTable(sure, { raw: 1, scaled: 2.5 });
    assert.equal(raw['right words'], scaled['right words']);
    assert.equal(raw.ECE, `${(100 * errorAt(sure, 1)).toFixed(1)} %`);
    assert.ok(Number.parseFloat(raw['mean confidence']) > Number.parseFloat(raw['right words']));
  });

  test('no temperature near the one found surprises less', () => {
    const sure = predictor(1.7, 500);
    const fitted = fitTemperature(sure);
    for (const other of [0.9, 0.99, 1.01, 1.1]) {
      assert.ok(meanSurprise(sure, fitted) < meanSurprise(sure, fitted * other));
    }
  });
});

describe('next words', () => {
  const ids = ['a', 'b', 'c'];
  const sequences = new Map(ids.map((id, i) => [id, [captions[i]]]));
  const features = featureTable(ids, Float32Array.from(rows.flat()), 5, 'by hand');
  before(() => startEngine());

  test('are what the model says of each prefix, pair by pair; their surprise is the loss', async () => {
    const model = smallModel({ seed: 3 });
    const before = tf.memory().numTensors;
    const all = await nextWords({ model, inputs: { features } }, sequences);
    assert.equal(tf.memory().numTensors, before);
    assert.equal(all.came.length, captions.flat().length - captions.length);
    close(meanSurprise(all, 1), await meanLoss(model, sequences, features), 1e-5);
    // Sorted by length, caption by caption: the first row is the shortest one's first word.
    assert.deepEqual([...all.came.slice(0, 2)], [8, 2]);
    const said = tf.tidy(() => {
      const prefix = tf.tensor2d([[0, 0, 0, 0, 0, 1, 8]], undefined, 'int32');
      return [...(model.predict([tf.tensor2d([rows[2]]), prefix]) as tf.Tensor).dataSync()];
    });
    const one: NextWords = { ...all, logits: all.logits.slice(9, 18), came: all.came.slice(1, 2) };
    close(Math.exp(-meanSurprise(one, 1)), said[2], 1e-6);
    const [told] = foretoldAt(one);
    close(told.confidence, Math.max(...said), 1e-6);
    assert.equal(told.hit, said.indexOf(Math.max(...said)) === 2);
    assert.deepEqual(
      await foretellWords({ model, inputs: { features } }, sequences),
      foretoldAt(all),
    );
    const { came } = await nextWords({ model, inputs: { features } }, sequences, 1);
    assert.deepEqual([...came], captions[0].slice(1));
    model.dispose();
  });

  test('are fitted on every second picture and judged on the others', () => {
    const [fitted, judged] = halvesOf(sequences);
    assert.deepEqual([[...fitted.keys()], [...judged.keys()]], [['a', 'c'], ['b']]);
  });
});
