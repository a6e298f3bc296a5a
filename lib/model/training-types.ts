import type { SequencesById } from '../caption-preprocessing/index.js';
import type { ImageId } from '../data-understanding/index.js';
import type { AdamState } from '../engine/index.js';
import type { FeatureSource } from '../generator/index.js';
import type { CaptionModel } from './caption-model.js';
import type { Flips } from './flips.js';
import type { Schedule } from './schedule.js';

/** What a model learns from and what it is checked on. */
export interface TrainingData {
  train: SequencesById;
  dev: SequencesById;
  features: FeatureSource;
}

/** How long a model is trained, in what steps, and with what against overfitting. */
export interface TrainingOptions {
  epochs: number;
  learningRate: Schedule;
  /** Captions a step. */
  batchSize?: number;
  /** Decides the order of the captions and what dropout drops. */
  seed?: number;
  /** The greatest length of a step's gradient, all variables taken together; a longer one is shortened. */
  clipNorm?: number;
  /** The share of a right answer that is shared out among all words: label smoothing. Default: 0. */
  smoothing?: number;
  /** What a step at learning rate 1 would take away of every weight matrix: AdamW's. Default: 0. */
  weightDecay?: number;
  /** Whether the features are brought to mean 0 and deviation 1 first; see `featureScale`. Default: false. */
  standardise?: boolean;
  /** So many epochs in a row may fail to be better on dev before training stops; without it all epochs run. */
  patience?: number;
  /** So many steps at the beginning raise the learning rate evenly from almost nothing (Goyal et al. 2017). Default: 0. */
  warmUp?: number;
  /** The decay of a running mean of the weights, which is what is checked on dev and kept. Default: 0, no mean. */
  averaging?: number;
  /** The captioner that training goes on from, for the header: what it is called, and what tells its weights from others. */
  goesOnFrom?: { captioner: string; weights: string };
  /** What decides which epoch is the best; without it, the dev loss. */
  judge?: Judge;
  /** Learn from rewards of captions that the model draws itself, instead of reading people's. */
  selfCritical?: SelfCritical;
  /**
   * Threads that share each batch, where the engine computes in one: with the same number the same weights come out.
   * Default: one, which gives the same weights on every machine.
   */
  workers?: number;
  /** Training pictures are seen in a mirror every other time. */
  flips?: Flips;
  /** What the progress bar calls it. Default: `Training`. */
  label?: string;
  /** Called after every epoch, with all results so far: draw a curve, keep a checkpoint. */
  onEpoch?: (results: EpochResult[]) => void | Promise<void>;
}

/** What a model is worth, the more the better: the smallest loss is not always the best caption. */
export interface Judge {
  /** The score's name, its protocol included. */
  name: string;
  of(model: CaptionModel): Promise<number>;
}

/** What a caption is worth, the more the better. */
export interface Reward {
  /** The score's name, its protocol included. */
  name: string;
  /**
   * @param words indices of what was said, the end marker included if it was: a caption that was cut off has none, and
   *   should be worth less
   */
  of(imageId: ImageId, words: readonly number[]): number;
}

/**
 * Self-critical training (Rennie et al. 2017): the model draws captions by lot, and those that are worth more than its others
 * of the same picture become likelier. An epoch is then a round of so many steps, after which dev is looked at.
 */
export interface SelfCritical {
  reward: Reward;
  /** Captions drawn of a picture, two or more. */
  samples: number;
  picturesAStep: number;
  stepsARound: number;
  /** Most words of a caption: the end marker is one of them, the start marker is not. */
  maxLength: number;
  /** Indices of the two markers. */
  markers: { start: number; end: number };
  /** The dev pictures on whose captions the dev loss is read; all of them without it. */
  devPictures?: readonly ImageId[];
  /** The model that it goes on from, for the header: its run, and what tells its weights from others. */
  from: { run: string; weights: string };
}

/** How an epoch of training went. */
export interface EpochResult {
  /** Counted from 1; 0 is a model that training goes on from, before any step: its `loss` is its dev loss. */
  epoch: number;
  learningRate: number;
  /** Mean cross-entropy a word over the epoch, with dropout and label smoothing, while the weights changed. */
  loss: number;
  /** The same on the dev captions after the epoch, nothing dropped or smoothed. */
  devLoss: number;
  /** What the judge found, where there is one. */
  devScore?: number;
  /** What the captions were worth that the model drew, on average; `loss` is then their own. */
  reward?: number;
  seconds: number;
  captionsPerSecond: number;
}

/** How far an epoch has come. */
export interface EpochProgress {
  /** Batches done. */
  batches: number;
  /** Sum of the cross-entropies of all words so far. */
  loss: number;
  /** Words so far: pairs. */
  pairs: number;
  seconds: number;
  /** Sum of the batches' mean rewards, where captions are rewarded. */
  reward?: number;
}

/** All that training needs to go on as if it had never stopped. */
export interface TrainingState {
  /** The epochs that are over. */
  results: EpochResult[];
  /** The epoch at hand. */
  progress: EpochProgress;
  /** The numbers of all trained weights, one after the other. */
  weights: Float32Array;
  /** Of their running mean, where there is one. */
  average?: Float32Array;
  adam: AdamState;
}

/** How the state of a training is kept, so that it can go on after an accident. */
export interface TrainingKeeper {
  /** Where to go on from. */
  from?: TrainingState;
  /** How often at least, within an epoch; after an epoch always. */
  everySeconds: number;
  /** Keeps the state in which a training can go on. */
  keep(state: TrainingState): void;
}
