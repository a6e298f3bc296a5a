import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SequencesById } from '../../lib/caption-preprocessing/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import { createRandom } from '../../lib/engine/random.js';
import {
  alphabeticalVocabulary,
  batchRowCounts,
  batchRows,
  batchSizes,
  CATS,
  captionBatches,
  captionPairs,
  captionRow,
  compareQuestions,
  countPairs,
  datasetStatistics,
  generatorMemory,
  memoryOf,
  memoryTable,
  numbersPerRow,
  pairBatches,
  pairTable,
  pictureBatches,
  pictureTable,
  questionsOfCaptions,
  questionsOfPairs,
  stepCounts,
  tableIn,
} from '../../lib/generator/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';
import { sharedData } from '../shared-data.js';

function someSequences(seed: number, pictures = 7): SequencesById {
  const random = createRandom(seed);
  const caption = () => [
    1,
    ...Array.from({ length: random.integer(9) }, () => 2 + random.integer(20)),
    25,
  ];
  return new Map(
    Array.from({ length: pictures }, (_, i) => [`picture${i}`, [caption(), caption(), caption()]]),
  );
}

/** The number in a picture's name stands for its feature. */
const features = { width: 2, of: (id: string) => Float32Array.of(Number(id.slice(7)), 0.5) };

test('a caption of n words gives n - 1 pairs, each prefix padded on the left', () => {
  assert.deepEqual(captionPairs([1, 5, 9], 4), [
    { prefix: [0, 0, 0, 1], next: 5 },
    { prefix: [0, 0, 1, 5], next: 9 },
  ]);
  assert.deepEqual(captionPairs([1], 4), []);
  assert.equal(
    countPairs(
      new Map([
        [
          'a',
          [
            [1, 2, 3],
            [1, 2],
          ],
        ],
        ['b', [[]]],
      ]),
    ),
    3,
  );
});

test('the worked example: twelve words in alphabetical order, two captions make fifteen rows', () => {
  const vocabulary = alphabeticalVocabulary(CATS.train);
  assert.deepEqual(
    vocabulary.words.join(' '),
    'black cat endseq grass is on road sat startseq the walking white',
  );
  assert.equal(vocabulary.indexOf.get('white'), 12);
  const rows = pairTable(CATS.train, vocabulary, 9);
  assert.equal(rows.length, 15);
  assert.deepEqual(rows[3], {
    row: 4,
    picture: 'picture 1',
    words: { partial: 'startseq the black cat', next: 'sat' },
    indices: { partial: [9, 10, 1, 2], next: 8 },
    padded: { partial: [0, 0, 0, 0, 0, 9, 10, 1, 2], next: 8 },
  });
  assert.deepEqual(rows[14].words.next, 'endseq');
  assert.equal(rows[14].indices.partial.length, 8);
});

test('all generators make the same set of (picture, prefix, next word), once each', () => {
  const sequences = someSequences(3);
  const fromPairs: string[] = [];
  for (const batch of pairBatches(sequences, features, {
    picturesPerBatch: 3,
    maxLength: 12,
    random: createRandom(1),
  })) {
    for (let row = 0; row < batch.rows; row++) {
      const prefix = batch.prefixes.subarray(12 * row, 12 * row + 12).filter((index) => index > 0);
      fromPairs.push(`picture${batch.features[2 * row]} ${prefix} ${batch.next[row]}`);
    }
  }
  assert.equal(fromPairs.length, countPairs(sequences));
  for (const batches of [captionBatches, pictureBatches]) {
    const fromCaptions: string[] = [];
    for (const { ids, tokens, targets, batch, steps } of batches(sequences, {
      batchSize: 4,
      random: createRandom(2),
    })) {
      for (let row = 0; row < batch; row++) {
        for (let step = 0; step < steps; step++) {
          const next = targets[row * steps + step];
          const prefix = tokens.subarray(row * steps, row * steps + step + 1);
          if (next > 0) fromCaptions.push(`${ids[row]} ${prefix} ${next}`);
        }
      }
    }
    assert.deepEqual(fromCaptions.sort(), fromPairs.sort());
  }
});

