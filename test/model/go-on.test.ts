import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import type { PictureFeatures } from '../../lib/image-encoding/index.js';
import { type CaptionerName, captioners } from '../../lib/model/captioners.js';
import {
  type CaptionModel,
  faultOfStart,
  grownCaptioner,
  type ModelInputs,
} from '../../lib/model/index.js';
import { unitedWords, vocabularyOf } from '../../lib/vocabulary/index.js';

const OLD = ['startseq', 'black', 'cat', 'endseq'];
const NEW = ['startseq', 'schwarze', 'cat', 'katze', 'endseq'];
const vocabulary = unitedWords(vocabularyOf(OLD), vocabularyOf(NEW, 2));
const WIDTH = 5;

const random = createRandom('go on');
const numbers = (size: number) => Float32Array.from({ length: size }, random.normal);

/** What a data set offers: features of so many cells, word vectors of this width, longer captions. */
const inputsWith = (cells: number, embeddingWidth: number, width = WIDTH) =>
  ({
    vocabulary,
    sequences: { maxLength: 12, train: new Map(), dev: new Map() },
    features: { encoder: 'none', cells, width } as PictureFeatures,
    embedding: {
      rows: numbers(7 * embeddingWidth),
      width: embeddingWidth,
      missing: [],
      source: '',
    },
  }) as ModelInputs;

/** What a captioner says after each word of two captions. */
function said(model: CaptionModel): number[][] {
  return tf.tidy(() => {
    const { cells, width } = model.reads;
    const shape = cells === 1 ? [2, width] : [2, cells, width];
    const pictures = tf.linspace(-1, 1, 2 * cells * width).reshape(shape);
    const tokens = tf.tensor2d([1, 2, 3, 1, 3, 0], [2, 3], 'int32');
    return model.captionLogits(pictures, tokens).arraySync();
  });
}

it('two vocabularies become one: the words of the first keep their numbers', () => {
  assert.deepEqual(vocabulary.words, [...OLD, 'schwarze', 'katze']);
  assert.deepEqual([vocabulary.size, vocabulary.minCount], [7, 2]);
});

describe('a captioner with room for more words', () => {
  before(() => startEngine());

  for (const name of Object.keys(captioners) as CaptionerName[]) {
    for (const embedding of ['frozen', 'tuned', 'fresh'] as const) {
      it(`says of its own words what it said before: ${name}, word vectors ${embedding}`, async () => {
        const cells = captioners[name].readsMaps ? 4 : 1;
        const reads = { cells, width: WIDTH };
        const sizes = { vocabularySize: 5, maxLength: 7, embeddingWidth: 4, reads };
        const model = captioners[name].build(
          { ...sizes, embedding: numbers(20) },
          { units: 6, embedding, seed: 3, ...(name === 'transformer' && { layers: 1 }) },
        );
        for (const vectors of [4, 3]) {
          const grown = await grownCaptioner(model, inputsWith(cells, vectors), { dropout: 0.25 });
          const { maxLength, settings, vocabularySize } = grown;
          assert.deepEqual([maxLength, settings.dropout, vocabularySize], [12, 0.25, 7]);
          const before = said(model);
          for (const [i, logits] of said(grown).entries()) {
            assert.ok(logits.every(Number.isFinite));
            for (const [word, value] of before[i].entries())
              assert.ok(Math.abs(value - logits[word]) < 1e-5, `${value} ${logits[word]}`);
          }
          grown.dispose();
        }
        model.dispose();
      });
    }
  }

  it('reads what it read before, and nothing else', async () => {
    const sizes = { vocabularySize: 5, maxLength: 7, embeddingWidth: 4 };
    const model = captioners.merge.build({ ...sizes, reads: { cells: 1, width: WIDTH } }, {});
    await assert.rejects(grownCaptioner(model, inputsWith(1, 4, 6)), {
      name: 'UserError',
      message: /reads 1 x 5 numbers of a picture, and the features by none have 1 x 6/,
    });
    model.dispose();
  });
});

it('a start is named as a run, with its data set, and with its rule of text', () => {
  for (const name of ['merge', 'photographs', 'flickr8k/merge', 'flickr8k/full/merge', 'größe/x'])
    assert.equal(faultOfStart(name), undefined, name);
  assert.match(
    faultOfStart('flickr8k/all/merge') ?? '',
    /names no run: expected <run>, <data set>/,
  );
  assert.match(faultOfStart('a/tutorial/b/c') ?? '', /names no run/);
  assert.match(faultOfStart('flickr8k/a+b') ?? '', /a\+b is an ensemble/);
  assert.match(faultOfStart('flickr8k/..') ?? '', /cannot be a run's name/);
});
