import { createRandom, numbersHere, startEngine, tf, type WorkerTask } from '../../engine/index.js';
import type { CaptionBatch } from '../../generator/index.js';
import { openCaptionModel } from '../captioners.js';
import type { ModelAsFiles } from '../model-as-files.js';
import type { PictureRows } from '../picture-rows.js';
import { setNumbers } from '../weight-numbers.js';
import { type PartChoice, partGradients, partLoss } from './part-pass.js';

/** The captioner that a worker trains with the others. */
export interface TeamSetup extends ModelAsFiles {
  /** The numbers of its trained variables, one after the other: memory of all workers. */
  shared: SharedArrayBuffer;
}

/** A part of a batch. */
export interface PartJob {
  batch: CaptionBatch;
  /** What the captioner reads of the part's pictures, one after the other. */
  pictures: Float32Array;
  /** Tells new numbers of the variables from those that the worker has. */
  version: number;
  choice: Omit<PartChoice, 'random'> & { seed?: number };
  /** Where the gradients go, as `TeamSetup.shared` is ordered; without it only the loss is wanted. */
  gradients?: SharedArrayBuffer;
}

/** Nothing: that it is answered says that the worker is ready. */
export interface NoJob {
  batch?: undefined;
}

/** What a worker of a team does: the loss of parts of batches, and the gradients. */
export const prepare: WorkerTask<TeamSetup, PartJob | NoJob, number>['prepare'] = async (setup) => {
  await startEngine();
  const model = await openCaptionModel(setup.json, setup.weights);
  const shared = new Float32Array(setup.shared);
  const { cells, width } = model.reads;
  let version = -1;
  return async (job) => {
    if (!job.batch) return 0;
    if (job.version !== version) setNumbers(model.trained, shared);
    version = job.version;
    const { seed, ...choice } = job.choice;
    const random = seed === undefined ? undefined : createRandom(seed);
    const count = job.pictures.length / (cells * width);
    const pictures: PictureRows = {
      of: () => tf.tensor(job.pictures, cells === 1 ? [count, width] : [count, cells, width]),
      dispose() {},
    };
    return tf.tidy(() => {
      const asked = [model, job.batch, pictures, { ...choice, random }] as const;
      if (!job.gradients) return numbersHere(partLoss(...asked))[0];
      const { value, grads } = partGradients(...asked);
      const all = new Float32Array(job.gradients);
      let start = 0;
      for (const { name, size } of model.trained) {
        all.set(numbersHere(grads[name]), start);
        start += size;
      }
      return numbersHere(value)[0];
    });
  };
};
