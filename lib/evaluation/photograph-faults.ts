import { stemmer } from 'stemmer';
import type { ErrorClass } from './error-classes.js';
import { anySubject, countIsWrong } from './photograph-count.js';
import {
  actions,
  colourGroups,
  groupsIn,
  placeGroups,
  placesAlike,
  sexes,
  smallWords,
  subjectsAlike,
} from './photograph-words.js';

type Words = readonly string[];

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

/** The first subject is none that people name, or of the other sex than all those that they name. */
function subjectIsWrong(subject: string, people: string[]): boolean {
  const sex = sexes.find((groups) => groups.includes(subject));
  const named = sexes.filter((groups) => groups.some((group) => people.includes(group)));
  const opposed = sex !== undefined && named.length === 1 && named[0] !== sex;
  return opposed || contradicts([subject], people, subjectsAlike);
}

const isDoing = (word: string) =>
  actions.has(word) ||
  (/.{2}ing$/.test(word) && !/^(during|something|clothing|building|wearing)$/.test(word));

const stemsOf = (references: readonly Words[]) => new Set(references.flat().map(stemmer));

/** What the caption says is done is said by a reference too, in any form of the word. */
function actionIsSaid(caption: Words, references: readonly Words[]): boolean {
  const stems = stemsOf(references);
  return caption.some((word) => isDoing(word) && stems.has(stemmer(word)));
}

/** The caption says what is done, and so do most people, but never with a word of one stem. */
function actionIsWrong(caption: Words, references: readonly Words[]): boolean {
  const telling = references.filter((words) => words.some(isDoing)).length;
  if (!caption.some(isDoing) || 2 * telling <= references.length) return false;
  return !actionIsSaid(caption, references);
}

/** People name the caption's first subject by a word of its own kind, and what it does. */
export function saysWhoAndWhat(caption: Words, references: readonly Words[]): boolean {
  const [subject] = groupsIn(caption, anySubject);
  const theirs = groupsIn(references.flat(), anySubject);
  return subject !== undefined && theirs.includes(subject) && actionIsSaid(caption, references);
}

/** Signs are no words, nor are those that stand in any caption. */
const tells = (word: string) => /\p{L}/u.test(word) && !smallWords.has(word);

/** Nothing that tells this picture from others is in any reference, not even by its stem. */
function sharesNoWord(caption: Words, references: readonly Words[]): boolean {
  const stems = stemsOf(references);
  return !caption.some((word) => tells(word) && stems.has(stemmer(word)));
}

/**
 * What seems wrong with a caption of a photograph, judged by its references' words alone, in tokens. No truth about the
 * picture is known, so each rule needs people to have spoken of the matter:
 *
 * - irrelevant: no word but small ones is in a reference, and subject or number do not fit either
 * - colour wrong: a colour that no reference names, where references name colours
 * - subject wrong: the first subject is none that a reference names, nor one it may be called (a boy is a child)
 * - count wrong: a number that no reference says, where they say one; or one for several and the other way round
 * - action wrong: what it says is done shares no stem with any reference, where most of them say what is done
 * - place wrong: a kind of place that no reference names, nor one beside it, where references name places
 *
 * A caption may be right where nobody happened to say so: these are for finding pictures to look at, not for counting.
 */
export function photographFaults(caption: Words, references: readonly Words[]): ErrorClass[] {
  const people = references.flat();
  const [subject] = groupsIn(caption, anySubject);
  const theirs = groupsIn(people, anySubject);
  const wrongSubject = subject !== undefined && subjectIsWrong(subject, theirs);
  const wrongCount = countIsWrong(caption, references);
  const fits = subject !== undefined && theirs.length > 0 && !wrongSubject && !wrongCount;
  if (!fits && sharesNoWord(caption, references)) return ['irrelevant'];
  const wrong: [ErrorClass, boolean][] = [
    ['colour wrong', contradicts(groupsIn(caption, colourGroups), groupsIn(people, colourGroups))],
    ['subject wrong', wrongSubject],
    ['count wrong', wrongCount],
    ['action wrong', actionIsWrong(caption, references)],
    [
      'place wrong',
      contradicts(groupsIn(caption, placeGroups), groupsIn(people, placeGroups), placesAlike),
    ],
  ];
  return wrong.filter(([, holds]) => holds).map(([name]) => name);
}
