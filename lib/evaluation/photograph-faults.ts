import { stemmer } from 'stemmer';
import type { ErrorClass } from './error-classes';
import {
  colourGroups,
  manySubjects,
  numberGroups,
  oneSubject,
  placeGroups,
  placesAlike,
  smallWords,
  subjectsAlike,
  type WordGroups,
} from './photograph-words';

type Words = readonly string[];

const groupsIn = (words: Words, groups: WordGroups) => [
  ...new Set(words.flatMap((word) => groups.get(word) ?? [])),
];

/** Of the groups that a caption names, one that is unlike all those that people name, who must name some. */
function contradicts(
  said: string[],
  people: string[],
  alike: Record<string, readonly string[]> = {},
): boolean {
  const fits = (group: string) =>
    people.includes(group) || (alike[group] ?? []).some((other) => people.includes(other));
  return people.length > 0 && said.some((group) => !fits(group));
}

const anySubject: WordGroups = new Map([...oneSubject, ...manySubjects]);

/** The first word for a subject: who the caption is about. */
const subjectOf = (words: Words) => words.find((word) => anySubject.has(word));

/** One where people say several, or several where they say one, of the caption's own subject; or another number. */
function countIsWrong(caption: Words, references: readonly Words[]): boolean {
  const [number] = groupsIn(caption, numberGroups);
  const numbers = groupsIn(references.flat(), numberGroups).filter((group) => group !== 'many');
  if (number && number !== 'many' && number !== 'one' && numbers.length > 0) {
    return !numbers.includes(number);
  }
  const subject = subjectOf(caption);
  if (subject === undefined) return false;
  const group = anySubject.get(subject);
  const theirs = references.map(
    (words) => words.find((word) => anySubject.get(word) === group) ?? '',
  );
  const named = theirs.filter((word) => word !== '');
  const sameNumber = (word: string) => oneSubject.has(word) === oneSubject.has(subject);
  return named.length > 1 && !named.some(sameNumber);
}

const isDoing = (word: string) =>
  /.{2}ing$/.test(word) && !/^(during|something|clothing|building|wearing)$/.test(word);

/** The caption says what is done, and so do most people, but never with a word of one stem. */
function actionIsWrong(caption: Words, references: readonly Words[]): boolean {
  const said = caption.filter(isDoing);
  const telling = references.filter((words) => words.some(isDoing)).length;
  if (said.length === 0 || 2 * telling <= references.length) return false;
  const stems = new Set(references.flat().map(stemmer));
  return !said.some((word) => stems.has(stemmer(word)));
}

/** Nothing that tells this picture from others is in any reference, not even by its stem. */
function isIrrelevant(caption: Words, references: readonly Words[]): boolean {
  const stems = new Set(references.flat().map(stemmer));
  return !caption.some((word) => !smallWords.has(word) && stems.has(stemmer(word)));
}

/**
 * What seems wrong with a caption of a photograph, judged by its references' words alone, in tokens. No truth about the
 * picture is known, so each rule needs people to have spoken of the matter:
 *
 * - irrelevant: no word but small ones is in a reference
 * - colour wrong: a colour that no reference names, where references name colours
 * - subject wrong: the first subject is none that a reference names, nor one it may be called (a boy is a child)
 * - count wrong: a number that no reference says, where they say one; or one for several and the other way round
 * - action wrong: its -ing words share no stem with any reference, where most of them say what is done
 * - place wrong: a kind of place that no reference names, nor one beside it, where references name places
 *
 * A caption may be right where nobody happened to say so: these are for finding pictures to look at, not for counting.
 */
export function photographFaults(caption: Words, references: readonly Words[]): ErrorClass[] {
  if (isIrrelevant(caption, references)) return ['irrelevant'];
  const people = references.flat();
  const subject = groupsIn(caption, anySubject).slice(0, 1);
  const wrong: [ErrorClass, boolean][] = [
    ['colour wrong', contradicts(groupsIn(caption, colourGroups), groupsIn(people, colourGroups))],
    ['subject wrong', contradicts(subject, groupsIn(people, anySubject), subjectsAlike)],
    ['count wrong', countIsWrong(caption, references)],
    ['action wrong', actionIsWrong(caption, references)],
    [
      'place wrong',
      contradicts(groupsIn(caption, placeGroups), groupsIn(people, placeGroups), placesAlike),
    ],
  ];
  return wrong.filter(([, holds]) => holds).map(([name]) => name);
}
