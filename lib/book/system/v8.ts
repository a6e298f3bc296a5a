/**
 * `node:v8` in a browser, which collects garbage when it likes: figures of memory there hold what was dropped too, until it
 * does.
 */

/** The function that a flag would give: it does nothing here. */
Object.assign(globalThis, { gc: () => {} });

export const setFlagsFromString = (_flag: string): void => {};

export * as default from './v8.js';
