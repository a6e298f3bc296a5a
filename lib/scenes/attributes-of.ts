import type { Ways } from './grammar.js';
import {
  ACTIONS,
  COLOURS,
  OBJECTS,
  PLACES,
  type Place,
  type SaidAttributes,
  SUBJECTS,
} from './types.js';

import {
  animalLooks,
  childLooks,
  childSizeWords,
  colourWords,
  doesWords,
  doingWords,
  ownWords,
  sizeWords,
  subjectWords,
} from './words.js';

type Meanings<Name extends string> = Map<string, Name>;

const placeNouns: Record<Place, string> = {
  grass: 'grass grassy lawn meadow field fields pasture countryside park farmland prairie backyard',
  road: 'road street pavement lane asphalt town highway suburbs neighbourhood sidewalk avenue village',
  beach: 'beach sand sandy sea seaside shore coast ocean shoreline surf bay',
  snow: 'snow snowy snowcovered winter wintry frozen icy snowfall blizzard',
  water: 'water lake pond river stream brook lagoon shallows reservoir puddle',
  forest: 'forest woods trees woodland grove undergrowth wilderness glade',
};

function meanings<Name extends string>(
  names: readonly Name[],
  wordsOf: (name: Name) => string[],
): Meanings<Name> {
  return new Map(names.flatMap((name) => wordsOf(name).map((word) => [word, name] as const)));
}

/** A text's words in lower case, without the hyphens and apostrophes inside them. */
export const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .replace(/['’]s\b/g, '')
    .replace(/[-'’]/g, '')
    .match(/[a-z]+/g) ?? [];

const lastWords = (ways: Ways) => ways.map(([text]) => wordsOf(text).at(-1)!);

/** Who a word names. */
export const subjectMeanings = meanings(SUBJECTS, (name) => lastWords(subjectWords[name]));
const colours = meanings(COLOURS, (name) => lastWords(colourWords[name]));
const actions = meanings(ACTIONS, (name) => [
  ...lastWords(doingWords[name]),
  ...lastWords(doesWords[name]),
  ...SUBJECTS.flatMap((subject) => Object.values<string>(ownWords[`${subject} ${name}`] ?? {})),
]);
const places = meanings(PLACES, (name) => placeNouns[name].split(' '));
const objects = meanings(OBJECTS, (name) => [name]);

const descriptions = new Set([
  ...['a', 'an', 'the', 'one'],
  ...[
    animalLooks,
    childLooks,
    ...Object.values(sizeWords),
    ...Object.values(childSizeWords),
  ].flatMap((ways) => ways.flatMap(([text]) => wordsOf(text))),
]);

/** Words that belong to the noun after them. */
const isDescription = (word: string) => colours.has(word) || descriptions.has(word);

/** Where somebody else is spoken of: the words of the main subject end there. */
function secondStart(words: string[]): number {
  const first = words.findIndex((word) => subjectMeanings.has(word));
  const other = words.findIndex((word, i) => i > first && subjectMeanings.has(word));
  if (first < 0 || other < 0) return words.length;
  let start = other;
  while (start > first + 1 && isDescription(words[start - 1])) start--;
  return start;
}

function firstMeaning<Name extends string>(words: string[], known: Meanings<Name>) {
  const word = words.find((one) => known.has(one));
  return word === undefined ? undefined : known.get(word);
}

/**
 * What a caption says, raw or cleaned, through the grammar's synonyms. The subject that is named first is the main
 * one; the colour and the action count for it when they stand before anybody else is named; place and object count
 * wherever they stand.
 * @example
 * ```ts
 * import { attributesOf } from 'captionlab/scenes';
 *
 * attributesOf('A brown puppy runs on the sand'); // → { subject: 'dog', colour: 'brown', action: 'running', place: 'beach' }
 * ```
 */
export function attributesOf(caption: string): SaidAttributes {
  const words = wordsOf(caption);
  const main = words.slice(0, secondStart(words));
  const said: SaidAttributes = {
    subject: firstMeaning(main, subjectMeanings),
    colour: firstMeaning(main, colours),
    action: firstMeaning(main, actions),
    place: firstMeaning(words, places),
    object: firstMeaning(words, objects),
  };
  for (const key of Object.keys(said) as (keyof SaidAttributes)[]) {
    if (said[key] === undefined) delete said[key];
  }
  return said;
}
