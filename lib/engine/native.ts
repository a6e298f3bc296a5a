import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import util from 'node:util';
import { projectRoot, reasonOf } from '../outputs/index.js';
import { loadPackage } from './load-package.js';
import { registerNativeKernels } from './native-kernels.js';
import { tf } from './tensorflow.js';

/** The package of TensorFlow's own binding for Node.js. */
export const NATIVE_PACKAGE = '@tensorflow/tfjs-node-gpu';

/**
 * Where `captionlab engine install` puts native TensorFlow: a folder of its own, so that it survives `npm ci`.
 * CAPTIONLAB_ENGINE_FOLDER names another.
 */
export function engineFolder(): string {
  return process.env.CAPTIONLAB_ENGINE_FOLDER || join(projectRoot, '.engine');
}

/** Where the native package lies in an engine folder. */
export const nativePackageIn = (folder: string) => join(folder, 'node_modules', NATIVE_PACKAGE);

/** How the native TensorFlow in the engine folder came there, as its `engine.json` says. */
export interface InstalledEngine {
  /** Google's own binaries, or the addon compiled against the library in a Python wheel. */
  way: 'binaries' | 'wheel';
  /** From where, in words for a person. */
  from: string;
}

/** What `captionlab engine install` left here, if it ever did. */
export function installedEngine(folder = engineFolder()): InstalledEngine | undefined {
  try {
    return JSON.parse(readFileSync(join(folder, 'engine.json'), 'utf8')) as InstalledEngine;
  } catch {
    return undefined; // it is not there, or not whole: whether the engine runs is asked of itself
  }
}

/** A native TensorFlow that runs. */
export interface NativeTensorflow {
  /** TensorFlow's version. */
  version: string;
  /** Where the binding came from: `captionlab engine install`, or a package. */
  source: string;
  /** Whether it computes on a GPU: tfjs-node-gpu runs on the CPU, silently, where its CUDA libraries are not found. */
  usesGpu: boolean;
}

/** What runs, in words: `native TensorFlow 2.21.0 on the CPU`. */
export function nativeTitle({ version, usesGpu }: NativeTensorflow): string {
  return `native TensorFlow ${version} on the ${usesGpu ? 'GPU' : 'CPU'}`;
}

/** tfjs-node calls helpers of `util` that Node 23 removed, and that Node 22 and 24 warn of: give it some before it loads. */
function replaceOldHelpers(): void {
  const helpers = util as unknown as Record<string, unknown>;
  helpers.isNullOrUndefined = (value: unknown) => value === null || value === undefined;
  helpers.isArray = Array.isArray;
}

/** Whether a package is there under its own name, and not another one that npm put in its place. */
function isInstalled(packageName: string): boolean {
  try {
    return (loadPackage(`${packageName}/package.json`) as { name: string }).name === packageName;
  } catch {
    return false;
  }
}

/** The bindings on this machine: the engine folder's first, then npm's packages. */
function bindings(): { source: string; path: string }[] {
  const own = nativePackageIn(engineFolder());
  const npm = [NATIVE_PACKAGE, '@tensorflow/tfjs-node'].filter(isInstalled);
  return [
    ...(existsSync(join(own, 'package.json'))
      ? [{ source: 'captionlab engine install', path: own }]
      : []),
    ...npm.map((name) => ({ source: name, path: name })),
  ];
}

/** Whether there is a binding to try, without loading it. */
export const nativeIsHere = () => bindings().length > 0;

/** Why there is no native TensorFlow where none was installed. */
export function notInstalled(platform: NodeJS.Platform = process.platform): string {
  if (platform === 'linux') return 'not installed (npx captionlab engine install)';
  return platform === 'win32' ? 'for Linux only, also under WSL' : 'for Linux only';
}

/**
 * Loads native TensorFlow, from the first binding that works.
 * @returns what runs, or the reason of each binding that does not
 */
export async function loadNative(): Promise<NativeTensorflow | { reason: string }> {
  replaceOldHelpers();
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'; // errors only: its greetings are no part of a notebook
  const found = bindings();
  if (found.length === 0) return { reason: notInstalled() };
  const reasons: string[] = [];
  for (const { source, path } of found) {
    try {
      loadPackage(path);
      if (!tf.findBackendFactory('tensorflow'))
        throw new Error('it has a TensorFlow.js of its own');
      if (!(await tf.setBackend('tensorflow'))) throw new Error('its TensorFlow did not start');
      registerNativeKernels();
      const { binding, isUsingGpuDevice } = tf.backend() as unknown as {
        binding: { TF_Version: string };
        isUsingGpuDevice: boolean;
      };
      return { version: binding.TF_Version, source, usesGpu: isUsingGpuDevice };
    } catch (error) {
      reasons.push(`${source}: ${reasonOf(error)}`);
    }
  }
  return { reason: reasons.join(', ') };
}
