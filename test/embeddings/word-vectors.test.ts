import assert from 'node:assert/strict';
import { utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cleanCaptions } from '../../lib/cleaning/index.js';
import {
  analogy,
  embeddingPath,
  ensureEmbeddingMatrix,
  findGlove,
  makeEmbeddingMatrix,
  nearestWords,
  readEmbeddingMatrix,
  trainWordVectors,
  wordSimilarity,
  wordVector,
  writeEmbeddingMatrix,
} from '../../lib/embeddings/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { UserError } from '../../lib/outputs/index.js';
import { makeCaptions, planScenes } from '../../lib/scenes/index.js';
import {
  buildVocabulary,
  countWords,
  trainCaptions,
  vocabularyOf,
  withMarkers,
} from '../../lib/vocabulary/index.js';
import { openSmallDataset } from '../data-understanding/small-dataset.js';

const vocabulary = vocabularyOf(['king', 'man', 'woman', 'queen', 'road', 'tshirt']);
const matrix = makeEmbeddingMatrix(
  new Map([
    ['king', [1, 1, 0]],
    ['man', [1, 0, 0]],
    ['woman', [1, 0, 1]],
    ['queen', [1, 1, 1]],
    ['road', [-1, 0, 0]],
    ['emperor', [1, 1, 0]],
  ]),
  vocabulary,
  { width: 3, source: 'by hand' },
);

describe('near words', () => {
  test('the nearest come first, itself left out, words without a vector never', () => {
    const near = nearestWords('king', matrix, vocabulary);
    assert.deepEqual(
      near.map(({ word }) => word),
      ['queen', 'man', 'woman', 'road'],
    );
    assert.ok(Math.abs(near[0].similarity - 2 / Math.sqrt(6)) < 1e-7);
    assert.deepEqual(nearestWords('tshirt', matrix, vocabulary), []);
    assert.equal(nearestWords('king', matrix, vocabulary, 2).length, 2);
    assert.equal(wordSimilarity('man', 'road', matrix, vocabulary), -1);
    assert.equal(wordSimilarity('man', 'tshirt', matrix, vocabulary), 0);
  });

  test('man is to king what woman is to queen', () => {
    assert.equal(analogy(['man', 'king', 'woman'], matrix, vocabulary)[0].word, 'queen');
  });

  test('a word that is not in the vocabulary is named', () => {
    assert.throws(() => nearestWords('emperor', matrix, vocabulary), /no word "emperor"/);
    assert.throws(() => wordVector('', matrix, vocabulary), UserError);
  });
});

/** Captions in which "small" and "little" stand in the same places, and so do the places. */
function twins(): Map<string, string[]> {
  const captions = new Map<string, string[]>();
  for (const subject of ['dog', 'cat', 'horse', 'child']) {
    for (const place of ['grass', 'road', 'beach']) {
      const texts = ['small', 'little'].flatMap((size) => [
        `${size} ${subject} runs on ${place}`,
        `on ${place} there is ${size} ${subject}`,
      ]);
      captions.set(`${subject} ${place}`, texts);
    }
  }
  return withMarkers(captions);
}

describe('vectors trained on captions', () => {
  test('synonyms end up near each other, the markers get none', () => {
    const captions = twins();
    const words = buildVocabulary(countWords(captions), { minCount: 1 });
    const trained = trainWordVectors(captions, words, { width: 20, epochs: 80 });
    assert.deepEqual(trained.matrix.missing, ['startseq', 'endseq']);
    assert.equal(nearestWords('small', trained.matrix, words)[0].word, 'little');
    const similar = (a: string, b: string) => wordSimilarity(a, b, trained.matrix, words);
    assert.ok(similar('small', 'little') > similar('small', 'grass') + 0.2);
    assert.ok(similar('grass', 'beach') > similar('grass', 'dog'));
    assert.ok(trained.losses[79] < trained.losses[0] / 5);
  });
});

