import type { DatasetName, ImageId, SplitName, TextName } from '../../data-understanding/types.js';
import type { KeptLooks } from '../../inference/index.js';
import type { AbsentThing, Hallucination } from '../absent-things.js';
import type { JudgedAttribute } from '../attributes.js';
import type { Interval } from '../bootstrap.js';
import type { CalibrationBin } from '../calibration/bins.js';
import type { ErrorClass } from '../error-classes.js';
import type { ProtocolName } from '../protocols.js';
import type { PublishedMetric } from '../score-captions.js';
import type { Slice } from '../slices.js';
import type { WhatIf } from '../what-if/what-if.js';
import type { WordAgreement } from './word-agreement.js';

/** The scores by which single pictures can be sorted. */
export const pictureMetrics = ['CIDEr', 'BLEU-4', 'BLEU-1', 'ROUGE-L'] as const;
/** The scores that single pictures are sorted by. */
export type PictureMetric = (typeof pictureMetrics)[number];

/** A word said of a picture. */
export interface InspectedWord {
  word: string;
  probability: number;
  /** True when a reference of the picture has it. */
  hit: boolean;
}

/** A caption of a picture and what it is worth under the inspection's picture protocol. */
export interface InspectedCaption {
  words: InspectedWord[];
  /** The end marker's probability; absent where the caption was cut. */
  end?: number;
  logProbability: number;
  /** Geometric mean of its words' probabilities, the end marker included. */
  confidence: number;
  scores: Record<PictureMetric, number>;
}

/** What is true of a drawn scene and what was said of it. */
export type Judgements = Record<JudgedAttribute, { truth: string; said?: string }>;

/** What a card needs to know. */
export interface InspectedPicture {
  imageId: ImageId;
  greedy: InspectedCaption;
  beam: InspectedCaption;
  references: string[];
  /** Of the greedy caption; `['good']` where no fault was found. */
  classes: ErrorClass[];
  judged?: Judgements;
  /** What the greedy caption names that is not there. */
  absent?: string[];
}

/** A step of greedy search: the most probable words. */
export type Step = { word: string; probability: number }[];

/** What is told of a picture when its card is opened. */
export interface PictureDetail {
  steps: Step[];
  beams: { caption: string; logProbability: number; ended: boolean }[];
  /** For each reference which of its words, parted by white space, the greedy caption has. */
  marks: number[][];
  neighbours: { imageId: ImageId; similarity: number; captions: string[] }[];
  /** Of a few pictures: what the caption becomes when a part is covered, or a word is another. */
  whatIf?: WhatIf;
  /** Where the model looked for each word of the greedy caption; absent where it does not look. */
  looks?: KeptLooks;
}

/** How a word's map lies over its picture. */
export interface LookFrame {
  rows: number;
  columns: number;
  /** By which rule the encoder makes the picture a square: it may see only its middle. */
  fit: string;
}

/** A line of the score table. */
export interface ScoreLine {
  system: string;
  protocol: ProtocolName;
  /** Said of every picture, where that is so. */
  says?: string;
  scores: Record<PublishedMetric, number>;
  /** Absent for a person: a mean of several turns. */
  intervals?: Record<PublishedMetric, Interval>;
  /** Candidates' length / references' length. */
  length: number;
}

/** All that the page on a split shows, but for its pictures. */
export interface Inspection {
  dataset: DatasetName;
  split: SplitName;
  text: TextName;
  encoder: string;
  beam: number;
  /** How the captions beside the greedy ones were found: `beam 3`. */
  search: string;
  /** Of the resamples behind the intervals. */
  seed: number;
  looks?: LookFrame;
  /** Under which the pictures' own scores were counted. */
  pictureProtocol: ProtocolName;
  /** Whether the error classes come from the truth about the pictures or from the references' words. */
  judgedBy: 'truth' | 'references';
  lines: ScoreLine[];
  /** Of the next words of people's captions (teacher forcing); the error is the expected calibration error. */
  calibration: { bins: CalibrationBin[]; error: number };
  /** Spearman's rank correlation of confidence and CIDEr over the greedy captions. */
  confidenceAgainstCider: number;
  agreement: WordAgreement[];
  /** Of the greedy captions, under `pictureProtocol`. */
  slices: Slice[];
  /** What is named and not there: a line a system, and the things that the greedy captions name so. */
  hallucinations: { lines: (Hallucination & { system: string })[]; things: AbsentThing[] };
  /** How many captions have so many words; index 0 is none. */
  lengths: { model: number[]; people: number[] };
  pictures: InspectedPicture[];
  details: PictureDetail[];
}
