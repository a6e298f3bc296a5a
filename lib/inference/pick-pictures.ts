import type { FoundCaption } from './found-caption.js';

/** A picture on which searches differ, and how they do over all pictures. */
export interface Difference {
  /** Its place in the lists; 0 where the searches agree on every picture. */
  at: number;
  /** How much they differ over all pictures, in words. */
  told: string;
}

const lengthOf = ({ words }: FoundCaption) => words.length;
const inWords = (differing: number, all: number) =>
  differing > 0
    ? `They say different things of ${differing} of ${all} pictures.`
    : `They say the same of all ${all} pictures: look at the first.`;

/** The place with the greatest value; of equals the first, and 0 if there is none. */
function greatest(places: number[], value: (at: number) => number): number {
  return places.reduce((best, at) => (value(at) > value(best) ? at : best), places[0] ?? 0);
}

/**
 * The picture that shows best what a second search gains: of those on which it says something else in at least as many
 * words, the one whose caption became most probable. A shorter caption would have it easier.
 */
export function widestGain(first: FoundCaption[], second: FoundCaption[]): Difference {
  const all = first.map((_, at) => at);
  const differing = all.filter((at) => first[at].caption !== second[at].caption);
  const fair = differing.filter((at) => lengthOf(second[at]) >= lengthOf(first[at]));
  const gain = (at: number) => second[at].logProbability - first[at].logProbability;
  const at = greatest(fair.length > 0 ? fair : differing, gain);
  return { at, told: inWords(differing.length, all.length) };
}

/** The picture of which several searches say the most different things; of equals the one whose captions' lengths lie furthest apart. */
export function mostVaried(searches: FoundCaption[][]): Difference {
  const all = searches[0].map((_, at) => at);
  const captions = (at: number) => searches.map((found) => found[at]);
  const different = (at: number) => new Set(captions(at).map(({ caption }) => caption)).size;
  const apart = (at: number) => {
    const lengths = captions(at).map(lengthOf);
    return 1 - 1 / (1 + Math.max(...lengths) - Math.min(...lengths)); // below 1
  };
  const differing = all.filter((at) => different(at) > 1);
  const at = greatest(differing, (one) => different(one) + apart(one));
  return { at, told: inWords(differing.length, all.length) };
}

/** The words that captions begin with, each counted once. */
const openings = (captions: FoundCaption[]) => new Set(captions.map(({ words }) => words[0]?.word));

/** The picture of which a second search's captions begin in more different ways than the first's, by the most. */
export function widestSpread(alike: FoundCaption[][], apart: FoundCaption[][]): Difference {
  const all = alike.map((_, at) => at);
  const at = greatest(all, (one) => openings(apart[one]).size - openings(alike[one]).size);
  const mean = (searches: FoundCaption[][]) =>
    searches.reduce((sum, captions) => sum + openings(captions).size, 0) / searches.length;
  const told = `Different first words of a picture's captions, on average: ${mean(alike).toFixed(1)} and ${mean(apart).toFixed(1)}.`;
  return { at, told };
}
