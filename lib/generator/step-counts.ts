import type { SequencesById } from '../caption-preprocessing/index.js';
import { captionBatches } from './caption-batches.js';
import { countPairs } from './pairs.js';

/** An epoch's work in one of three ways. */
export type StepCount = {
  way: string;
  /** Rows of all batches together. */
  rows: number;
  /** Places that the LSTM goes through, padding included. */
  'LSTM steps': number;
  /** How many times less that is than with pairs. */
  'times less': number;
  /** Next words that are asked for. */
  questions: number;
};

/** What an epoch costs the LSTM: one row per pair, one row per caption, and captions of about equal length together. */
export function stepCounts(
  sequences: SequencesById,
  maxLength: number,
  batchSize: number,
): StepCount[] {
  const pairs = countPairs(sequences);
  const captions = [...sequences.values()].flat().filter(({ length }) => length > 1).length;
  let bucketed = 0;
  for (const { batch, steps } of captionBatches(sequences, { batchSize }))
    bucketed += batch * steps;
  const row = (way: string, rows: number, steps: number): StepCount => ({
    way,
    rows,
    'LSTM steps': steps,
    'times less': (pairs * maxLength) / steps,
    questions: pairs,
  });
  return [
    row('one row per pair', pairs, pairs * maxLength),
    row('one row per caption', captions, captions * maxLength),
    row('captions of about equal length together', captions, bucketed),
  ];
}
