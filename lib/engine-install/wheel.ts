import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { shortPath, UserError } from '../outputs/index.js';
import { pipInstall, pythonWithPip } from '../outputs/python.js';
import { compileAddon, TENSORFLOW_LIBRARIES } from './compile-addon.js';

/** The TensorFlow whose wheel is taken unless another is named: tried with the addon. */
export const TENSORFLOW_VERSION = '2.21.0';

/** Wheels name the Python they are for; the libraries inside are the same for all. One that every version has a wheel for: */
const ANY_PYTHON = ['--only-binary=:all:', '--implementation', 'cp', '--python-version', '3.11'];

export interface WheelOptions {
  /** With CUDA's libraries, for an NVIDIA GPU. */
  cuda: boolean;
  version: string;
  /** A folder or address that holds the wheels, asked before PyPI. */
  from?: string;
}

/** The wheels wanted: with CUDA's libraries for an NVIDIA GPU, else TensorFlow's smaller build for processors. */
export function wheelsFor({ cuda, version }: WheelOptions): string[] {
  if (cuda) return [`tensorflow[and-cuda]==${version}`];
  return [`${process.arch === 'x64' ? 'tensorflow-cpu' : 'tensorflow'}==${version}`];
}

/** Only TensorFlow's libraries and CUDA's stay; what the compiler or Python needed goes. */
function keepLibraries(target: string): void {
  const removeOthers = (folder: string, wanted: (name: string) => boolean) => {
    for (const name of readdirSync(folder)) {
      if (!wanted(name)) rmSync(join(folder, name), { recursive: true });
    }
  };
  removeOthers(target, (name) => name === 'tensorflow' || name === 'nvidia');
  removeOthers(join(target, 'tensorflow'), (name) => name.startsWith('libtensorflow'));
}

/**
 * Native TensorFlow out of a Python wheel: the library that pip downloads, and tfjs-node-gpu's addon compiled against it.
 * @param folder the engine folder, which holds the npm package
 * @returns where it came from, in words
 * @throws UserError saying what is missing
 */
export function installFromWheel(folder: string, wanted: WheelOptions): string {
  const python = pythonWithPip();
  const wheels = wheelsFor(wanted);
  const target = join(folder, 'python');
  const options = [...ANY_PYTHON, ...(wanted.cuda ? [] : ['--no-deps'])];
  if (wanted.from) options.push('--find-links', wanted.from);
  if (!pipInstall(python, target, wheels, options)) {
    throw new UserError(
      `pip could not install ${wheels}: see its messages above. Without a network, put the wheel into a folder and name it by --from.`,
    );
  }
  const tensorflow = join(target, 'tensorflow');
  for (const library of TENSORFLOW_LIBRARIES) {
    if (!existsSync(join(tensorflow, library))) {
      throw new UserError(
        `${wheels} holds no ${library} (${shortPath(tensorflow)}). Name another by --tensorflow.`,
      );
    }
  }
  compileAddon(folder, tensorflow, python);
  keepLibraries(target);
  rmSync(join(folder, 'compiler'), { recursive: true, force: true });
  return `the Python wheel ${wheels}`;
}
