import type { CaptionsById } from '../data-understanding/types.js';
import { thousandths } from './numbers.js';
import { pairedBootstrap } from './paired-bootstrap.js';
import { type ProtocolName, protocols, scoreName } from './protocols.js';
import { type PublishedMetric, scoreCaptions } from './score-captions.js';
import type { ScoreRow, System } from './score-table.js';

const COMPARED: readonly PublishedMetric[] = ['BLEU-1', 'BLEU-4', 'ROUGE-L', 'CIDEr'];
/** Below this p a difference is taken for more than chance. */
const LEVEL = 0.05;

/**
 * Two systems on the same pictures, a row a score: what each has, by how much the second is better, between what that
 * difference lay in 95 of 100 paired resamples, and its p value.
 * @throws UserError as `pairedBootstrap` does
 */
export function comparisonTable(
  first: System,
  second: System,
  references: CaptionsById,
  protocol: ProtocolName,
) {
  const [one, other] = [first, second].map(({ captions }) =>
    scoreCaptions(captions, references, protocols[protocol]),
  );
  const rows = pairedBootstrap(one, other).filter(({ metric }) =>
    (COMPARED as readonly string[]).includes(metric),
  );
  return rows.map((row) => ({
    score: scoreName(row.metric, protocol),
    [first.name]: thousandths(row.first),
    [second.name]: thousandths(row.second),
    difference: thousandths(row.difference),
    ...{ low: thousandths(row.low), high: thousandths(row.high), p: thousandths(row.p) },
    'may be chance': row.p >= LEVEL ? 'yes' : 'no',
  }));
}

/** What share of one row's scores another has, a row a score. */
export function shareTable(
  rows: readonly ScoreRow[],
  of: string,
  whole: string,
): Record<string, string | number>[] {
  const [part, all] = [of, whole].map((name) => rows.find((row) => row.captions === name));
  if (!part || !all) return [];
  return COMPARED.map((metric) => ({
    score: scoreName(metric, part.protocol),
    [of]: part[metric],
    [whole]: all[metric],
    share: Number.isNaN(all[metric]) ? '' : `${Math.round((100 * part[metric]) / all[metric])} %`,
  }));
}
