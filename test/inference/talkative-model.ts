import assert from 'node:assert/strict';
import { before } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  type BeamOptions,
  beamSearch,
  type FoundCaption,
  greedySearch,
  type SampleOptions,
  type SearchOptions,
  sampleCaptions,
} from '../../lib/inference/index.js';
import { captionLogits, mergeWeights } from '../../lib/model/index.js';
import type { MergeModelOptions } from '../../lib/model/merge/index.js';
import { type Vocabulary, vocabularyOf } from '../../lib/vocabulary/index.js';
import { smallModel } from '../model/small-model.js';

/** Every file of tests that searches captions runs on an engine. */
before(() => startEngine());

/** What `smallModel` has words for. */
export const vocabulary = vocabularyOf(
  ['startseq', 'black', 'cat', 'sat', 'on', 'grass', 'road', 'endseq'],
  1,
);
export const maxLength = 7;

const random = createRandom(4);

/** Pictures that the small models tell apart. */
export const features = Array.from({ length: 40 }, () =>
  Float32Array.from({ length: 5 }, () => 4 * random.uniform()),
);

/** An untrained model whose words depend strongly on the picture and on the words before. */
export function talkativeModel(options: Partial<MergeModelOptions> = {}): tf.LayersModel {
  const model = smallModel({ seed: 7, units: 24, ...options });
  tf.tidy(() => {
    model.setWeights(model.getWeights().map((weight) => weight.mul(3)));
  });
  return model;
}

/** An untrained model that likes some words much more than the others, whatever the picture. */
export function modelThatSays(
  likings: Record<string, number>,
  { indexOf, size }: Vocabulary = vocabulary,
): tf.LayersModel {
  const model = smallModel({ vocabularySize: size });
  const bias = new Float32Array(size);
  for (const [word, liking] of Object.entries(likings)) bias[indexOf.get(word) ?? 0] = liking;
  const layer = model.getLayer('next_word');
  tf.tidy(() => layer.setWeights([layer.getWeights()[0], tf.tensor1d(bias)]));
  return model;
}

/** The three searches of the pictures above, or of others, as the tests ask for them most. */
export const greedy = (
  model: tf.LayersModel,
  options: Partial<SearchOptions> = {},
  pictures = features,
) => greedySearch(model, vocabulary, pictures, { maxLength, ...options });

export const beam = (
  model: tf.LayersModel,
  options: Partial<BeamOptions> = {},
  pictures = features,
) => beamSearch(model, vocabulary, pictures, { maxLength, width: 3, ...options });

export const draw = (
  model: tf.LayersModel,
  options: Partial<SampleOptions> = {},
  pictures = features,
) => sampleCaptions(model, vocabulary, pictures, { maxLength, seed: 1, ...options });

/** Holds a search to leaving as many tensors as it found. */
export async function assertNoTensorLeft<T>(search: () => Promise<T>): Promise<T> {
  const tensors = tf.memory().numTensors;
  const found = await search();
  assert.equal(tf.memory().numTensors, tensors);
  return found;
}

/** A caption's words scored anew: log probability of each, from one pass over the whole caption. */
export async function scoredAnew(
  model: tf.LayersModel,
  { indexOf }: Vocabulary,
  picture: Float32Array,
  { words }: FoundCaption,
): Promise<number[]> {
  const said = words.map(({ word }) => indexOf.get(word) as number);
  const read = [indexOf.get('startseq') as number, ...said.slice(0, -1)];
  const rows = tf.tidy(() =>
    captionLogits(
      mergeWeights(model),
      tf.tensor2d(picture, [1, picture.length]),
      tf.tensor2d([read], undefined, 'int32'),
    ).logSoftmax(),
  );
  const values = (await rows.array()) as number[][];
  rows.dispose();
  return said.map((word, i) => values[i][word]);
}

export const texts = (found: FoundCaption[]) => found.map(({ caption }) => caption);
export const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