describe('vectors trained on the captions of scenes', () => {
  test('words for the same thing are nearer than words for different things', () => {
    const random = createRandom('captions');
    const captions = new Map(
      planScenes(1)
        .filter(({ split }) => split === 'train')
        .map(({ id, scene }) => [id, makeCaptions(scene, random)]),
    );
    const marked = withMarkers(cleanCaptions(captions, 'tutorial'));
    const words = buildVocabulary(countWords(marked), { minCount: 10 });
    const { matrix: trained } = trainWordVectors(marked, words, { width: 50 });
    const mean = (pairs: string[][]) =>
      pairs.reduce((sum, [a, b]) => sum + wordSimilarity(a, b, trained, words), 0) / pairs.length;
    const same = mean([
      ...[
        ['road', 'street'],
        ['beach', 'sand'],
        ['forest', 'woods'],
        ['runs', 'walks'],
      ],
      ...[
        ['red', 'blue'],
        ['grey', 'brown'],
        ['dog', 'horse'],
        ['shirt', 'dress'],
      ],
    ]);
    const different = mean([
      ...[
        ['road', 'snow'],
        ['beach', 'dog'],
        ['forest', 'red'],
        ['runs', 'umbrella'],
      ],
      ...[
        ['red', 'walking'],
        ['grey', 'kite'],
        ['dog', 'water'],
        ['shirt', 'lake'],
      ],
    ]);
    assert.ok(same > different + 0.3, `${same} against ${different}`);
  });
});

describe('the embedding artefact', () => {
  test('comes back as it was written, and is refused by another vocabulary', async (t) => {
    const dataset = await openSmallDataset(t);
    writeEmbeddingMatrix(dataset, vocabulary, matrix);
    assert.deepEqual(readEmbeddingMatrix(dataset, vocabulary), matrix);
    assert.ok(embeddingPath(dataset).startsWith(dataset.folder));
    const other = vocabularyOf(['queen', 'king']);
    assert.throws(() => readEmbeddingMatrix(dataset, other), /made with vocabulary .* is now/);
  });

  test('is trained on the captions where there is no GloVe file, and found again', async (t) => {
    const log = t.mock.method(console, 'log', () => {});
    const dataset = await openSmallDataset(t);
    const captions = trainCaptions(dataset, cleanCaptions(dataset.captions, 'tutorial'));
    const words = buildVocabulary(countWords(captions), { minCount: 1 });
    if (findGlove()) return t.skip('a GloVe file lies in data/glove');
    const made = await ensureEmbeddingMatrix(dataset, words);
    assert.equal(made.width, 200);
    assert.equal(made.source, 'trained on the captions of flickr8k, seed 1');
    assert.deepEqual(await ensureEmbeddingMatrix(dataset, words), made);
    const lines = log.mock.calls.map((call) => String(call.arguments[0]));
    assert.match(lines.at(-1) as string, /Found .*embedding\.safetensors/);
    const source = 'Word vectors: trained on the captions of flickr8k, seed 1';
    assert.equal(lines.filter((line) => line === source).length, 1, 'said once');
  });

  test('is made again when GLOVE names a file, another or the same with other rows, and says so', async (t) => {
    const { GLOVE } = process.env;
    t.mock.method(console, 'log', () => {});
    t.after(() => {
      if (GLOVE === undefined) delete process.env.GLOVE;
      else process.env.GLOVE = GLOVE;
    });
    const dataset = await openSmallDataset(t);
    const { folder } = dataset;
    const words = vocabularyOf(['cat', 'grass']);
    const glove = join(folder, 'glove.6B.200d.txt');
    const write = (value: number) =>
      writeFileSync(glove, `cat${` ${value}`.repeat(200)}\ngrass${' 2'.repeat(200)}\n`);
    const first = async () => (await ensureEmbeddingMatrix(dataset, words)).rows[200];
    delete process.env.GLOVE;
    if (findGlove()) return t.skip('a GloVe file lies in data/glove');
    assert.notEqual(await first(), 1);
    write(1);
    process.env.GLOVE = glove;
    assert.equal(await first(), 1);
    write(3);
    utimesSync(glove, new Date(), new Date(Date.now() + 2000));
    assert.equal(await first(), 3);
    process.env.GLOVE = join(folder, 'nowhere.txt');
    await assert.rejects(first(), {
      name: 'UserError',
      message: /No GloVe file at .*nowhere\.txt/,
    });
    delete process.env.GLOVE;
    assert.equal(await first(), 3, 'vectors of a file stay when none is named any more');
  });
});
