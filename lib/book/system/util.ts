/** `node:util` in a browser; values are printed by Node's own code for it. */

import {
  format,
  formatWithOptions,
  inspect,
  stripVTControlCharacters,
} from 'node-inspect-extracted';

export { format, formatWithOptions, inspect, stripVTControlCharacters };

type Callback = (error: unknown, result?: unknown) => void;

export const promisify =
  (work: (...words: unknown[]) => void) =>
  (...words: unknown[]) =>
    new Promise((resolve, reject) => {
      const done: Callback = (error, result) => (error ? reject(error) : resolve(result));
      work(...words, done);
    });

export const deprecate = <T>(work: T): T => work;

export function inherits(
  derived: { prototype: object; super_?: unknown },
  base: { prototype: object },
): void {
  derived.super_ = base;
  Object.setPrototypeOf(derived.prototype, base.prototype);
}

export const types = {
  isTypedArray: (value: unknown) => ArrayBuffer.isView(value) && !(value instanceof DataView),
  isUint8Array: (value: unknown) => value instanceof Uint8Array,
  isDate: (value: unknown) => value instanceof Date,
  isProxy: () => false,
};

export const TextDecoder = globalThis.TextDecoder;
export const TextEncoder = globalThis.TextEncoder;

export * as default from './util.js';
