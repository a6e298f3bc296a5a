/** From so many pictures to train on, captions of new pictures have been seen to be worth reading. */
const ENOUGH = 1000;

/**
 * What can be expected of a training on few pictures; undefined where they are not few.
 * @param pictures how many there are to train on
 */
export function whatToExpect(pictures: number): string | undefined {
  if (pictures >= ENOUGH) return undefined;
  return `Expect what ${pictures} pictures can teach.`;
}
