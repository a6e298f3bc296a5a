import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { type ProtocolName, protocols } from './protocols.js';
import { type Scores, scoreCaptions } from './score-captions.js';

/** Captions under a name: a model's, a floor's. */
export interface System {
  name: string;
  captions: ReadonlyMap<ImageId, string>;
}

/** A line of a score table: never a number without its protocol. */
export interface ScoreRow {
  captions: string;
  protocol: ProtocolName;
  'BLEU-1': number;
  'BLEU-2': number;
  'BLEU-3': number;
  'BLEU-4': number;
  'ROUGE-L': number;
  CIDEr: number;
  /** Candidates' length / references' length. */
  length: number;
}

const thousandths = (value: number) => Math.round(1000 * value) / 1000;

/** A row of scores, to three decimals. */
export function scoreRowOf(
  captions: string,
  protocol: ProtocolName,
  scores: Scores,
  length: number,
): ScoreRow {
  return {
    ...{ captions, protocol },
    'BLEU-1': thousandths(scores['BLEU-1']),
    'BLEU-2': thousandths(scores['BLEU-2']),
    'BLEU-3': thousandths(scores['BLEU-3']),
    'BLEU-4': thousandths(scores['BLEU-4']),
    'ROUGE-L': thousandths(scores['ROUGE-L']),
    CIDEr: thousandths(scores.CIDEr),
    length: thousandths(length),
  };
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

/** Rows as groups of bars: what lies between 0 and 1 of each; CIDEr has a scale of its own. */
export function scoreBars(rows: ScoreRow[]): { name: string; scores: Record<string, number> }[] {
  return rows.map(({ captions, protocol, CIDEr: _, length: __, ...scores }) => ({
    name: `${captions} (${protocol})`,
    scores,
  }));
}
