/**
 * A sequence of exactly `length` indices: zeros in front of a shorter one; of a longer one the end is kept.
 * @example
 * ```ts
 * import { padLeft } from 'captionlab/caption-preprocessing';
 *
 * padLeft([7, 8], 4); // → [0, 0, 7, 8]
 * padLeft([7, 8, 9], 2); // → [8, 9]
 * ```
 */
export function padLeft(sequence: readonly number[], length: number): number[] {
  const kept = sequence.slice(Math.max(0, sequence.length - length));
  return [...new Array<number>(length - kept.length).fill(0), ...kept];
}

/** A sequence of exactly `length` indices: zeros behind a shorter one; of a longer one the beginning is kept. */
export function padRight(sequence: readonly number[], length: number): number[] {
  const kept = sequence.slice(0, length);
  return [...kept, ...new Array<number>(length - kept.length).fill(0)];
}
