import { AsyncLocalStorage } from 'node:async_hooks';
import { artefactExists, type MadeFrom, otherInput, readArtefactHeader } from './artefact.js';
import { shortPath } from './run-folder.js';

const said = new Set<string>();

/** Says something once in the life of this process. */
export function sayOnce(line: string): void {
  if (!said.has(line)) console.log(line);
  said.add(line);
}

const inputs = new AsyncLocalStorage<true>();

/**
 * Fetches what something else is made from. Nobody asked for it by name: what is found on the way is not said, what has to
 * be made is.
 */
export function asInput<T>(fetch: () => Promise<T>): Promise<T> {
  return inputs.run(true, fetch);
}

/** Says once what was found, unless it was fetched for something else. */
export function sayFound(line: string): void {
  if (!inputs.getStore()) sayOnce(line);
}

/** The two ways to an artefact. */
interface Steps<T> {
  read: () => T | Promise<T>;
  make: () => T | Promise<T>;
}

/** Makes an artefact; it is what was asked for, and not what it is made from. */
const make = async <T>(steps: Steps<T>): Promise<T> => asInput(async () => steps.make());

/**
 * What was made earlier, or a new one: the rule by which a notebook opened on its own finds what it needs.
 * Says which of the two happened, of what is found once in a process and not where it is only another's input (`asInput`).
 * An artefact made from other inputs is refused by `read`, not replaced.
 */
export async function findOrMake<T>(path: string, steps: Steps<T>): Promise<T> {
  if (artefactExists(path)) {
    const found = await asInput(async () => steps.read());
    sayFound(`Found ${shortPath(path)}`);
    return found;
  }
  console.log(`${shortPath(path)} is not there yet: making it`);
  return make(steps);
}

/**
 * The same for what is made in a moment: if it was made from something else than what is there now, it is made again and
 * that is said, instead of being refused.
 */
export async function findOrRemake<T>(
  path: string,
  expected: MadeFrom,
  steps: Steps<T>,
): Promise<T> {
  if (artefactExists(path)) {
    const key = otherInput(readArtefactHeader(path).madeFrom, expected);
    if (key !== undefined) {
      console.log(`${shortPath(path)} was made from something else (${key}): making it again`);
      return make(steps);
    }
  }
  return findOrMake(path, steps);
}
