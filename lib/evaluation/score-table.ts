import type { CaptionsById, ImageId } from '../data-understanding/types';
import { type ProtocolName, scoreCaptions } from './protocols';

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
  /** Candidates' length / references' length. */
  length: number;
}

const thousandths = (value: number) => Math.round(1000 * value) / 1000;

/** A row of scores, to three decimals. */
export function scoreRowOf(
  captions: string,
  protocol: ProtocolName,
  bleu: number[],
  length: number,
): ScoreRow {
  const [first, second, third, fourth] = bleu.map(thousandths);
  return {
    ...{ captions, protocol },
    ...{ 'BLEU-1': first, 'BLEU-2': second, 'BLEU-3': third, 'BLEU-4': fourth },
    length: thousandths(length),
  };
}

/** Scores one system under one protocol. */
export function scoreRow(
  { name, captions }: System,
  references: CaptionsById,
  protocol: ProtocolName,
): ScoreRow {
  const { bleu, candidateLength, referenceLength } = scoreCaptions(captions, references, protocol);
  return scoreRowOf(name, protocol, bleu, candidateLength / referenceLength);
}

/** Corpus BLEU-1 to BLEU-4 of one or more systems under one or more protocols, a row each. */
export function scoreTable(
  systems: System[],
  references: CaptionsById,
  names: ProtocolName[] = ['coco'],
): ScoreRow[] {
  return systems.flatMap((system) => names.map((name) => scoreRow(system, references, name)));
}

/** Rows as groups of bars: BLEU-1 to BLEU-4 of each. */
export function scoreBars(rows: ScoreRow[]): { name: string; scores: Record<string, number> }[] {
  return rows.map(({ captions, protocol, length: _, ...scores }) => ({
    name: `${captions} (${protocol})`,
    scores,
  }));
}