test("a picture's captions follow one another, the same number of rows for each, empty ones behind", () => {
  const five = [3, 4, 5, 6, 7].map((word) => [1, word, 2]);
  const sequences = new Map([
    ['six', [...five, [1, 8, 9, 2]]],
    ['two', five.slice(0, 2)],
    ['none', [[1]]],
  ]);
  const batches = [...pictureBatches(sequences, { batchSize: 10, random: createRandom(1) })];
  const rows = batches.flatMap(({ ids, targets, batch, steps, perPicture }) => {
    assert.equal(perPicture, 5);
    return Array.from({ length: batch }, (_, row) => ({
      picture: ids[row - (row % perPicture)],
      id: ids[row],
      words: targets.subarray(row * steps, (row + 1) * steps).filter((word) => word > 0).length,
    }));
  });
  assert.ok(rows.every(({ picture, id }) => picture === id));
  const ofTwo = rows.filter(({ id }) => id === 'two').map(({ words }) => words);
  assert.deepEqual(ofTwo, [2, 2, 0, 0, 0]);
  assert.equal(rows.filter(({ id, words }) => id === 'six' && words > 0).length, 6);
  assert.ok(rows.every(({ id }) => id !== 'none'));
});

test('a batch of pairs holds whole pictures, the last one what is left', () => {
  const sequences = someSequences(4);
  const batches = [...pairBatches(sequences, features, { picturesPerBatch: 3, maxLength: 12 })];
  assert.equal(batches.length, 3);
  assert.equal(batches[0].features[0], 0, 'in order without a random stream');
  for (const { features, prefixes, next, rows } of batches) {
    assert.deepEqual([features.length, prefixes.length, next.length], [2 * rows, 12 * rows, rows]);
  }
});

test('caption batches hold captions of about the same length, and every caption once', () => {
  const sequences = someSequences(5, 40);
  const batches = [...captionBatches(sequences, { batchSize: 16, random: createRandom(1) })];
  assert.deepEqual(
    batches.map(({ batch }) => batch).sort((a, b) => a - b),
    [8, 16, 16, 16, 16, 16, 16, 16],
  );
  const padded = batches
    .flatMap(({ targets }) => [...targets])
    .filter((index) => index === 0).length;
  const all = batches.reduce((sum, { targets }) => sum + targets.length, 0);
  assert.ok(padded / all < 0.12, `${padded} of ${all} steps are padding`);
  for (const { tokens, targets } of batches) {
    assert.deepEqual([...tokens].map(Boolean), [...targets].map(Boolean), 'padding falls together');
  }
});

test('the same seed gives the same batches, another seed others', () => {
  const sequences = someSequences(6, 40);
  const epoch = (seed: number) =>
    JSON.stringify([...captionBatches(sequences, { batchSize: 16, random: createRandom(seed) })]);
  assert.equal(epoch(1), epoch(1));
  assert.notEqual(epoch(1), epoch(2));
});

test('the memory of a row: 2048 + 34 x 200 numbers, and the target', () => {
  const shape = { featureWidth: 2048, maxLength: 34, embeddingWidth: 200, vocabularySize: 1652 };
  assert.equal(numbersPerRow(shape), 8848);
  const rows = memoryOf(292328, shape);
  assert.deepEqual(rows.at(-1), {
    part: 'together',
    numbersARow: 10500,
    bytesARow: 42000,
    bytes: 12_277_776_000,
  });
});

test('tables of sizes are headed by words, with units', () => {
  const shape = { featureWidth: 2, maxLength: 3, embeddingWidth: 4, vocabularySize: 5 };
  assert.deepEqual(memoryTable(memoryOf(1e9, shape))[1], {
    part: 'word vectors of the prefix',
    'numbers per row': 12,
    'bytes per row': 48,
    'all rows, GB': 48,
  });
  const sequences = someSequences(4);
  const [batch] = pairBatches(sequences, features, { picturesPerBatch: 7, maxLength: 1200 });
  assert.deepEqual(
    batchSizes(batch).map(({ shape }) => shape),
    [`${batch.rows} × 2`, `${batch.rows} × 1,200`, `${batch.rows}`],
  );
});

test('a batch of some pictures has as many rows as their captions have pairs', () => {
  const sequences = someSequences(4);
  const counted = [3, 6].map((picturesPerBatch) => {
    const rows = [...pairBatches(sequences, features, { picturesPerBatch, maxLength: 12 })].map(
      (batch) => batch.rows,
    );
    return {
      'pictures per batch': picturesPerBatch,
      'batches per epoch': rows.length,
      'fewest rows': Math.min(...rows),
      'mean rows': countPairs(sequences) / rows.length,
      'most rows': Math.max(...rows),
    };
  });
  assert.deepEqual(batchRowCounts(sequences, [3, 6]), counted);
});

