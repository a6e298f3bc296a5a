import { type Dataset, isPublished } from '../data-understanding/index.js';
import type { RecurrentActivation } from '../engine/index.js';
import type { EmbeddingUse, ModelSettings } from './caption-model.js';
import { type CaptionerKind, type CaptionerName, captioners } from './captioners.js';
import { coolDown, cosine, type Epochs, steps } from './schedule.js';
import type { TrainingOptions } from './training-types.js';

/** How the learning rate falls: to a tenth for the last third of the epochs, or along half a cosine. */
export const scheduleNames = ['steps', 'cosine'] as const;
/** A kind of schedule by its name. */
export type ScheduleName = (typeof scheduleNames)[number];

/** The most that can be chosen of what counts something: more is a slip of the finger. */
export const MOST = {
  epochs: 10_000,
  units: 16_384,
  batch: 65_536,
  layers: 64,
  heads: 256,
  pool: 64,
  patience: 10_000,
  warmUp: 1_000_000,
} as const;

/** What can be chosen about a training, in plain values, as a command line or a file says it. */
export interface TrainingChoice {
  embedding?: EmbeddingUse;
  /** Width of the LSTM and of both dense layers that meet it. */
  units?: number;
  dropout?: number;
  /** Of pictures, where another share of them is dropped than of words. */
  pictureDropout?: number;
  recurrentActivation?: RecurrentActivation;
  epochs?: number;
  /** Of the first epochs. */
  learningRate?: number;
  schedule?: ScheduleName;
  /** Captions a step. */
  batch?: number;
  clip?: number;
  patience?: number;
  smoothing?: number;
  weightDecay?: number;
  standardise?: boolean;
  /** Steps over which the learning rate rises. */
  warmUp?: number;
  /** Decay of the running mean of the weights. */
  averaging?: number;
  seed?: number;
}

/** What can be chosen about a captioner that other kinds do not have, and about its training. */
export interface CaptionerChoice extends TrainingChoice {
  /** Of `attention`: whether it can look at its memory in place of the picture. */
  sentinel?: boolean;
  /** Of captioners that read maps: whether the end of the encoder learns with them. */
  tuneEncoder?: boolean;
  /** Of captioners that read maps: so many by so many cells are one. */
  pool?: number;
  /** Of `transformer`. */
  layers?: number;
  /** Of `transformer`: they divide the units. */
  heads?: number;
}

/**
 * How a data set's model is trained unless the caller says otherwise. On photographs that is a third of the tutorial's
 * epochs: on Flickr8k the dev loss stopped falling after eight, and fell once more at a tenth of the rate.
 */
function defaultTraining(dataset: Pick<Dataset, 'name'>): TrainingOptions {
  return dataset.name === 'scenes'
    ? { ...steps([4, 2e-3], [1, 2e-4]), batchSize: 64, seed: 1 }
    : { ...steps([8, 1e-3], [2, 1e-4]), batchSize: 64, seed: 1, patience: 4 };
}

/** The usual schedule, or one of its kind where epochs, rate or kind are chosen. */
function scheduleOf(usual: TrainingOptions, choice: TrainingChoice): Epochs {
  const { epochs = usual.epochs, learningRate = usual.learningRate(0), schedule } = choice;
  if (schedule === 'cosine') return cosine(epochs, learningRate);
  const chosen = schedule ?? choice.epochs ?? choice.learningRate;
  return chosen === undefined ? usual : coolDown(epochs, learningRate);
}

/**
 * What is usual beside the tutorial's ways. With the full text word vectors are tuned, for vectors from elsewhere may lack
 * its most frequent words, "a" first; on photographs with the settings that captioned Flickr8k's dev pictures best at the
 * tutorial's width.
 */
function usualChoice({ name, text }: Pick<Dataset, 'name' | 'text'>): TrainingChoice {
  if (text === 'tutorial') return {};
  const onPhotographs: TrainingChoice = {
    ...{ schedule: 'cosine', epochs: 10, standardise: true, weightDecay: 0.5 },
  };
  return { embedding: 'tuned', ...(name === 'scenes' ? {} : onPhotographs) };
}

/** A data set as far as its usual training goes by it. */
type OfTraining = Pick<Dataset, 'name' | 'text'> & Partial<Pick<Dataset, 'captions' | 'splits'>>;

/** Fewer captions are not many steps, where a step takes as many as usual. */
const FEW_CAPTIONS = 2000;
/** Few captions are learnt so many a step. */
const SMALL_BATCH = 16;
/** Fewer steps leave a captioner stammering: from 62 captions, 160 steps said "ein ein fährt", 600 whole sentences. */
const LEAST_STEPS = 600;
const EPOCHS_OF_FEW = { least: 40, most: 150 };

/** How few captions of one's own are learnt: in small steps, and the more often the fewer they are. */
function choiceOfFew({ name, captions, splits }: OfTraining): TrainingChoice {
  if (isPublished(name) || !captions || !splits) return {};
  const count = splits.train.reduce((sum, id) => sum + (captions.get(id)?.length ?? 0), 0);
  if (count >= FEW_CAPTIONS) return {};
  const { least, most } = EPOCHS_OF_FEW;
  const enough = Math.ceil((LEAST_STEPS * SMALL_BATCH) / Math.max(1, count));
  return { batch: SMALL_BATCH, epochs: Math.min(most, Math.max(least, enough)) };
}

/**
 * Model and training that a choice means on a data set: what it leaves open is as usual there, and of the captioner. Early
 * stopping is usual only with the tutorial's text and the usual schedule.
 */
export function chosenTraining(
  dataset: OfTraining,
  given: CaptionerChoice = {},
  captioner: CaptionerName = 'merge',
): { model: ModelSettings; training: TrainingOptions; schedule: ScheduleName } {
  const usual = defaultTraining(dataset);
  const kind: CaptionerKind = captioners[captioner];
  const choice = {
    ...kind.usual?.(dataset),
    ...usualChoice(dataset),
    ...choiceOfFew(dataset),
    ...given,
  };
  const { epochs, learningRate } = scheduleOf(usual, choice);
  const ownSchedule = learningRate !== usual.learningRate;
  const { embedding = 'frozen', units = 256, dropout = 0.5, schedule = 'steps' } = choice;
  const { recurrentActivation = 'sigmoid' } = choice;
  const ownNames = [
    'pictureDropout',
    'sentinel',
    'layers',
    'heads',
    'tuneEncoder',
    'pool',
  ] as const;
  const chosen = ownNames.filter((name) => given[name] !== undefined);
  const own = Object.fromEntries(chosen.map((name) => [name, given[name]]));
  const { seed = usual.seed, batch = usual.batchSize } = choice;
  const { smoothing = 0, weightDecay = 0, standardise = false, warmUp, averaging } = choice;
  const patience = choice.patience ?? (ownSchedule ? undefined : usual.patience);
  return {
    model: { embedding, units, dropout, recurrentActivation, seed, ...own },
    training: {
      ...{ epochs, learningRate, batchSize: batch, patience, clipNorm: choice.clip },
      ...{ smoothing, weightDecay, standardise, warmUp, averaging, seed },
    },
    schedule,
  };
}
