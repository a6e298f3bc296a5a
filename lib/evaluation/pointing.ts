import type { Dataset, ImageId, SplitName } from '../data-understanding/types.js';
import { withFeatures } from '../image-encoding/index.js';
import { type FoundCaption, greedySearch } from '../inference/index.js';
import { ensureModel } from '../model/index.js';
import { attributesOf } from '../scenes/attributes-of.js';
import { type Box, PICTURE_SIZE, type SceneAttributes } from '../scenes/types.js';
import { sceneTruths } from './attributes.js';

/** How often the heaviest cell lies on what the word names. */
export interface Pointing {
  /** Captions whose subject was said rightly: the others point at nothing. */
  captions: number;
  /** Of them, those whose heaviest cell lies on the subject when its word is said. */
  hits: number;
  accuracy: number;
  /** What a cell drawn by lot would hit: the mean share of the cells that lie on the subject. */
  chance: number;
  /** What the look of the next picture's caption would hit. */
  shuffled: number;
}

/** Something that was said rightly, where the captioner looked then, and where it is. */
export interface Pointed {
  id: ImageId;
  word: string;
  /** The share of each cell, `[cells]`. */
  looked: Float32Array;
  box: Box;
}

/** The middle of a cell of a square map, in pixels of the picture. */
function middleOf(cell: number, cells: number): { x: number; y: number } {
  const side = Math.round(Math.sqrt(cells));
  const size = PICTURE_SIZE / side;
  return { x: ((cell % side) + 0.5) * size, y: (Math.floor(cell / side) + 0.5) * size };
}

const liesOn = ({ x, y, width, height }: Box, cell: number, cells: number): boolean => {
  const middle = middleOf(cell, cells);
  const across = middle.x >= x && middle.x <= x + width;
  return across && middle.y >= y && middle.y <= y + height;
};

const heaviest = (shares: Float32Array) =>
  shares.reduce((best, share, cell) => (share > shares[best] ? cell : best), 0);

/** What a word can speak of that has a place in the picture. */
export const pointedKinds = ['subject', 'colour', 'action', 'object'] as const;
/** What a word can speak of that has a place in the picture. */
export type PointedKind = (typeof pointedKinds)[number];

/** The look at the first word that says this of the scene, where it is true; colour and action are the subject's. */
function pointedAt(
  { words }: FoundCaption,
  truth: SceneAttributes,
  kind: PointedKind,
): Omit<Pointed, 'id'>[] {
  const said = words.find(({ word }) => {
    const meant = attributesOf(word)[kind];
    return meant !== undefined && meant === truth[kind];
  });
  const what = kind === 'object' ? truth.object : truth.subject;
  const box = truth.boxes.find((one) => one.what === what);
  return said?.looked && box ? [{ word: said.word, looked: said.looked, box }] : [];
}

/** All looks of one kind, caption by caption. */
const pointedIn = (
  captions: ReadonlyMap<ImageId, FoundCaption>,
  truths: ReadonlyMap<ImageId, SceneAttributes>,
  kind: PointedKind,
): Pointed[] =>
  [...captions].flatMap(([id, caption]) => {
    const truth = truths.get(id);
    return truth ? pointedAt(caption, truth, kind).map((one) => ({ id, ...one })) : [];
  });

/**
 * Whether a captioner looks at what it speaks of: the heaviest cell when it says the subject, against the box in which the
 * subject was drawn (the pointing game of Zhang et al. 2016, "Top-down neural attention by excitation backprop").
 * @param captions found with `looks`
 * @param kind which words are asked; default: those that name the subject
 */
export function pointingOf(
  captions: ReadonlyMap<ImageId, FoundCaption>,
  truths: ReadonlyMap<ImageId, SceneAttributes>,
  kind: PointedKind = 'subject',
): Pointing {
  const pointed = pointedIn(captions, truths, kind);
  const count = pointed.length;
  const share = (test: (one: Pointed, at: number) => boolean) =>
    pointed.filter(test).length / Math.max(1, count);
  const hits = pointed.filter(({ looked, box }) => liesOn(box, heaviest(looked), looked.length));
  const covered = pointed.map(({ looked, box }) => {
    const on = looked.filter((_, cell) => liesOn(box, cell, looked.length));
    return on.length / looked.length;
  });
  return {
    captions: count,
    hits: hits.length,
    accuracy: hits.length / Math.max(1, count),
    chance: covered.reduce((sum, one) => sum + one, 0) / Math.max(1, count),
    shuffled: share(({ box }, at) => {
      const { looked } = pointed[(at + 1) % count];
      return liesOn(box, heaviest(looked), looked.length);
    }),
  };
}

/** How far a cell's middle lies from a box, in cells; 0 on it. */
function cellsAway({ x, y, width, height }: Box, cell: number, cells: number): number {
  const middle = middleOf(cell, cells);
  const size = PICTURE_SIZE / Math.round(Math.sqrt(cells));
  const across = Math.max(x - middle.x, 0, middle.x - x - width);
  const down = Math.max(y - middle.y, 0, middle.y - y - height);
  return Math.hypot(across, down) / size;
}

/** A look that missed, and by how much. */
export interface PointingMiss extends Pointed {
  /** From the heaviest cell's middle to the box, in cells. */
  away: number;
  /** Whether the heaviest cell lies on somebody or something else that is in the picture. */
  onOther: boolean;
}

/** The looks whose heaviest cell does not lie on what the word names, the farthest first. */
export function pointingMisses(
  captions: ReadonlyMap<ImageId, FoundCaption>,
  truths: ReadonlyMap<ImageId, SceneAttributes>,
  kind: PointedKind = 'subject',
): PointingMiss[] {
  return pointedIn(captions, truths, kind)
    .map((one) => {
      const [cell, cells] = [heaviest(one.looked), one.looked.length];
      const others = (truths.get(one.id)?.boxes ?? []).filter((box) => box !== one.box);
      const onOther = others.some((box) => liesOn(box, cell, cells));
      return { ...one, away: cellsAway(one.box, cell, cells), onOther };
    })
    .filter(({ away }) => away > 0)
    .sort((a, b) => b.away - a.away);
}

/**
 * Pointing of a run's greedy captions of a split; undefined where the model does not look, or nobody knows where things are.
 */
export async function measurePointing(
  dataset: Dataset,
  split: SplitName,
): Promise<Pointing | undefined> {
  const truths = sceneTruths(dataset);
  const { model, inputs } = await ensureModel(dataset);
  if (model.reads.cells === 1 || truths.size === 0) return undefined;
  const { features, vocabulary, sequences } = inputs;
  const ids = withFeatures(dataset.splits[split], features);
  const maps = ids.map((id) => features.of(id));
  const { maxLength } = sequences;
  const found = await greedySearch(model, vocabulary, maps, { maxLength, looks: true });
  return pointingOf(new Map(ids.map((id, i) => [id, found[i]])), truths);
}
