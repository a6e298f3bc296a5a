import { createHash } from 'node:crypto';
import { UserError } from '../outputs/index.js';
import type { ImageId, SplitName } from './types.js';

const SHARE_HELD_BACK = 0.1;

function refuseTooFew(ids: readonly ImageId[], problems: readonly string[]): void {
  if (ids.length >= 3) return;
  const first = problems.length > 0 ? ` The first problem: ${problems[0]}` : '';
  throw new UserError(
    `${ids.length} captioned picture(s) cannot be split in three: one each is needed at least to train, to check while training and to test.${first}`,
  );
}

/**
 * Splits pictures by lot: a tenth to the dev split and a tenth to the test split, at least one each, the rest to train.
 * A picture's lot is drawn from its id and the seed, so the order of the pictures does not matter, and the same ones are
 * split alike every time.
 * @param problems what kept other pictures out, for the message
 * @throws UserError when there are fewer than three
 */
export function splitByLot(
  ids: readonly ImageId[],
  { seed = 1, problems = [] }: { seed?: number; problems?: readonly string[] } = {},
): Record<SplitName, ImageId[]> {
  refuseTooFew(ids, problems);
  const lotOf = (id: ImageId) => createHash('sha256').update(`${seed} ${id}`).digest('hex');
  const drawn = ids
    .map((id) => ({ id, lot: lotOf(id) }))
    .sort((a, b) => (a.lot < b.lot ? -1 : 1))
    .map(({ id }) => id);
  const held = Math.max(1, Math.round(SHARE_HELD_BACK * ids.length));
  return {
    dev: drawn.slice(0, held),
    test: drawn.slice(held, 2 * held),
    train: drawn.slice(2 * held),
  };
}
