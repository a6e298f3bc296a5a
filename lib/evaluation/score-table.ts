import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { thousandths } from './numbers.js';
import { type ProtocolName, protocols, scoreName } from './protocols.js';
import { type PublishedMetric, published, type Scores, scoreCaptions } from './score-captions.js';

/** Captions under a name: a model's, a floor's. */
export interface System {
  name: string;
  captions: ReadonlyMap<ImageId, string>;
}

/** A line of a score table: never a number without its protocol. */
export interface ScoreRow extends Record<PublishedMetric, number> {
  captions: string;
  protocol: ProtocolName;
  /** Candidates' length / references' length. */
  length: number;
}

/** A row of scores, to three decimals. */
export function scoreRowOf(
  captions: string,
  protocol: ProtocolName,
  scores: Scores,
  length: number,
): ScoreRow {
  const rounded = published((metric) => thousandths(scores[metric]));
  return { captions, protocol, ...rounded, length: thousandths(length) };
}

/** Scores one system under one protocol. */
export function scoreRow(
  { name, captions }: System,
  references: CaptionsById,
  protocol: ProtocolName,
): ScoreRow {
  const { corpus, counts } = scoreCaptions(captions, references, protocols[protocol]);
  return scoreRowOf(name, protocol, corpus, counts.candidateLength / counts.referenceLength);
}

/** Corpus scores of one or more systems under one or more protocols, a row each. */
export function scoreTable(
  systems: System[],
  references: CaptionsById,
  names: ProtocolName[] = ['coco'],
): ScoreRow[] {
  return systems.flatMap((system) => names.map((name) => scoreRow(system, references, name)));
}

/** Rows as groups of bars, a group a score: what lies between 0 and 1 of each; CIDEr has a scale of its own. */
export function scoreBars(rows: ScoreRow[]): { name: string; scores: Record<string, number> }[] {
  return rows.map(({ captions, protocol, CIDEr: _, length: __, ...scores }) => ({
    name: captions,
    scores: Object.fromEntries(
      Object.entries(scores).map(([metric, value]) => [scoreName(metric, protocol), value]),
    ),
  }));
}
