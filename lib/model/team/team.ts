import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { filledTensor, numbersHere, startWorkers, tf } from '../../engine/index.js';
import type { CaptionBatch, FeatureSource } from '../../generator/index.js';
import { moduleFile } from '../../outputs/index.js';
import type { CaptionModel } from '../caption-model.js';
import { modelAsFiles } from '../model-as-files.js';
import type { PictureRows } from '../picture-rows.js';
import { type PartChoice, partGradients, partLoss, wordsIn } from './part-pass.js';
import { partsOf } from './parts.js';
import type { NoJob, PartJob, TeamSetup } from './team-task.js';

/** What can be chosen about a batch; `random` draws what dropout drops. */
export interface BatchChoice extends Pick<PartChoice, 'random' | 'smoothing'> {
  /** Of a self-critical step: by how much each caption is better than the others of its picture. */
  advantages?: Float32Array;
}

/**
 * Workers that take a batch together: each a part of its captions, this thread one of them. What comes out is the loss of the
 * whole batch and its gradients, added up in the order of the parts: always the same for the same number of workers. With
 * another number sums are rounded otherwise, and dropout draws other values.
 */
export interface Team {
  /** The loss of a batch and its gradients; the caller disposes them. */
  gradients(
    batch: CaptionBatch,
    choice: BatchChoice,
  ): Promise<{ value: tf.Scalar; grads: tf.NamedTensorMap }>;
  /** The loss alone. */
  loss(batch: CaptionBatch, choice: BatchChoice): Promise<tf.Scalar>;
  /** Ends the other workers. */
  close(): void;
}

/** What a captioner reads of a batch's pictures, one after the other; once for captions that share it. */
function picturesOf(features: FeatureSource, { ids, perPicture }: CaptionBatch): Float32Array {
  const wanted = ids.filter((_, row) => row % perPicture === 0);
  const size = features.width * (features.cells ?? 1);
  const all = new Float32Array(wanted.length * size); // [pictures, …]
  for (const [i, id] of wanted.entries()) all.set(features.of(id), i * size);
  return all;
}

/**
 * Starts the workers of a team, `count` of them with this thread, on a captioner of the table `captioners`.
 * @param pictures the same as `features`, as this thread reads them
 * @throws Error when one does not start
 */
export async function startTeam(
  model: CaptionModel,
  features: FeatureSource,
  pictures: PictureRows,
  count: number,
): Promise<Team> {
  const { trained } = model;
  const numbers = trained.reduce((sum, { size }) => sum + size, 0);
  const setup = { ...(await modelAsFiles(model)), shared: new SharedArrayBuffer(4 * numbers) };
  const shared = new Float32Array(setup.shared);
  const task = pathToFileURL(moduleFile(join(import.meta.dirname, 'team-task'))).href;
  const others = Array.from({ length: count - 1 }, () => new SharedArrayBuffer(4 * numbers));
  const workers = await startWorkers<TeamSetup, PartJob | NoJob, number>(count - 1, task, setup, {
    threads: true,
  });
  await Promise.all(others.map(() => workers.run({}))).catch((error) => {
    workers.close();
    throw error;
  });
  let version = 0;

  function shareWeights(): void {
    version++;
    let start = 0;
    for (const variable of trained) {
      shared.set(numbersHere(variable), start);
      start += variable.size;
    }
  }

  /** Gives the other workers their parts; what they answer, and what is left for this thread. */
  function handOut(batch: CaptionBatch, given: BatchChoice, learn: boolean) {
    shareWeights();
    const { random, smoothing, advantages } = given;
    const words = wordsIn(batch);
    const parts = partsOf(batch, count);
    let first = 0;
    const [own, ...theirs] = parts.map((part) => {
      const rows = advantages?.slice(first, first + part.batch);
      first += part.batch;
      const worth = rows && { worth: { advantages: rows, captions: batch.batch } };
      return { part, choice: { words, smoothing, ...worth } };
    });
    const answers = theirs.map(({ part, choice }, i) =>
      workers.run({
        ...{ batch: part, pictures: picturesOf(features, part), version },
        choice: { ...choice, seed: random?.integer(2 ** 32) },
        gradients: learn ? others[i] : undefined,
      }),
    );
    for (const answer of answers) answer.catch(() => {}); // told where all are waited for
    return { answers, own: [model, own.part, pictures, { ...own.choice, random }] as const };
  }

  /** All parts' gradients added up, variable by variable. */
  function addUp(own: tf.NamedTensorMap, parts: number): tf.NamedTensorMap {
    const slabs = others.slice(0, parts - 1).map((one) => new Float32Array(one));
    let start = 0;
    const sums = trained.map(({ name, size, shape }) => {
      const theirs = slabs.map((slab) => slab.subarray(start, start + size));
      start += size;
      const add = (sum: Float32Array) => addUpTo(sum, numbersHere(own[name]), theirs);
      return [name, filledTensor(shape, add)];
    });
    return Object.fromEntries(sums) as tf.NamedTensorMap;
  }

  const sumOf = (losses: number[]) => tf.scalar(losses.reduce((sum, loss) => sum + loss, 0));
  return {
    async gradients(batch, choice) {
      const { answers, own } = handOut(batch, choice, true);
      const { value, grads } = tf.tidy(() => partGradients(...own));
      try {
        const losses = [numbersHere(value)[0], ...(await Promise.all(answers))];
        return { value: sumOf(losses), grads: addUp(grads, losses.length) };
      } finally {
        tf.dispose([value, grads]);
      }
    },
    async loss(batch, choice) {
      const { answers, own } = handOut(batch, choice, false);
      const mine = tf.tidy(() => numbersHere(partLoss(...own))[0]);
      return sumOf([mine, ...(await Promise.all(answers))]);
    },
    close: workers.close,
  };
}

function addUpTo(sum: Float32Array, first: Float32Array, others: Float32Array[]): void {
  const [second, ...rest] = others;
  if (second) for (let i = 0; i < sum.length; i++) sum[i] = first[i] + second[i];
  else sum.set(first);
  for (const part of rest) for (let i = 0; i < sum.length; i++) sum[i] += part[i];
}
