const instead = new Map(
  Object.entries({
    person: 'man woman guy lady gentleman male female',
    people: 'men women guys ladies gentlemen males females',
    child: 'boy girl lad lass schoolboy schoolgirl',
    children: 'boys girls lads',
    their: 'his her hers',
    they: 'he she',
    them: 'him',
  }).flatMap(([open, words]) => words.split(' ').map((word): [string, string] => [word, open])),
);

/**
 * A caption that leaves open who somebody is: *person* and *child* for *man*, *woman*, *boy* and *girl*.
 * @example
 * ```ts
 * import { leaveOpen } from 'captionlab/harm';
 *
 * leaveOpen('a girl and her dog'); // → 'a child and their dog'
 * ```
 */
export const leaveOpen = (caption: string): string =>
  caption
    .split(' ')
    .map((word) => instead.get(word) ?? word)
    .join(' ');
