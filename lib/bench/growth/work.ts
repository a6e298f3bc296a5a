import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import type { Dataset } from '../../data-understanding/index.js';
import { createAdam, createRandom, startEngine } from '../../engine/index.js';
import {
  intervalTable,
  makeReport,
  readComparedFiles,
  scoreCaptions,
} from '../../evaluation/index.js';
import {
  type Encoder,
  encodeDataset,
  preprocess,
  readPicture,
} from '../../image-encoding/index.js';
import { greedySearch } from '../../inference/index.js';
import { batchesFor, copiedRows, lossGradients, trainStep } from '../../model/index.js';
import { buildCaptioner } from '../captioner-step/build.js';
import { type CaptionerSizes, captionerSizes } from '../captioner-step/sizes.js';
import { endlessCaptioner, wordsOf } from '../decode/captioner.js';
import { hashed, hashedWords } from '../hashed.js';
import { LENGTH, SIDE, STEPS_SKIPPED, type Stage, WIDTH, WORDS } from './stages.js';

const CAPTIONS_A_PICTURE = 5;
/** Files and vectors that differ; pictures take turns with them. */
const DIFFERENT = 100;
/** Words of the captions that are scored. */
const SPOKEN = 500;

const merge: CaptionerSizes = { ...captionerSizes[0], steps: [LENGTH] };

const idsOf = (count: number) => Array.from({ length: count }, (_, i) => `picture${i}`);

/** Words of a caption: 8 to 15. */
const lengthOf = (caption: number) => 8 + (caption % 8);

/** Vectors of pictures, a few again and again. */
function vectorsOf(): (picture: number) => Float32Array {
  const rows = Array.from({ length: DIFFERENT }, (_, i) => hashed(WIDTH, i).map(Math.abs));
  return (picture) => rows[picture % DIFFERENT];
}

/** Work that is ready to be done; what it reads is there. */
type Work = () => unknown;

/** Pictures that look random, in files that take turns. */
async function picturesIn(folder: string, count: number): Promise<Dataset> {
  const raw = { width: SIDE, height: SIDE, channels: 3 } as const;
  const files = Array.from({ length: DIFFERENT }, (_, i) => join(folder, `${i}.jpg`));
  for (const [i, path] of files.entries()) {
    const pixels = Uint8Array.from(hashed(3 * SIDE * SIDE, i, 127), (value) => 128 + value);
    await sharp(pixels, { raw }).jpeg().toFile(path);
  }
  return {
    ...{ name: 'growth', folder, runFolder: join(folder, 'outputs'), fingerprint: 'growth' },
    ...{
      captions: new Map(),
      splits: { train: [], dev: [], test: [] },
      text: 'full',
      problems: [],
    },
    imagePaths: new Map(idsOf(count).map((id, i) => [id, files[i % DIFFERENT]])),
  };
}

/** In a network's place: the first numbers of a picture. */
const firstNumbers: Encoder = {
  ...{ name: 'first-numbers', fingerprint: 'growth', resize: 'smooth' },
  ...{ inputSize: SIDE, width: WIDTH },
  read: async (picture) => preprocess(await readPicture(picture, SIDE, 'smooth')),
  async run(inputs) {
    const vectors = new Float32Array(inputs.length * WIDTH); // [batch, width]
    for (const [row, input] of inputs.entries()) vectors.set(input.subarray(0, WIDTH), row * WIDTH);
    return { vectors };
  },
};

async function encode(count: number, folder: string): Promise<Work> {
  const dataset = await picturesIn(folder, count);
  return () => encodeDataset(dataset, firstNumbers, { workers: 1 });
}

async function train(count: number): Promise<Work> {
  await startEngine();
  const model = buildCaptioner(merge, merge.dropout);
  const gradients = lossGradients(model);
  const adam = createAdam(model.trained);
  const vectorOf = vectorsOf();
  const sequences = new Map(
    idsOf(count / CAPTIONS_A_PICTURE).map((id, picture) => [
      id,
      Array.from({ length: CAPTIONS_A_PICTURE }, (_, i) => {
        const caption = CAPTIONS_A_PICTURE * picture + i;
        return [...hashedWords(lengthOf(caption), caption, WORDS)];
      }),
    ]),
  );
  const rows = copiedRows({ width: WIDTH, of: (id) => vectorOf(Number(id.slice(7))) });
  const options = { learningRate: 1e-3, random: createRandom(1) };
  return async () => {
    let batches = 0;
    for (const batch of batchesFor(model, sequences, { batchSize: 64, random: createRandom(2) })) {
      if (batches++ % STEPS_SKIPPED > 0) continue;
      const loss = trainStep(gradients, adam, batch, rows, options);
      await loss.data();
      loss.dispose();
    }
  };
}

async function decode(count: number): Promise<Work> {
  await startEngine();
  const model = endlessCaptioner(merge);
  const vectorOf = vectorsOf();
  const vectors = Array.from({ length: count }, (_, picture) => vectorOf(picture));
  return () => greedySearch(model, wordsOf(WORDS), vectors, { maxLength: LENGTH });
}

/** A caption whose words look random, as text. */
const captionText = (seed: number) =>
  Array.from(hashedWords(lengthOf(seed), seed, SPOKEN), (word) => `word${word}`).join(' ');

/** Captions and five references of each picture. */
function captionsAndReferences(count: number) {
  const ids = idsOf(count);
  const referencesOf = (picture: number) =>
    Array.from({ length: CAPTIONS_A_PICTURE }, (_, i) =>
      captionText(CAPTIONS_A_PICTURE * picture + i),
    );
  return {
    captions: new Map(ids.map((id, i) => [id, captionText(7 * i)])),
    references: new Map(ids.map((id, i) => [id, referencesOf(i)])),
  };
}

/** What `captionlab score` does. */
function score(count: number, folder: string): Work {
  const { captions, references } = captionsAndReferences(count);
  const [ours, theirs] = ['candidates', 'references'].map((name) => join(folder, `${name}.json`));
  writeFileSync(ours, JSON.stringify(Object.fromEntries(captions)));
  writeFileSync(theirs, JSON.stringify(Object.fromEntries(references)));
  return () => {
    const files = readComparedFiles(ours, theirs);
    intervalTable(scoreCaptions(files.candidates, files.references), { resamples: 1000 });
  };
}

function report(count: number, folder: string): Work {
  const { captions, references } = captionsAndReferences(count);
  return () => {
    const made = makeReport(captions, references, 'test', 'coco');
    writeFileSync(join(folder, 'report.json'), JSON.stringify(made, null, 1));
  };
}

const works: Record<Stage['name'], (count: number, folder: string) => Work | Promise<Work>> = {
  ...{ encode, train, decode, score, report },
};

/** Does a stage on so many pictures or captions; gives the seconds of the processor, all threads together. */
export async function doStage(name: Stage['name'], count: number): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'growth-'));
  try {
    mkdirSync(join(folder, 'outputs'));
    const work = await works[name](count, folder);
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1e6;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
