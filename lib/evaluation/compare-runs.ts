import {
  captionsOf,
  type Dataset,
  type ImageId,
  type SplitName,
} from '../data-understanding/index.js';
import { ensureSearches } from '../inference/index.js';
import { UserError } from '../outputs/index.js';
import { pairedBootstrap } from './paired-bootstrap.js';
import { protocols } from './protocols.js';
import { type CaptionScores, scoreCaptions } from './score-captions.js';

/** A run beside the first one, on the same pictures. */
export interface ComparedRun {
  run: string;
  'BLEU-4 (coco)': number;
  'CIDEr (coco)': number;
  /** Its CIDEr less the first run's. */
  difference?: number;
  /** Where the difference lay in 95 of 100 resamples. */
  '95 %'?: string;
  /** The share of resamples in which it is better than the first. */
  better?: number;
}

/** The scores of a run by beam search, under the protocol `coco`. */
export async function scoresOfRun(
  dataset: Dataset,
  split: SplitName,
  beam: number,
): Promise<CaptionScores> {
  const searches = await ensureSearches(dataset, split, beam);
  const said = new Map(
    Array.from(searches, ([id, { beams }]): [ImageId, string] => [id, beams[0].caption]),
  );
  return scoreCaptions(said, captionsOf(dataset, split), protocols.coco);
}

/**
 * Several runs on the same pictures by beam search, each tested against the first by a paired bootstrap (Koehn 2004).
 * @throws UserError when they have captions of different pictures
 */
export async function compareRuns(
  dataset: Dataset,
  runs: readonly string[],
  { split, beam, seed = 1 }: { split: SplitName; beam: number; seed?: number },
): Promise<ComparedRun[]> {
  if (runs.length < 2) throw new UserError('Two runs or more are compared.');
  const scored: CaptionScores[] = [];
  for (const run of runs) scored.push(await scoresOfRun({ ...dataset, run }, split, beam));
  return scored.map((one, i) => {
    const row = {
      run: runs[i],
      'BLEU-4 (coco)': one.corpus['BLEU-4'],
      'CIDEr (coco)': one.corpus.CIDEr,
    };
    if (i === 0) return row;
    const differences = pairedBootstrap(scored[0], one, { seed });
    const cider = differences.find(({ metric }) => metric === 'CIDEr');
    if (!cider) return row;
    const { difference, low, high, secondBetter } = cider;
    const interval = `${low.toFixed(3)} to ${high.toFixed(3)}`;
    return { ...row, difference, '95 %': interval, better: secondBetter };
  });
}
