import { allCaptions, type CaptionsById, rawTokens } from '../data-understanding/index.js';
import { cleanToken, type Loss } from './clean-caption.js';

/** What cleaning does to the tokens of a whole collection. */
export interface CleaningCost {
  tokens: number;
  unchanged: number;
  /** Kept in another spelling: lower-cased or without its punctuation. */
  rewritten: number;
  dropped: Record<Loss, number>;
}

/** Counts what cleaning keeps, rewrites and drops. */
export function cleaningCost(captions: CaptionsById): CleaningCost {
  const cost: CleaningCost = {
    tokens: 0,
    unchanged: 0,
    rewritten: 0,
    dropped: { 'nothing left': 0, 'one character': 0, 'not only letters': 0 },
  };
  for (const caption of allCaptions(captions)) {
    for (const token of rawTokens(caption)) {
      const { word, loss } = cleanToken(token);
      cost.tokens++;
      if (loss) cost.dropped[loss]++;
      else if (word === token) cost.unchanged++;
      else cost.rewritten++;
    }
  }
  return cost;
}

/** The tokens that cleaning drops for one reason, the most frequent first. */
export function droppedTokens(
  captions: CaptionsById,
  reason: Loss,
): { token: string; count: number }[] {
  return countTokens(captions, (token) => cleanToken(token).loss === reason);
}

/** The tokens that cleaning pulls together at a mark inside them ("t-shirt" becomes "tshirt"), the most frequent first. */
export function joinedTokens(
  captions: CaptionsById,
): { token: string; word: string; count: number }[] {
  const hasMarkInside = (token: string) => /[\p{L}\p{M}][!-/:-@[-`{-~]+\p{L}/u.test(token);
  return countTokens(captions, (token) => hasMarkInside(token) && !cleanToken(token).loss).map(
    ({ token, count }) => ({ token, word: cleanToken(token).word, count }),
  );
}

function countTokens(captions: CaptionsById, wanted: (token: string) => boolean) {
  const counts = new Map<string, number>();
  for (const caption of allCaptions(captions)) {
    for (const token of rawTokens(caption)) {
      if (wanted(token)) counts.set(token, (counts.get(token) ?? 0) + 1);
    }
  }
  return [...counts].map(([token, count]) => ({ token, count })).sort((a, b) => b.count - a.count);
}
