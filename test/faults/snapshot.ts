import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { decodeSafetensors, fingerprintOf, slashed } from '../../lib/outputs/index.js';

/** How long something took is another time after a kill; how fast it went, too. */
const TIMES = /\\?"(seconds|captionsPerSecond|date|made)\\?": ?(-?[\d.e+-]+|"[^"]*")/g;

/** The checksum of a file in which times stand is another one, too. */
const timed =
  /(history|report\.\w+|search\/\w+)\.json\.header\.json$|checkpoint-\d+\.safetensors\.header\.json$/;
const CHECKSUM = /"(sha256|bytes)": ?("[^"]*"|\d+)/g;

/** Notes of when a file was last changed, locks, and what is only of this run. */
const left = /pictures\.json$|\.lock$|^tmp\/|^home\//;

/** Pages that tell how long each cell or trial took. */
const executed = /^outputs\/notebooks\/|trials\.html$/;

function contentOf(path: string, name: string): string {
  if (executed.test(name)) return '';
  const bytes = readFileSync(path);
  if (name.endsWith('.safetensors')) {
    try {
      const { tensors, metadata } = decodeSafetensors(bytes, name);
      const numbers = Object.values(tensors).map(({ data }) =>
        fingerprintOf(new Uint8Array(data.buffer, data.byteOffset, data.byteLength)),
      );
      return `${numbers} ${JSON.stringify(metadata).replace(TIMES, '')}`;
    } catch {
      return fingerprintOf(bytes); // a file that a test has damaged
    }
  }
  if (!/\.(json|html|txt)$/.test(name)) return fingerprintOf(bytes);
  const text = bytes.toString().replace(TIMES, '');
  return fingerprintOf(timed.test(name) ? text.replace(CHECKSUM, '') : text);
}

/** What lies in a folder, by name, without what differs from one undisturbed run to the next. */
export function snapshotOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    slashed(name),
  );
  const files = names.filter((name) => !left.test(name) && statSync(join(folder, name)).isFile());
  return new Map(files.sort().map((name) => [name, contentOf(join(folder, name), name)]));
}

/** What is another in the second of two snapshots, a line each. */
export function differences(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string[] {
  const names = [...new Set([...before.keys(), ...after.keys()])];
  return names.flatMap((name) => {
    if (!before.has(name)) return [`${name} is too much`];
    if (!after.has(name)) return [`${name} is missing`];
    return before.get(name) === after.get(name) ? [] : [`${name} is another`];
  });
}

/** What must not be left of a run that is over: half-written files, locks, anything in its temporary folder. */
export function remainsIn(folder: string): string[] {
  const temporary = join(folder, 'tmp');
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return [
    ...names.filter((name) => /\.(part|lock|old|before)$|begun\.json$|journal\./.test(name)),
    ...(existsSync(temporary) ? readdirSync(temporary).map((name) => join('tmp', name)) : []),
  ];
}
