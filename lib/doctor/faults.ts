import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { dataFolder } from '../data-understanding/index.js';
import { textFiles } from '../data-understanding/text-files.js';
import { findGlove } from '../embeddings/glove-file.js';
import { weightsFile } from '../image-encoding/encoder-weights.js';
import { WEIGHTS } from '../image-encoding/encoders.js';
import { beginsAsPth } from '../image-encoding/pth-file.js';
import { projectRoot, shortPath, UserError } from '../outputs/index.js';
import { environmentFolder, environmentProgram } from '../outputs/python-environment.js';

/** Something that is there and is not what it should be, and what to type. */
export interface Fault {
  about: string;
  type: string;
}

/** What of the things that can lie in `data` does: nothing, what it should, or something else. */
export interface DataState {
  name: string;
  here: boolean;
  fault?: string;
}

/** How every HDF5 file begins. */
const HDF5 = Buffer.from('\x89HDF\r\n\x1a\n', 'latin1');

function beginningOf(path: string, bytes: number): Buffer {
  const beginning = Buffer.alloc(bytes);
  const file = openSync(path, 'r');
  const read = readSync(file, beginning);
  closeSync(file);
  return beginning.subarray(0, read);
}

function checkWeights(name: keyof typeof WEIGHTS): void {
  const path = weightsFile(WEIGHTS[name]);
  if (WEIGHTS[name].layout === 'pytorch') {
    if (beginsAsPth(beginningOf(path, 16))) return;
    throw new UserError(`${shortPath(path)} is no file of PyTorch's`);
  }
  if (!path.endsWith('.json')) {
    if (beginningOf(path, HDF5.length).equals(HDF5)) return;
    throw new UserError(`${shortPath(path)} is no HDF5 file`);
  }
  try {
    JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    throw new UserError(`${shortPath(path)} is not JSON`);
  }
}

const GLOVE_WIDTH = 200;

function checkGlove(): void {
  const path = findGlove();
  if (!path) throw new UserError('data/glove holds no glove.6B.200d.txt');
  const [line] = beginningOf(path, 8192).toString('latin1').split('\n');
  const numbers = line.split(' ').length - 1;
  if (numbers === GLOVE_WIDTH) return;
  throw new UserError(
    `${shortPath(path)} begins with a row of ${numbers} numbers, expected ${GLOVE_WIDTH}`,
  );
}

const isWeights = (name: string): name is keyof typeof WEIGHTS => Object.hasOwn(WEIGHTS, name);

function check(name: string): void {
  if (isWeights(name)) checkWeights(name);
  else if (name === 'glove') checkGlove();
  else textFiles(name as 'flickr8k', join(dataFolder(), name));
}

/** Whether something that can lie in `data` is there, and is what it should be. */
export function dataState(name: string): DataState {
  const folder = join(dataFolder(), name);
  const isNamed =
    name === 'glove' ? process.env.GLOVE : isWeights(name) && process.env[WEIGHTS[name].variable];
  if (!isNamed && !(existsSync(folder) && readdirSync(folder).length > 0))
    return { name, here: false };
  try {
    check(name);
    return { name, here: true };
  } catch (error) {
    return { name, here: false, fault: (error as Error).message };
  }
}

/** What is wrong with the project's own Python, where there is one: a folder that was moved still names its old place. */
export function environmentFault(): Fault | undefined {
  if (!existsSync(environmentFolder)) return undefined;
  const { status } = spawnSync(environmentProgram('jupyter'), ['--version']);
  if (status === 0) return undefined;
  return {
    about: `the Jupyter in ${shortPath(environmentFolder)} does not start: the folder was moved, or its Python is gone`,
    type: `delete ${shortPath(environmentFolder)}, then npm start`,
  };
}

/**
 * What is wrong with a kernel's description: Jupyter would start what it names, and show a kernel that dies.
 * @param path its kernel.json
 */
export function kernelFault(path: string): Fault | undefined {
  const type = 'npx captionlab kernel';
  let argv: unknown;
  try {
    ({ argv } = Object(JSON.parse(readFileSync(path, 'utf8'))));
  } catch {
    return { about: `the kernel's description ${shortPath(path)} is not JSON`, type };
  }
  const [node, program] = Array.isArray(argv) ? argv : [];
  const ours = join(projectRoot, 'lib', 'kernel', 'kernel.cjs');
  const gone = [node, program].find((file) => typeof file !== 'string' || !existsSync(file));
  if (gone !== undefined || program === undefined) {
    return {
      about: `the kernel's description ${shortPath(path)} names ${gone}, which is not there`,
      type,
    };
  }
  if (program === ours) return undefined;
  return {
    about: `the kernel's description ${shortPath(path)} starts another folder's kernel, ${program}`,
    type,
  };
}
