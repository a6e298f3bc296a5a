import type { SceneAttributes } from '../scenes/types.js';
import { mean } from './numbers.js';
import { anySubject, numberOf } from './photograph-count.js';
import { colourGroups, groupsIn, placeGroups, type WordGroups } from './photograph-words.js';
import { protocols, tokensUnder } from './protocols.js';

/** A picture as it is put into slices. */
export interface SlicedPicture {
  references: readonly string[];
  truth?: SceneAttributes;
}

/** A way of putting pictures into slices. */
export interface SliceKind {
  kind: string;
  /** The names of the slices that each picture is in, picture by picture. */
  namesOf(pictures: readonly SlicedPicture[]): string[][];
  /** The slices' own order, by how their names begin; without it the largest come first. */
  order?: readonly string[];
}

const counted = ['one', 'two', 'three'] as const;

const ofTruth = (kind: string, of: (truth: SceneAttributes) => string): SliceKind => ({
  kind,
  namesOf: (pictures) => pictures.map(({ truth }) => (truth ? [of(truth)] : [])),
});

/** People and animals, and the object beside them. */
const thingsIn = ({ second, object }: SceneAttributes) =>
  counted[Number(second !== undefined) + Number(object !== undefined)];

const tokensOf = ({ references }: SlicedPicture) =>
  references.map((text) => tokensUnder(protocols.coco, text));

/** Groups that two of the people name, or the only one does. */
const ofWords = (kind: string, groups: WordGroups): SliceKind => ({
  kind,
  namesOf: (pictures) =>
    pictures.map((picture) => {
      const people = tokensOf(picture).map((words) => groupsIn(words, groups));
      const named = [...new Set(people.flat())];
      const enough = Math.min(2, people.length);
      return named.filter((one) => people.filter((all) => all.includes(one)).length >= enough);
    }),
});

/** One or several, as most of those say it who tell; whoever names one beside others names several. */
function howMany(picture: SlicedPicture): string[] {
  const told = tokensOf(picture).flatMap((words) => numberOf(words) ?? []);
  const one = told.filter((number) => number === 'one').length;
  if (told.length === 0) return [];
  return 2 * one > told.length ? ['one'] : ['several'];
}

const number = (value: number) => value.toFixed(1);

/** The pictures in three parts of one size by the mean length of what people say, each named by its ends. */
function byLength(pictures: readonly SlicedPicture[]): string[][] {
  const lengths = pictures.map((picture) => mean(tokensOf(picture).map(({ length }) => length)));
  const sorted = [...lengths].sort((a, b) => a - b);
  const end = (third: number) =>
    sorted[Math.min(sorted.length, Math.ceil((third * sorted.length) / 3)) - 1];
  const [first, second] = [end(1), end(2)];
  return lengths.map((length) => {
    if (length <= first) return [`short (to ${number(first)} words)`];
    if (length <= second) return [`middle (to ${number(second)})`];
    return ['long (beyond)'];
  });
}

const lengths: SliceKind = {
  kind: 'length of what people say',
  namesOf: byLength,
  order: ['short', 'middle', 'long'],
};

/** How pictures whose truth is known are put into slices. */
export const sceneSlices: readonly SliceKind[] = [
  ofTruth('subject', ({ subject }) => subject),
  ofTruth('colour', ({ colour }) => colour),
  ofTruth('place', ({ place }) => place),
  { ...ofTruth('how many: people, animals, objects', thingsIn), order: counted },
  lengths,
];

/** How photographs are put into slices, by what people say of them. */
export const photographSlices: readonly SliceKind[] = [
  ofWords('subject', anySubject),
  ofWords('colour', colourGroups),
  ofWords('place', placeGroups),
  {
    kind: 'how many people or animals',
    namesOf: (pictures) => pictures.map(howMany),
    order: ['one', 'several'],
  },
  lengths,
];
