import type { Dataset, ImageId } from '../data-understanding/types.js';
import { attributesOf } from '../scenes/attributes-of.js';
import { attributesIn } from '../scenes/make-scenes.js';
import type { SaidAttributes, SceneAttributes } from '../scenes/types.js';
import { thousandths } from './numbers.js';

/** What the pictures of `scenes` truly show; nothing for photographs, of which nobody wrote it down. */
export const sceneTruths = ({ folder }: Dataset): Map<ImageId, SceneAttributes> =>
  attributesIn(folder);

/** What captions of drawn scenes are judged by. */
export const judgedAttributes = ['subject', 'colour', 'action', 'place'] as const;
/** What of a scene is judged. */
export type JudgedAttribute = (typeof judgedAttributes)[number];

/** What came of comparing one attribute. */
export type Verdict = 'right' | 'wrong' | 'not said';

/** A caption of a scene, what it says and what is true. */
export interface JudgedCaption {
  imageId: ImageId;
  caption: string;
  said: SaidAttributes;
  truth: SceneAttributes;
  verdicts: Record<JudgedAttribute, Verdict>;
}

function verdictOn(said: SaidAttributes, truth: SceneAttributes, name: JudgedAttribute): Verdict {
  if (said[name] === undefined) return 'not said';
  return said[name] === truth[name] ? 'right' : 'wrong';
}

/** Compares a caption with the truth about its scene. */
export function judgeCaption(
  imageId: ImageId,
  caption: string,
  truth: SceneAttributes,
): JudgedCaption {
  const said = attributesOf(caption);
  const verdicts = Object.fromEntries(
    judgedAttributes.map((name) => [name, verdictOn(said, truth, name)]),
  ) as Record<JudgedAttribute, Verdict>;
  return { imageId, caption, said, truth, verdicts };
}

/** Judges every caption whose scene's truth is known. */
export function judgeCaptions(
  captions: ReadonlyMap<ImageId, string>,
  truths: ReadonlyMap<ImageId, SceneAttributes>,
): JudgedCaption[] {
  return [...captions].flatMap(([id, caption]) => {
    const truth = truths.get(id);
    return truth ? [judgeCaption(id, caption, truth)] : [];
  });
}

/** How often an attribute was right, wrong or left out, as shares of all captions. */
export interface AttributeRow {
  attribute: JudgedAttribute | 'all four';
  right: number;
  wrong: number;
  'not said': number;
}

/** The attribute table: a row an attribute, and one for captions in which all four are right. */
export function attributeTable(judged: JudgedCaption[]): AttributeRow[] {
  const share = (test: (one: JudgedCaption) => boolean) =>
    thousandths(judged.filter(test).length / judged.length);
  const row = (attribute: AttributeRow['attribute'], verdict: (one: JudgedCaption) => Verdict) => ({
    attribute,
    right: share((one) => verdict(one) === 'right'),
    wrong: share((one) => verdict(one) === 'wrong'),
    'not said': share((one) => verdict(one) === 'not said'),
  });
  return [
    ...judgedAttributes.map((name) => row(name, ({ verdicts }) => verdicts[name])),
    row('all four', ({ verdicts }) => {
      const all = judgedAttributes.map((name) => verdicts[name]);
      if (all.includes('wrong')) return 'wrong';
      return all.includes('not said') ? 'not said' : 'right';
    }),
  ];
}

/** How often one thing was taken for another. */
export interface Confusion {
  truth: string;
  said: string;
  count: number;
  imageIds: ImageId[];
}

/** What was taken for what, the most frequent first. */
export function confusions(judged: JudgedCaption[], attribute: JudgedAttribute): Confusion[] {
  const found = new Map<string, Confusion>();
  for (const { imageId, said, truth, verdicts } of judged) {
    if (verdicts[attribute] !== 'wrong') continue;
    const [true_, said_] = [truth[attribute], said[attribute] as string];
    const key = `${true_} ${said_}`;
    const known = found.get(key) ?? { truth: true_, said: said_, count: 0, imageIds: [] };
    known.count++;
    known.imageIds.push(imageId);
    found.set(key, known);
  }
  return [...found.values()].sort((a, b) => b.count - a.count);
}

/** What is true and what was said of it, a pair a caption: rows and columns of a confusion plot. */
export function attributePairs(
  judged: JudgedCaption[],
  attribute: JudgedAttribute,
): { truth: string; said: string }[] {
  return judged.map(({ truth, said }) => ({
    truth: truth[attribute],
    said: said[attribute] ?? 'not said',
  }));
}

/** The labels that occur in pairs: those of `names` in their order, then "not said". */
export function labelsIn(
  pairs: { truth: string; said: string }[],
  names: readonly string[],
): string[] {
  const found = new Set(pairs.flatMap(({ truth, said }) => [truth, said]));
  return [...names, 'not said'].filter((name) => found.has(name));
}