test('memory is measured while batches come and go', () => {
  const sequences = someSequences(7, 30);
  const samples = generatorMemory(
    pairBatches(sequences, features, { picturesPerBatch: 3, maxLength: 12 }),
    ({ rows }) => rows,
    { every: 2 },
  );
  assert.deepEqual(
    samples.map(({ batches }) => batches),
    [2, 4, 6, 8, 10],
  );
  assert.equal(samples.at(-1)!.rows, countPairs(sequences));
});

test('the statistics of a small data set', async () => {
  const dataset = await openDataset({ name: 'flickr8k', folder: smallDataset() });
  assert.deepEqual(datasetStatistics(dataset, { minCount: 2 }), {
    imageIds: 4,
    captions: 5,
    cleanWords: 13,
    trainCaptions: 3,
    trainWords: 13,
    vocabulary: 6,
    maxLength: 9,
    pairs: 5 + 4 + 4,
  });
});

const flickr8k = sharedData('flickr8k');
test("Flickr8k: the lesson's eight figures", {
  skip: flickr8k ? false : 'Flickr8k is not at ../shared/data',
}, async () => {
  const dataset = await openDataset({ name: 'flickr8k', folder: flickr8k! });
  assert.deepEqual(datasetStatistics(dataset), {
    imageIds: 8092,
    captions: 40460,
    cleanWords: 8763,
    trainCaptions: 30000,
    trainWords: 7578,
    vocabulary: 1651,
    maxLength: 34,
    pairs: 292328,
  });
});

test('pairs and captions ask the same questions; a changed one is noticed', () => {
  const sequences = someSequences(8, 12);
  const pairs = () => questionsOfPairs(sequences, 12, createRandom(1));
  const captions = questionsOfCaptions(sequences, 5, createRandom(2));
  const all = countPairs(sequences);
  assert.deepEqual(compareQuestions(pairs(), captions), { one: all, other: all, different: 0 });
  const other = new Map([...sequences, ['picture0', [[1, 99, 25]]]]);
  assert.ok(compareQuestions(pairs(), questionsOfCaptions(other, 5)).different > 0);
});

test('the work of an epoch: pairs, captions, captions of about equal length', () => {
  const sequences = new Map([
    [
      'a',
      [
        [1, 2, 3],
        [1, 2, 2, 2, 3],
      ],
    ],
    ['b', [[1, 3]]],
  ]);
  assert.deepEqual(
    stepCounts(sequences, 6, 1).map((row) => [row.rows, row['LSTM steps'], row.questions]),
    [
      [7, 42, 7],
      [3, 18, 7],
      [3, 7, 7],
    ],
  );
});

test('tables for showing: a picture, a caption, a batch, and the three forms of the worked example', () => {
  const vocabulary = alphabeticalVocabulary(CATS.train);
  const sequence = [9, 10, 1, 2, 3];
  const sequences = new Map([['picture1', [sequence]]]);
  assert.deepEqual(pictureTable('picture1', sequences, vocabulary)[1], {
    picture: 'picture1',
    'caption so far': 'startseq the',
    'next word': 'black',
  });
  const places = captionRow(sequence, vocabulary, 5);
  assert.deepEqual(places[3], { place: 4, reads: 'cat', 'should say': 'endseq' });
  assert.deepEqual(places[4], { place: 5, reads: '(padding)', 'should say': '(padding)' });
  const [batch] = pairBatches(sequences, features, { picturesPerBatch: 1, maxLength: 4 });
  const shown = (row: Record<string, unknown>) =>
    Object.entries(row).map(([name, value]) => `${name.trim()}: ${value}`);
  assert.deepEqual(shown(batchRows(batch, [2])[0]), [
    ...['row: 2', '1: 0', '2: 0', '3: 9', '4: 10', 'next word: 1'],
  ]);
  assert.deepEqual(shown(batchRows(batch, [2], 2)[0]), ['row: 2', '3: 9', '4: 10', 'next word: 1']);
  const rows = pairTable(CATS.train, vocabulary, 3);
  assert.equal(tableIn('words', rows)[1]['caption so far'], 'startseq the');
  assert.deepEqual(shown(tableIn('indices', rows)[1]), [
    ...['row: 2', 'picture: picture 1', '1: 9', '2: 10', '3: undefined', 'next word: 1'],
  ]);
  assert.deepEqual(shown(tableIn('padded', rows)[1]), [
    ...['row: 2', 'picture: picture 1', '1: 0', '2: 9', '3: 10', 'next word: 1'],
  ]);
});
