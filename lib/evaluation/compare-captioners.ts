import type { Dataset, SplitName } from '../data-understanding/index.js';
import { captioners, isShipped, runNames } from '../model/index.js';
import { bootstrapIntervals, type Interval, intervalText } from './bootstrap.js';
import { scoresOfRun } from './compare-runs.js';
import { pairedBootstrap } from './paired-bootstrap.js';

/** A captioner beside the first, on the same pictures. */
export interface ComparedCaptioner {
  captioner: string;
  'BLEU-4 (coco)': number;
  'CIDEr (coco)': number;
  /** Where its CIDEr lay in 95 of 100 resamples. */
  '95 %': string;
  /** Its CIDEr less the first one's, and where that lay. */
  difference?: number;
  '95 % of the difference'?: string;
  /** How easily chance alone gives such a difference. */
  p?: number;
}

const text = (interval: Interval) => intervalText(interval).replaceAll('-', '−');

/** The captioners of the table that have a trained run of their name, one's own or one that comes along, and those without. */
export function trainedCaptioners(dataset: Pick<Dataset, 'runFolder' | 'text' | 'run'>): {
  trained: string[];
  missing: string[];
} {
  const own = runNames(dataset);
  const names = Object.keys(captioners);
  const isThere = (run: string) => own.includes(run) || isShipped({ ...dataset, run });
  return { trained: names.filter(isThere), missing: names.filter((name) => !isThere(name)) };
}

/**
 * Every captioner that has a run of its name, on the pictures of a split by beam search: its scores with their intervals,
 * and its CIDEr against the first one's by a paired bootstrap (Koehn 2004).
 */
export async function compareCaptioners(
  dataset: Dataset,
  { split, beam, seed = 1 }: { split: SplitName; beam: number; seed?: number },
): Promise<ComparedCaptioner[]> {
  const rows: ComparedCaptioner[] = [];
  let first: Awaited<ReturnType<typeof scoresOfRun>> | undefined;
  for (const captioner of trainedCaptioners(dataset).trained) {
    const scores = await scoresOfRun({ ...dataset, run: captioner }, { split, beam });
    const row = {
      captioner,
      'BLEU-4 (coco)': scores.corpus['BLEU-4'],
      'CIDEr (coco)': scores.corpus.CIDEr,
      '95 %': text(bootstrapIntervals(scores, { seed }).CIDEr),
    };
    const cider =
      first && pairedBootstrap(first, scores, { seed }).find(({ metric }) => metric === 'CIDEr');
    const beside = cider && {
      difference: cider.difference,
      '95 % of the difference': text(cider),
      p: cider.p,
    };
    rows.push({ ...row, ...beside });
    first ??= scores;
  }
  return rows;
}
