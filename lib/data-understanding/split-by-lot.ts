import { createHash } from 'node:crypto';
import { UserError } from '../outputs/index.js';
import type { ImageId, SplitName } from './types.js';
import { LEAST_PICTURES } from './what-to-expect.js';

const SHARE_HELD_BACK = 0.1;
/** A larger share of all pictures that are alike is learnt, not tested. */
const MOST_OF_A_GROUP = 0.25;

function refuseTooFew(ids: readonly ImageId[], problems: readonly string[]): void {
  if (ids.length >= LEAST_PICTURES) return;
  const first = problems.length > 0 ? ` The first problem: ${problems[0]}` : '';
  throw new UserError(
    `${ids.length} captioned picture(s) cannot be split in three: ${LEAST_PICTURES} are the least, one each to train, to check while training and to test.${first}`,
  );
}

/** How pictures are split by lot. */
export interface LotOptions {
  /** Default: 1. */
  seed?: number;
  /** What kept other pictures out, for the message. */
  problems?: readonly string[];
  /** Of pictures that are alike, the name of their group: they stay together. */
  groups?: ReadonlyMap<ImageId, string>;
}

/** The pictures in the order of their lots; those of a group have one lot. */
function drawn(ids: readonly ImageId[], { seed = 1, groups }: LotOptions): ImageId[][] {
  const together = new Map<string, ImageId[]>();
  for (const id of ids) {
    const name = groups?.get(id) ?? id;
    together.set(name, [...(together.get(name) ?? []), id]);
  }
  const lotOf = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('hex');
  return [...together]
    .map(([name, group]) => ({ group, lot: lotOf(name) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ group }) => group);
}

/**
 * Splits pictures by lot: a tenth to the dev split and a tenth to the test split, at least one each, the rest to train.
 * A picture's lot is drawn from its id and the seed, so the order of the pictures does not matter, and the same ones are
 * split alike every time. Pictures that are alike stay on one side, so that nothing is tested that was learnt, unless that
 * leaves a side empty.
 * @throws UserError when there are fewer than three
 */
export function splitByLot(
  ids: readonly ImageId[],
  options: LotOptions = {},
): Record<SplitName, ImageId[]> {
  refuseTooFew(ids, options.problems ?? []);
  const held = Math.max(1, Math.round(SHARE_HELD_BACK * ids.length));
  const most = Math.max(held, MOST_OF_A_GROUP * ids.length);
  const splits: Record<SplitName, ImageId[]> = { dev: [], test: [], train: [] };
  for (const group of drawn(ids, options)) {
    const hasRoom = (split: SplitName) =>
      splits[split].length + group.length <= (splits[split].length === 0 ? most : held);
    const split = (['dev', 'test'] as const).find(hasRoom) ?? 'train';
    splits[split].push(...group);
  }
  const isEmpty = Object.values(splits).some((split) => split.length === 0);
  return isEmpty ? splitByLot(ids, { ...options, groups: undefined }) : splits;
}
