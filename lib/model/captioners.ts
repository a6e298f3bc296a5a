import type { tf } from '../engine/index.js';
import { modelFromFiles } from '../engine/index.js';
import { buildAttention, openAttention } from './attention/index.js';
import type { CaptionModel, CaptionModelSizes, ModelSettings } from './caption-model.js';
import { mergeCaptioner, mergeModelFor } from './merge/index.js';
import { buildMergeAttention, openMergeAttention } from './merge-attention/index.js';
import { openPooled } from './pooled-maps/index.js';
import type { TrainingChoice } from './training-choice.js';
import { buildTransformer, openTransformer } from './transformer/index.js';
import { openWithEnd } from './tuned-encoder/index.js';

/** A kind of captioner: how one is built, and how one that was kept is opened. */
export interface CaptionerKind {
  /** What it is, in a line. */
  readonly says: string;
  /** Whether it reads the pictures' maps; else their vectors. */
  readonly readsMaps: boolean;
  /** The settings that it has and not every captioner. */
  readonly ownSettings?: readonly (keyof ModelSettings)[];
  /** What is usual of it on a data set and not of every captioner. */
  usual?(dataset: { name: string }): ModelSettings & Pick<TrainingChoice, 'batch' | 'epochs'>;
  /** A new one, its weights drawn by lot. */
  build(sizes: CaptionModelSizes, settings: ModelSettings): CaptionModel;
  /** The one whose `artifacts` these files hold. */
  open(json: string, weights: Uint8Array): Promise<CaptionModel>;
}

/** A picture's captions share a batch, which then holds few pictures: smaller batches, more steps. */
const smallBatches: CaptionerKind['usual'] = ({ name }) =>
  name === 'scenes' ? { batch: 32, epochs: 8 } : {};

/** All captioners by name, as `--model` takes them. */
export const captioners = {
  merge: {
    says: "the tutorial's: the picture meets what an LSTM has read",
    readsMaps: false,
    build: (sizes, settings) => mergeCaptioner(mergeModelFor(sizes, settings)),
    open: async (json, weights) => mergeCaptioner(await modelFromFiles(json, weights)),
  },
  'merge-attention': {
    says: 'what an LSTM has read looks at the places of the picture',
    readsMaps: true,
    usual: smallBatches,
    build: buildMergeAttention,
    open: openMergeAttention,
  },
  attention: {
    says: 'looks at the places of the picture before each word, and reads what it saw with the word',
    readsMaps: true,
    ownSettings: ['sentinel'],
    usual: smallBatches,
    build: buildAttention,
    open: openAttention,
  },
  transformer: {
    says: 'every word looks at all words before it, and at the places of the picture; it has no LSTM',
    readsMaps: true,
    ownSettings: ['layers', 'heads'],
    usual: ({ name }) => ({
      ...{ embedding: 'fresh', dropout: 0.1 },
      ...(name === 'scenes' ? { units: 64 } : {}),
    }),
    build: buildTransformer,
    open: openTransformer,
  },
} as const satisfies Record<string, CaptionerKind>;

/** A captioner's name. */
export type CaptionerName = keyof typeof captioners;

/** The captioner that a run's name says; merge where it says none. */
export const captionerNamed = (run = 'merge'): CaptionerName => (isCaptioner(run) ? run : 'merge');

/** Whether there is a captioner of this name. */
export const isCaptioner = (name: string): name is CaptionerName => Object.hasOwn(captioners, name);

/**
 * Opens a kept captioner of any kind: its files say which. A layers model is a merge model.
 * @throws Error when they hold no captioner of a known kind, or not all of it
 */
export function openCaptionModel(
  json: string,
  weights: Uint8Array,
  kinds: Record<string, CaptionerKind> = captioners,
): Promise<CaptionModel> {
  const { modelTopology } = JSON.parse(json) as { modelTopology: { captioner?: string } };
  const name = modelTopology.captioner ?? 'merge';
  if (!(name in kinds)) {
    throw new Error(
      `it is a captioner of the kind ${name}; known are ${Object.keys(kinds).join(', ')}`,
    );
  }
  const { open } = kinds[name];
  return openWithEnd(json, weights, (...files) => openPooled(...files, open));
}

/** A captioner, or the layers model of a merge model. */
export type ModelOrLayers = CaptionModel | tf.LayersModel;

/** The captioner that is meant: a layers model is a merge model. */
export const captionerOf = (model: ModelOrLayers): CaptionModel =>
  'captionLogits' in model ? model : mergeCaptioner(model);
