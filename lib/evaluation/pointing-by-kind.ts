import type { ImageId } from '../data-understanding/types.js';
import type { FoundCaption } from '../inference/index.js';
import type { SceneAttributes } from '../scenes/types.js';
import {
  type PointedKind,
  type Pointing,
  pointedKinds,
  pointingMisses,
  pointingOf,
} from './pointing.js';

/** Captions in which something is said rightly: fewer of them say nothing about a kind of word. */
const LEAST = 20;

type Captions = ReadonlyMap<ImageId, FoundCaption>;
type Truths = ReadonlyMap<ImageId, SceneAttributes>;

/** How the looks at one kind of word point. */
export interface KindPointing extends Pointing {
  kind: PointedKind;
}

/** Pointing by kind of word: those that name the subject, its colour, what it does, an object. Kinds that are hardly said are left out. */
export const pointingByKind = (captions: Captions, truths: Truths): KindPointing[] =>
  pointedKinds
    .map((kind) => ({ kind, ...pointingOf(captions, truths, kind) }))
    .filter((one) => one.captions >= LEAST);

/** The same as groups of bars for `scorePlot`: its own look, another picture's, and a cell by lot. */
export function pointingBars(kinds: readonly KindPointing[]) {
  const bars = { 'its own look': 'accuracy', shuffled: 'shuffled', chance: 'chance' } as const;
  return Object.entries(bars).map(([name, key]) => ({
    name,
    scores: Object.fromEntries(kinds.map((one) => [one.kind, one[key]])),
  }));
}

/** Where the looks that missed went to, a row per kind of word. */
export interface MissRow {
  'kind of word': PointedKind;
  looks: number;
  missed: number;
  /** Of those that missed: less than a cell beside the box. */
  'just beside': number;
  /** Farther away, on somebody or something else. */
  'on something else': number;
  elsewhere: number;
}

/** Where the looks that missed went to: just beside what the word speaks of, on something else, or elsewhere. */
export function missTable(captions: Captions, truths: Truths): MissRow[] {
  return pointingByKind(captions, truths).map(({ kind, captions: looks }) => {
    const misses = pointingMisses(captions, truths, kind);
    const far = misses.filter(({ away }) => away >= 1);
    const onOthers = far.filter(({ onOther }) => onOther).length;
    return {
      'kind of word': kind,
      looks,
      missed: misses.length,
      'just beside': misses.length - far.length,
      'on something else': onOthers,
      elsewhere: far.length - onOthers,
    };
  });
}
