import type { Random } from '../engine/random.js';

/** Ways to say the same, each with how often it is chosen: the common ones come first. */
export type Ways = readonly (readonly [text: string, weight: number])[];

const weightOf = (all: Ways) => all.reduce((sum, [, weight]) => sum + weight, 0);

/** One of the ways, by their weights. */
export function say(all: Ways, random: Random): string {
  let left = random.uniform() * weightOf(all);
  for (const [text, weight] of all) {
    left -= weight;
    if (left < 0) return text;
  }
  return all[0][0];
}

export const isChance = (share: number, random: Random) => random.uniform() < share;
export const joinWords = (words: string[]) => words.filter(Boolean).join(' ');

/** Ways as one line of text: `dog 86, puppy 14`; `-` is nothing said at all. */
export function ways(text: string): Ways {
  return text.split(', ').map((way) => {
    const space = way.lastIndexOf(' ');
    const said = way.slice(0, space);
    return [said === '-' ? '' : said, Number(way.slice(space + 1))] as const;
  });
}

/** Common ways and a long tail of rare ones, which share `percent` of all that is said: the first of them a little more often. */
export function withTail(common: string, percent: number, tail: string): Ways {
  const usual = ways(common);
  const rare = tail.split(', ');
  const weights = rare.map((_, rank) => 1 / (rank + rare.length));
  const sum = weights.reduce((a, b) => a + b, 0);
  const scale = (weightOf(usual) * percent) / (100 - percent) / sum;
  return [...usual, ...rare.map((text, i) => [text, weights[i] * scale] as const)];
}
