import { intervalText } from './bootstrap.js';
import { pairedBootstrap } from './paired-bootstrap.js';
import type { CaptionScores } from './score-captions.js';

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

/** Systems with their scores on the same pictures, each tested against the first. */
export function compareScores(
  systems: readonly { run: string; scores: CaptionScores }[],
  seed: number,
): ComparedRun[] {
  const [first] = systems;
  return systems.map(({ run, scores }, i) => {
    const row = {
      run,
      'BLEU-4 (coco)': scores.corpus['BLEU-4'],
      'CIDEr (coco)': scores.corpus.CIDEr,
    };
    if (i === 0) return row;
    const differences = pairedBootstrap(first.scores, scores, { seed });
    const cider = differences.find(({ metric }) => metric === 'CIDEr');
    if (!cider) return row;
    const { difference, secondBetter } = cider;
    return { ...row, difference, '95 %': intervalText(cider), better: secondBetter };
  });
}
