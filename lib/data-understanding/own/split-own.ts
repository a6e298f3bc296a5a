import { imageIdOf } from '../image-id.js';
import { splitByLot } from '../split-by-lot.js';
import { checkSplits, readSplitList } from '../split-list.js';
import type { SplitFiles } from '../text-files.js';
import type { SplitName } from '../types.js';
import type { NewPicture } from './gather.js';

/** How new pictures are split. */
export interface SplitOwnOptions {
  /** The folder's own lists. */
  lists: Partial<SplitFiles>;
  seed?: number;
  /** For each picture's path that is like others, the group's name. */
  groups: ReadonlyMap<string, string>;
  /** What is wrong with the lists is added here. */
  problems: string[];
}

type FilesBySplit = Record<SplitName, string[]>;
const splitNames = ['train', 'dev', 'test'] as const;

/** The splits that the captions themselves speak of, where each has pictures and every picture one. */
function ownSplits(pictures: readonly NewPicture[]): FilesBySplit | undefined {
  const filesOf = (split: SplitName) =>
    pictures.filter((picture) => picture.split === split).map(({ file }) => file);
  const splits = { train: filesOf('train'), dev: filesOf('dev'), test: filesOf('test') };
  const isWhole = pictures.every(({ split }) => split !== undefined);
  return isWhole && splitNames.every((split) => splits[split].length > 0) ? splits : undefined;
}

function listedSplits(
  pictures: readonly NewPicture[],
  { train, dev, test }: SplitFiles,
  problems: string[],
): FilesBySplit {
  const files = new Map(pictures.map(({ from, file }) => [imageIdOf(from), file]));
  const captions = new Map(pictures.map((one) => [imageIdOf(one.from), one.captions]));
  const [ofTrain, ofDev, ofTest] = [train, dev, test].map((path) => readSplitList(path, captions));
  const checked = checkSplits({ train: ofTrain, dev: ofDev, test: ofTest }, { captions });
  problems.push(...checked.problems);
  const filesOf = (split: SplitName) => checked.splits[split].map((id) => files.get(id) as string);
  return { train: filesOf('train'), dev: filesOf('dev'), test: filesOf('test') };
}

/**
 * The new files of each split: as the folder's lists or the captions have it, else by lot, pictures that are alike on one
 * side.
 * @returns `how` they were split, for a sentence
 * @throws UserError as `splitByLot` and `checkSplits` do
 */
export function splitOwn(
  pictures: readonly NewPicture[],
  { lists: { train, dev, test }, seed, groups, problems }: SplitOwnOptions,
): { splits: FilesBySplit; how: 'by the lists' | 'as the captions have it' | 'by lot' } {
  if (train && dev && test)
    return { splits: listedSplits(pictures, { train, dev, test }, problems), how: 'by the lists' };
  const own = ownSplits(pictures);
  if (own) return { splits: own, how: 'as the captions have it' };
  const fileOf = new Map(pictures.map(({ from, file }) => [from, file]));
  const fileGroups = new Map(
    pictures.flatMap(({ from, file }) => {
      const group = fileOf.get(groups.get(from) ?? ''); // its lot must not hang on where the folder lies
      return group ? [[file, group] as const] : [];
    }),
  );
  const files = pictures.map(({ file }) => file);
  return { splits: splitByLot(files, { seed, problems, groups: fileGroups }), how: 'by lot' };
}

/** How many pictures are like one of another split. */
export function alikeAcross(
  pictures: readonly NewPicture[],
  splits: FilesBySplit,
  groups: ReadonlyMap<string, string>,
): number {
  const splitOf = new Map(splitNames.flatMap((name) => splits[name].map((file) => [file, name])));
  const seen = new Map<string, Set<string>>();
  const alike = pictures.filter(({ from }) => groups.has(from));
  for (const { from, file } of alike) {
    const group = groups.get(from) as string;
    seen.set(group, (seen.get(group) ?? new Set()).add(splitOf.get(file) ?? ''));
  }
  return alike.filter(({ from }) => (seen.get(groups.get(from) as string)?.size ?? 0) > 1).length;
}
