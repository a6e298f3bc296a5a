import { near } from './exercise.js';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

/** The entries of a map or an object, by their names' order. */
function entriesOf(value: object): [string, unknown][] {
  const entries = value instanceof Map ? [...value] : Object.entries(value);
  return entries
    .map(([name, one]): [string, unknown] => [String(name), one])
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** True for small values that are the same, numbers as nearly as a rounding error; lists by their parts, in order. */
export function alike(one: unknown, other: unknown): boolean {
  if (typeof one === 'number' && typeof other === 'number') {
    return Object.is(one, other) || one === other || near(one, other, 1e-6);
  }
  if (isList(one) && isList(other)) {
    const [ours, theirs] = [Array.from(one), Array.from(other)];
    return ours.length === theirs.length && ours.every((value, i) => alike(value, theirs[i]));
  }
  if (!isObject(one) || !isObject(other)) return one === other;
  if (isList(one) !== isList(other) || one instanceof Map !== other instanceof Map) return false;
  return alike(entriesOf(one).flat(), entriesOf(other).flat());
}

/** A small value as a program would write it, numbers to five digits. */
export function shown(value: unknown): string {
  if (typeof value === 'number') return String(Number(value.toPrecision(5)));
  if (isList(value)) return `[${Array.from(value).map(shown).join(', ')}]`;
  if (value instanceof Map) {
    return `Map {${[...value].map(([key, one]) => `${shown(key)}: ${shown(one)}`).join(', ')}}`;
  }
  if (isObject(value)) {
    const parts = Object.entries(value).map(([key, one]) => `${key}: ${shown(one)}`);
    return `{${parts.join(', ')}}`;
  }
  return JSON.stringify(value) ?? String(value);
}
