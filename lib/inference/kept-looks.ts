import type { SaidWord } from './found-caption.js';

/** Where a captioner looked for each word of a caption, small enough to be kept: 8 bits a cell. */
export interface KeptLooks {
  /** The heaviest share of each word's map. */
  peaks: number[];
  /** The words' maps one after the other, each cell in 255ths of its map's heaviest, as base64. */
  shares: string;
}

const MOST = 255;

/** The looks at all words of a caption; undefined where the captioner does not look, or was not asked to tell. */
export function keepLooks(words: readonly SaidWord[]): KeptLooks | undefined {
  const maps = words.flatMap(({ looked }) => looked ?? []);
  if (maps.length === 0 || maps.length < words.length) return undefined;
  const heaviest = maps.map((map) => map.reduce((most, share) => Math.max(most, share), 0));
  const bytes = maps.flatMap((map, word) =>
    Array.from(map, (share) => Math.round((MOST * share) / (heaviest[word] || 1))),
  );
  return {
    peaks: heaviest.map((share) => Number(share.toFixed(3))),
    shares: Buffer.from(bytes).toString('base64'),
  };
}

/** Words as they are kept beside their looks: without the maps. */
export const withoutLooks = (words: readonly SaidWord[]): SaidWord[] =>
  words.map(({ looked: _, ...word }) => word);
