// Memory over long work: the number of tensors stays the same over 1,000 steps of everything that goes on for long, and what
// the process holds does not grow with the epochs, nor with the pictures that are encoded.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it, mock } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { featureTable, type PictureFeatures } from '../../lib/image-encoding/index.js';
import { beamSearch, greedySearch, sampleCaptions } from '../../lib/inference/index.js';
import { captioners } from '../../lib/model/captioners.js';
import { type CaptionModel, train } from '../../lib/model/index.js';
import type { TrainingOptions } from '../../lib/model/training-types.js';
import { vocabulary } from '../inference/talkative-model.js';
import { keepResult, progress } from './results.js';
import { environmentIn } from './run-command.js';
import { drawPlainDataset } from './scenarios.js';

const share = Number(process.env.FAULT_SHARE ?? 1);
const PICTURES_FLICKR8K = 8091;
const MB = 1e6;

const folder = mkdtempSync(join(tmpdir(), 'faults-memory-'));
after(() => rmSync(folder, { recursive: true, force: true }));
before(async () => {
  mock.method(console, 'log', () => {});
  await startEngine();
});

const CELLS = 9;
const WIDTH = 32;
const random = createRandom('memory');

/** Captions of all lengths on pictures drawn by lot: 20 steps an epoch. */
function data(cells: number) {
  const ids = Array.from({ length: 160 }, (_, n) => `picture${n}`);
  const caption = () => [
    1,
    ...Array.from({ length: 1 + random.integer(5) }, () => 3 + random.integer(6)),
    2,
  ];
  const captions = new Map(ids.map((id) => [id, [caption()]]));
  const rows = Float32Array.from({ length: ids.length * cells * WIDTH }, random.uniform);
  const table = featureTable(ids, rows, cells * WIDTH, 'none');
  const features = (cells === 1 ? table : { ...table, cells, width: WIDTH }) as PictureFeatures;
  return { train: captions, dev: new Map([...captions].slice(0, 16)), features };
}

function build(kind: (typeof captioners)[keyof typeof captioners], units = 32): CaptionModel {
  const cells = kind.readsMaps ? CELLS : 1;
  const sizes = {
    ...{ vocabularySize: 9, maxLength: 8, embeddingWidth: 16, reads: { cells, width: WIDTH } },
    embedding: Float32Array.from({ length: 9 * 16 }, random.normal),
  };
  return kind.build(sizes, { units, dropout: 0.3, embedding: 'tuned', seed: 3 });
}

/** What the process holds after each of many rounds. */
interface Held {
  tensors: number[];
  bytes: number[];
}

/** How many tensors and bytes the process holds more in the last third of the rounds than in the second. */
function growth({ tensors, bytes }: Held) {
  const third = Math.floor(bytes.length / 3);
  const mean = (some: number[]) => some.reduce((sum, one) => sum + one, 0) / some.length;
  return {
    leaked: Math.max(...tensors.slice(-third)) - Math.max(...tensors.slice(third, 2 * third)),
    grown: mean(bytes.slice(-third)) - mean(bytes.slice(third, 2 * third)),
  };
}

/** What a process holds goes up and down by some megabytes by itself: less is no growth. */
const MOST_GROWN = 16 * MB;

async function judge(fault: string, held: Held, stepsARound: number): Promise<void> {
  const { leaked, grown } = growth(held);
  const steps = stepsARound * held.tensors.length;
  const isFlat = leaked === 0 && grown < MOST_GROWN;
  const note = `${leaked} tensors more, ${(grown / MB).toFixed(1)} MB more in the last third than in the second, engine ${tf.getBackend()}`;
  await keepResult({ section: 'memory', fault, tried: steps, survived: isFlat ? steps : 0, note });
  assert.ok(isFlat, note);
}

function look({ tensors, bytes }: Held): void {
  global.gc?.();
  tensors.push(tf.memory().numTensors);
  bytes.push(process.memoryUsage().rss);
}

