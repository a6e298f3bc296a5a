import {
  groupsIn,
  manySubjects,
  numberGroups,
  oneSubject,
  type WordGroups,
} from './photograph-words.js';

type Words = readonly string[];

export const anySubject: WordGroups = new Map([...oneSubject, ...manySubjects]);

/** How many a text speaks of: one, several; either, where it names one beside others; undefined where it names nobody. */
export function numberOf(words: Words): 'one' | 'several' | 'either' | undefined {
  const single = words.filter((word) => oneSubject.has(word)).length;
  const several =
    words.some((word) => manySubjects.has(word)) ||
    groupsIn(words, numberGroups).some((group) => group !== 'one');
  if (single > 1 || (single === 1 && several)) return 'either'; // a black dog and a white dog
  if (several) return 'several';
  return single === 1 ? 'one' : undefined;
}

/** The caption names a number, and people name others. */
function otherNumber(caption: Words, references: readonly Words[]): boolean | undefined {
  const exact = (words: Words) =>
    groupsIn(words, numberGroups).filter((group) => group !== 'many' && group !== 'one');
  const [number] = exact(caption);
  const theirs = [...groupsIn(references.flat(), numberGroups)].filter((group) => group !== 'many');
  return number && theirs.length > 0 ? !theirs.includes(number) : undefined;
}

/** The caption's own subject is one where people say several of its kind, or the other way round. */
function otherForm(caption: Words, references: readonly Words[]): boolean {
  const subject = caption.find((word) => anySubject.has(word));
  if (subject === undefined) return false;
  const ofItsKind = (word: string) => anySubject.get(word) === anySubject.get(subject);
  const named = references.map((words) => words.filter(ofItsKind)).filter(({ length }) => length);
  const fits = (words: Words) =>
    words.length > 1 || oneSubject.has(words[0]) === oneSubject.has(subject);
  return named.length > 1 && !named.some(fits);
}

/** One where people speak of several, or several where they speak of one; or another number than theirs. */
export function countIsWrong(caption: Words, references: readonly Words[]): boolean {
  const number = otherNumber(caption, references);
  if (number !== undefined) return number;
  const said = numberOf(caption);
  const theirs = references.flatMap((words) => numberOf(words) ?? []);
  const contrary = said === 'one' ? 'several' : 'one';
  const allContrary = theirs.length > 1 && theirs.every((one) => one === contrary);
  return otherForm(caption, references) || ((said === 'one' || said === 'several') && allContrary);
}
