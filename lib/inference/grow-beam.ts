import type { Vocabulary } from '../vocabulary/index.js';
import { alternativesOf, bestWords } from './best-words.js';
import { extend, type Hypothesis } from './hypothesis.js';

/** What became of a hypothesis: followed further, a whole caption, or given up. */
export type Fate = 'kept' | 'ended' | 'dropped';

/** Sees every hypothesis that a search came upon, step by step. */
export type Watch = (hypothesis: Hypothesis, fate: Fate) => void;

/** A group of the hypotheses of one picture: those followed, those that met the end marker, those that were cut. */
export interface Beam {
  open: Hypothesis[];
  ended: Hypothesis[];
  cut: Hypothesis[];
}

/** What is the same at every step. */
export interface BeamSearch {
  vocabulary: Vocabulary;
  /** Of each group. */
  width: number;
  /** Index of the end marker. */
  end: number;
  /** What hypotheses are ranked by when they have ended. */
  score: (hypothesis: Hypothesis) => number;
  alternatives: number;
  watch?: Watch;
}

/** The order of those with the highest score first. */
export const falling = (score: BeamSearch['score']) => (a: Hypothesis, b: Hypothesis) =>
  score(b) - score(a);

/** What may come after a hypothesis: probabilities `[vocabulary]`, and where the captioner looks `[cells]`. */
interface Continuation {
  row: Float32Array;
  looked?: Float32Array;
}

/** What may come after each open hypothesis. */
export type After = ReadonlyMap<Hypothesis, Continuation>;

function fateOf(hypothesis: Hypothesis, ended: Hypothesis[], open: Hypothesis[]): Fate {
  if (ended.includes(hypothesis)) return 'ended';
  return open.includes(hypothesis) ? 'kept' : 'dropped';
}

/**
 * One word more in a beam. Twice as many continuations as the beam is wide are ranked, for as many as its width can be the
 * end marker. Those that end are set aside if they are among the first `width`; the best `width` others are followed.
 * @param penalty by word, `[vocabulary]`
 * @returns the words said
 */
export function growBeam(
  beam: Beam,
  after: After,
  penalty: Float32Array | undefined,
  { vocabulary, width, end, score, alternatives, watch }: BeamSearch,
): number[] {
  const { open } = beam;
  const places = open.map((hypothesis) => after.get(hypothesis) as Continuation);
  const rows = places.map(({ row }) => row);
  const offered = rows.map((probabilities, i) => ({
    probabilities,
    before: open[i].logProbability,
  }));
  const candidates = bestWords(offered, 2 * width, penalty);
  if (candidates.length === 0) {
    Object.assign(beam, { cut: open, open: [] });
    return []; // nothing may be said
  }
  const ranked = candidates.map(({ row, word }) => {
    const next = extend(open[row], word, rows[row][word]);
    next.looked = places[row].looked;
    if (alternatives > 0) next.alternatives = alternativesOf(rows[row], alternatives, vocabulary);
    return next;
  });
  const ended = ranked.filter(({ word }, place) => word === end && place < width);
  const kept = ranked.filter(({ word }) => word !== end).slice(0, width);
  beam.ended = [...beam.ended, ...ended].sort(falling(score)).slice(0, width);
  const worst = beam.ended.at(width - 1);
  const over = worst && kept.every((hypothesis) => score(hypothesis) <= score(worst));
  beam.open = over ? [] : kept;
  if (watch) for (const next of ranked) watch(next, fateOf(next, ended, beam.open));
  return [...ended, ...kept].map(({ word }) => word);
}

/** One word more in all groups of a picture: each pays `diversity` for the words that the groups before it said. */
export function growGroups(
  groups: Beam[],
  after: After,
  diversity: number,
  search: BeamSearch,
): void {
  const penalty = groups.length > 1 ? new Float32Array(search.vocabulary.size) : undefined;
  for (const beam of groups) {
    const said = growBeam(beam, after, penalty, search);
    if (penalty) for (const word of said) penalty[word] += diversity;
  }
}
