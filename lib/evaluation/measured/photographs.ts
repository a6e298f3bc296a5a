import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MeasuredValue } from '../../display/interval-plot.js';
import { type Interval, intervalText } from '../bootstrap.js';
import type { Metric } from '../score-captions.js';

/** One idea: a run with it beside a run without it, on the dev pictures. */
export interface PhotographTrial {
  idea: string;
  /** CIDEr (coco) without it, and with it. */
  before: number;
  after: number;
  /** The difference of the two, and where it lay in 95 of 100 resamples of the pictures. */
  difference: number;
  interval: Interval;
}

/** A captioner's scores on the test pictures. */
export interface PhotographScores {
  captioner: string;
  scores: Record<Metric, number>;
  intervals: Record<Metric, Interval>;
}

/** What was measured on Flickr8k's photographs, which do not come along, and how. */
export interface PhotographMeasurements {
  protocol: string;
  beam: number;
  trials: PhotographTrial[];
  test: PhotographScores[];
}

const FILE = join(import.meta.dirname, 'photographs.json');

/** What `npm run measure` last measured on Flickr8k. */
export const photographMeasurements = (): PhotographMeasurements =>
  JSON.parse(readFileSync(FILE, 'utf8')) as PhotographMeasurements;

/** The ideas as values with intervals, for a plot: what brought most first. */
export const triedOnPhotographs = ({ trials }: PhotographMeasurements): MeasuredValue[] =>
  trials
    .map(({ idea, difference, interval }) => ({ label: idea, value: difference, ...interval }))
    .sort((a, b) => b.value - a.value);

/** The captioners' scores on test, a row each. */
export const testedOnPhotographs = ({ protocol, test }: PhotographMeasurements) =>
  test.map(({ captioner, scores, intervals }) => ({
    captioner,
    protocol,
    'BLEU-1': scores['BLEU-1'],
    'BLEU-4': scores['BLEU-4'],
    'ROUGE-L': scores['ROUGE-L'],
    CIDEr: scores.CIDEr,
    'CIDEr, 95 %': intervalText(intervals.CIDEr),
  }));
