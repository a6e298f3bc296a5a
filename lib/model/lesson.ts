import type { SequencesById } from '../caption-preprocessing/index.js';
import { type Adam, createRandom, type Random, type tf } from '../engine/index.js';
import type { CaptionBatch } from '../generator/index.js';
import type { CaptionModel } from './caption-model.js';
import { captionsFlippedByLot } from './flips.js';
import type { PictureRows } from './picture-rows.js';
import type { Team } from './team/index.js';
import { batchesFor, type LossGradients, teamStep, trainStep } from './train-step.js';
import type { TrainingOptions } from './training-types.js';

/** What decides how a single step goes. */
export interface StepChoice {
  learningRate: number;
  /** Whatever the step draws by lot it draws from here, so that it comes out the same when it is taken again. */
  random: Random;
}

/** What a step did. */
export interface StepResult {
  /** The captions that it learnt from. */
  batch: CaptionBatch;
  /** Their mean cross-entropy a word before the step; the caller disposes it. */
  loss: tf.Scalar;
  /** What they were worth on average, where captions are rewarded. */
  reward?: number;
}

/** A step that waits to be taken. */
export type Step = (choice: StepChoice) => StepResult | Promise<StepResult>;

/** What an epoch is made of. */
export interface Lesson {
  /** Captions of an epoch. */
  captions: number;
  /** Captions of a step, the last of an epoch perhaps excepted. */
  captionsAStep: number;
  /** The steps of an epoch, counted from 1: always the same for the same epoch. */
  steps(epoch: number): Iterable<Step>;
}

/** What the steps of all lessons work with. */
export interface Desk {
  model: CaptionModel;
  adam: Adam;
  pictures: PictureRows;
  /** Of whole captions. */
  gradients: LossGradients;
  /** Those who share each batch; one thread alone without it. */
  team?: Team;
}

const countCaptions = (sequences: SequencesById) =>
  [...sequences.values()].flat().filter(({ length }) => length > 1).length;

/** The usual lesson: every caption that people wrote once an epoch, the model told each word after it has guessed. */
export function readingLesson(
  { model, adam, pictures, gradients, team }: Desk,
  train: SequencesById,
  options: TrainingOptions & { batchSize: number; seed: number },
): Lesson {
  const { batchSize, seed, clipNorm, smoothing, flips } = options;
  return {
    captions: countCaptions(train),
    captionsAStep: batchSize,
    *steps(epoch) {
      const random = createRandom(`order ${seed} ${epoch}`);
      const toss = createRandom(`mirrors ${seed} ${epoch}`);
      const shown = flips ? captionsFlippedByLot(train, { flips, random: toss }) : train;
      for (const batch of batchesFor(model, shown, { batchSize, random })) {
        yield async (choice) => {
          const options = { ...choice, clipNorm };
          const loss = team
            ? await teamStep(team, adam, batch, { ...options, smoothing })
            : trainStep(gradients, adam, batch, pictures, options);
          return { batch, loss };
        };
      }
    },
  };
}
