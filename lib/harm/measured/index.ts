import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scores } from '../../display/score-plot.js';
import type { Amplification } from '../amplification.js';
import type { CalledRow, SpokenOf } from '../called.js';
import type { ToldApart } from '../sureness-of-strange.js';

/** What a captioner does with people, beside what it learnt from. */
export interface PeopleMeasured {
  captioner: string;
  called: CalledRow[];
  amplification: Amplification;
}

/** What was measured on Flickr8k's photographs, which do not come along. */
export interface HarmMeasurements {
  /** Of the dev split. */
  pictures: number;
  beam: number;
  spoken: SpokenOf[];
  people: PeopleMeasured[];
  /** Whose sureness of strange pictures it is, and whether it tells. */
  strange: { captioner: string; rows: ToldApart[] };
}

const FILE = join(import.meta.dirname, 'photographs.json');

/** What `npm run measure:harm` last measured on Flickr8k. */
export const harmOnPhotographs = (): HarmMeasurements =>
  JSON.parse(readFileSync(FILE, 'utf8')) as HarmMeasurements;

/** How often people are called the other, for a plot: a bar a captioner, for men and boys and for women and girls. */
export const calledTheOther = ({ people }: HarmMeasurements): Scores[] =>
  people.map(({ captioner, called }) => ({
    name: captioner,
    scores: Object.fromEntries(called.map((row) => [row['in the picture'], row.other])),
  }));