const EPOCHS = 60;
const STEPS = 20;
const ROUNDS = 180;
const WORDS = 6;

describe('memory over 1,000 steps and more', { timeout: 3600_000 }, () => {
  for (const [name, kind] of Object.entries(captioners)) {
    const rounds = async (fault: string, options: Partial<TrainingOptions>) => {
      const model = build(kind);
      const held: Held = { tensors: [], bytes: [] };
      const learningRate = (epoch: number) => {
        look(held);
        progress(`${fault}: ${epoch} of ${EPOCHS}`);
        return 0.001;
      };
      const plan = { epochs: EPOCHS, batchSize: 8, seed: 1, learningRate, ...options };
      await train(model, data(model.reads.cells), plan);
      model.dispose();
      await judge(fault, held, STEPS);
    };
    it(`training ${name}`, () => rounds(`training ${name}`, {}));
    it(`training ${name} with an average, clipped, decayed and warmed up`, () =>
      rounds(`training ${name} with all options`, {
        ...{ averaging: 0.99, clipNorm: 1, weightDecay: 0.01, smoothing: 0.1, warmUp: 50 },
      }));

    it(`searches with ${name}`, async () => {
      const model = build(kind);
      const rows = Array.from({ length: 8 }, () =>
        Float32Array.from({ length: model.reads.cells * WIDTH }, random.uniform),
      );
      const held: Held = { tensors: [], bytes: [] };
      for (let n = 0; n < ROUNDS; n++) {
        await greedySearch(model, vocabulary, rows, { maxLength: WORDS });
        await beamSearch(model, vocabulary, rows, { maxLength: WORDS, width: 3 });
        await sampleCaptions(model, vocabulary, rows, { maxLength: WORDS, seed: n });
        look(held);
      }
      model.dispose();
      await judge(`greedy, beam and sampled searches with ${name}`, held, 3 * WORDS);
    });
  }
});

/** Encodes a data set of plain pictures, and looks at what all of its processes hold. */
async function encoded(pictures: number, words: string[]): Promise<number> {
  const root = join(folder, String(pictures));
  for (const name of ['tmp', 'home', 'data', 'outputs'])
    mkdirSync(join(root, name), { recursive: true });
  await drawPlainDataset(join(root, 'pictures'), pictures);
  const on = ['--dataset', 'flickr8k', '--data', join(root, 'pictures')];
  const program = join(import.meta.dirname, 'built.js');
  const child = spawn(process.execPath, [program, 'encode', ...words, ...on, '--again'], {
    ...{ cwd: root, env: environmentIn(root), stdio: ['ignore', 'ignore', 'pipe'] },
  });
  let said = '';
  child.stderr.on('data', (text) => {
    said += text;
  });
  let most = 0;
  const timer = setInterval(() => {
    try {
      const [, kilobytes] =
        /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      most = Math.max(most, 1000 * Number(kilobytes ?? 0));
    } catch {} // it has ended
  }, 100);
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(timer);
  assert.equal(code, 0, said);
  rmSync(root, { recursive: true });
  return most;
}

describe('memory does not grow with the data set', {
  timeout: 3600_000,
  skip: process.platform !== 'linux',
}, () => {
  it('encoding 405, 2,023 and 8,091 pictures', async () => {
    const sizes = [0.05, 0.25, 1].map((part) => Math.round(part * share * PICTURES_FLICKR8K));
    const most: number[] = [];
    for (const pictures of sizes) most.push(await encoded(pictures, ['--workers', '1', '--maps']));
    const [, middle, last] = most;
    const isFlat = last - middle < 60 * MB;
    const note = sizes
      .map((pictures, n) => `${pictures}: ${Math.round(most[n] / MB)} MB`)
      .join(', ');
    const [tried, fault] = [sizes[2], 'encoding, the most memory at once'];
    await keepResult({ section: 'memory', fault, tried, survived: isFlat ? tried : 0, note });
    assert.ok(isFlat, note);
  });
});
