import { subjectMeanings, wordsOf } from './attributes-of.js';
import type { Cover, Scene, SceneObject, Sight, Subject } from './types.js';

/** Who or what can be in a scene. */
export type Thing = Subject | SceneObject | Sight | Cover;

/** Words that name a thing and no other; vague ones (a toy, leaves, a building far off) name none. */
const nouns: Record<Exclude<Thing, Subject>, string> = {
  ball: 'ball football beachball',
  umbrella: 'umbrella parasol brolly',
  kite: 'kite paperkite',
  bench: 'bench parkbench',
  hat: 'hat cap sunhat partyhat',
  bush: 'bush shrub',
  fence: 'fence picketfence gate',
  rock: 'rock boulder stone',
  snowdrift: 'snowdrift heap mound pile',
  boat: 'boat sailboat sailingboat ship yacht',
  flowers: 'flowers flower daisies tulips wildflowers blossoms',
  house: 'house cottage farmhouse barn cabin',
  lamppost: 'lamp lamppost streetlamp lantern',
  lighthouse: 'lighthouse',
  lilies: 'lilies waterlilies lily lotus',
  log: 'log trunk treestump',
  mushrooms: 'mushrooms mushroom toadstool fungi',
  palm: 'palm palmtree',
  reeds: 'reeds bulrushes cattails',
  sandcastle: 'sandcastle castle',
  snowman: 'snowman',
  weathervane: 'weathervane',
  windmill: 'windmill mill',
};

const things = new Map<string, Thing>([
  ...subjectMeanings,
  ...Object.entries(nouns).flatMap(([thing, words]) =>
    words.split(' ').map((word): [string, Thing] => [word, thing as Thing]),
  ),
]);

/** True for the noun of a comparison: who sleeps like a log sleeps beside none. */
const isCompared = (words: readonly string[], at: number) =>
  words[at - 2] === 'like' || words[at - 1] === 'like';

/**
 * Everybody and everything that a caption names, raw or cleaned, through the grammar's synonyms: each once, in their order.
 * @example
 * ```ts
 * import { thingsNamed } from 'captionlab/scenes';
 *
 * thingsNamed('A puppy with a ball sleeps like a log'); // → ['dog', 'ball']
 * ```
 */
export function thingsNamed(caption: string): Thing[] {
  const words = wordsOf(caption);
  const named = words.flatMap((word, at) => {
    const thing = things.get(word);
    return thing && !isCompared(words, at) ? [thing] : [];
  });
  return [...new Set(named)];
}

/** Everybody and everything that a scene shows. */
export function thingsIn({ subject, second, object, cover, sights = [] }: Scene): Set<Thing> {
  const all = [subject, second?.subject, object, cover, ...sights];
  return new Set(all.filter((thing): thing is Thing => thing !== undefined));
}
