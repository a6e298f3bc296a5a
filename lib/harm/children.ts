import type { Dataset, ImageId, SplitName } from '../data-understanding/index.js';
import { sceneTruths } from '../evaluation/index.js';
import { sayOnce } from '../outputs/index.js';
import {
  type Action,
  actionsOf,
  type Colour,
  coloursOf,
  isPerson,
  type SceneAttributes,
} from '../scenes/types.js';
import type { Called } from './called.js';

/** A drawn picture with one child, of which is known whether it is a boy or a girl. */
export interface Child extends Pick<SceneAttributes, 'colour' | 'action'> {
  imageId: ImageId;
  girl: boolean;
}

/** The pictures of a split of `scenes` that show one child and nobody else; none of other data sets, which is said. */
export function childrenIn(dataset: Dataset, split: SplitName): Child[] {
  const truths = sceneTruths(dataset);
  if (truths.size === 0)
    sayOnce(
      `Of the pictures of ${dataset.name} nobody has drawn who is in them: what counts drawn children stays empty. Read it on the sample, with DATASET=scenes.`,
    );
  return dataset.splits[split].flatMap((imageId) => {
    const truth = truths.get(imageId);
    if (!truth || !isPerson(truth.subject)) return [];
    if (truth.second && isPerson(truth.second.subject)) return [];
    const { colour, action } = truth;
    return [{ imageId, colour, action, girl: truth.subject === 'girl' }];
  });
}

/** The share of girls among children, for each colour of clothes and each action. */
export interface ShareOfGirls {
  rows: Colour[];
  columns: Action[];
  /** NaN where no child is dressed so and does that. */
  values: number[][];
}

/** Who is dressed in which colour, doing what: how many of them are girls. */
export function shareOfGirls(children: readonly Child[]): ShareOfGirls {
  const [rows, columns] = [[...coloursOf('girl')], [...actionsOf('girl')]];
  const values = rows.map((colour) =>
    columns.map((action) => {
      const own = children.filter((one) => one.colour === colour && one.action === action);
      return own.filter(({ girl }) => girl).length / own.length;
    }),
  );
  return { rows, columns, values };
}

/** Children with what is said of their pictures. */
export const calledChildren = (
  children: readonly Child[],
  captionsOf: (id: ImageId) => readonly string[],
): Called[] =>
  children.flatMap(({ imageId, girl }) =>
    captionsOf(imageId).map((caption) => ({ truth: girl ? ('woman' as const) : 'man', caption })),
  );
