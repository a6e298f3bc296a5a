import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findGpu, type Gpu } from '../engine/gpu.js';
import { loadPackage } from '../engine/load-package.js';
import {
  engineFolder,
  type InstalledEngine,
  NATIVE_PACKAGE,
  nativePackageIn,
} from '../engine/native.js';
import { shortPath, UserError } from '../outputs/index.js';
import { BINARIES_VERSION, installBinaries } from './binaries.js';
import { installOnnx } from './install-onnx.js';
import { installWebgpu } from './install-webgpu.js';
import { makeNpmFolder } from './npm-folder.js';
import { proveInstalled, putInPlace, stagingOf } from './prove.js';
import { installFromWheel } from './wheel.js';

export interface InstallOptions {
  /** A mirror's address or a folder: the binaries' archives, or wheels. */
  from?: string;
  /** Only this way. */
  way?: InstalledEngine['way'] | 'webgpu' | 'onnx';
  /** Take CUDA's libraries along although no GPU is seen here. */
  cuda?: boolean;
  /** The version of the wheel. */
  tensorflow: string;
}

/** A package of the project's own node_modules. */
const ours = (name: string) => dirname(loadPackage.resolve(`${name}/package.json`));

/** Puts tfjs-node-gpu from npm into the folder, with this project's one TensorFlow.js in place of its own. */
function installPackage(folder: string): void {
  const tensorflow = join(import.meta.dirname, '..', 'engine', 'tensorflow-package');
  makeNpmFolder(folder, {
    dependencies: { [NATIVE_PACKAGE]: '4.22.0', 'node-api-headers': '1.9.0' },
    overrides: {
      '@tensorflow/tfjs': `file:${tensorflow}`,
      tar: '^7.5.16', // version 6, which it asks for, has advisories (SECURITY.md); only scripts that never run use it
    },
  });
  // It asks for this one too, without saying so in its package.json.
  symlinkSync(ours('@tensorflow/tfjs-core'), join(folder, 'node_modules', '@tensorflow/tfjs-core'));
}

/** Why the binaries are not even tried, where that is known. */
export function binariesRefused(gpu: Gpu | undefined): string | undefined {
  if (process.arch !== 'x64') return `there are none for ${process.arch}`;
  if (Number(gpu?.computeCapability) >= 9) {
    return `TensorFlow ${BINARIES_VERSION} has no kernels for ${gpu?.name}: it would compile them for half an hour, or fail`;
  }
  return undefined;
}

interface Way {
  way: InstalledEngine['way'];
  title: string;
  refused?: string;
  install(folder: string): string | Promise<string>;
}

function waysFor(options: InstallOptions, gpu: Gpu | undefined): Way[] {
  const { from, way, tensorflow: version } = options;
  const cuda = options.cuda || gpu !== undefined;
  const ways: Way[] = [
    {
      way: 'binaries',
      title: `Google's binaries: TensorFlow ${BINARIES_VERSION}, CUDA 11`,
      refused: binariesRefused(gpu),
      install: (folder) => installBinaries(folder, from),
    },
    {
      way: 'wheel',
      title: `TensorFlow ${version} out of a Python wheel${cuda ? ', with CUDA' : ''}`,
      install: (folder) => installFromWheel(folder, { cuda, version, from }),
    },
  ];
  return way
    ? ways.filter((one) => one.way === way).map((one) => ({ ...one, refused: undefined }))
    : ways;
}

/**
 * Gets native TensorFlow working on this machine: each way in turn until one computes what it should.
 * What was installed before stays until then.
 * @throws UserError with the reason of every way when none works
 */
async function installNative(options: InstallOptions): Promise<void> {
  const folder = engineFolder();
  const staging = stagingOf(folder);
  const gpu = findGpu();
  console.log(
    `Native TensorFlow for ${gpu ? gpu.name : 'this processor'}, into ${shortPath(folder)}`,
  );
  installPackage(staging);
  const failed: string[] = [];
  for (const { way, title, refused, install } of waysFor(options, gpu)) {
    console.log(`\n${title}`);
    try {
      if (refused) throw new UserError(refused);
      const from = await install(staging);
      const engine = proveInstalled({
        CAPTIONLAB_ENGINE: 'native',
        CAPTIONLAB_ENGINE_FOLDER: staging,
      });
      const installed: InstalledEngine = { way, from };
      writeFileSync(join(staging, 'engine.json'), `${JSON.stringify(installed, null, 2)}\n`);
      putInPlace(staging, folder);
      console.log(`\nIn use from now on: ${engine}, from ${from}.`);
      return;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      console.log(`Not this way: ${error.message}`);
      failed.push(`${title}: ${error.message}`);
      rmSync(join(nativePackageIn(staging), 'deps'), { recursive: true, force: true });
    }
  }
  rmSync(staging, { recursive: true, force: true });
  throw new UserError(
    `Native TensorFlow could not be installed; the notebooks run on WebAssembly.\n${failed.join('\n')}`,
  );
}

/**
 * Gets the fastest engine working that this machine's system can have: native TensorFlow on Linux, WebGPU elsewhere, or
 * the way that is asked for. `onnx` is none of these engines: it runs encoders.
 * @throws UserError saying why none works, and what the notebooks run on
 */
export async function installEngine(options: InstallOptions): Promise<void> {
  const { way } = options;
  if (way === 'onnx') {
    installOnnx();
    return;
  }
  if (way === 'webgpu' || (!way && process.platform !== 'linux')) {
    installWebgpu();
    return;
  }
  if (process.platform !== 'linux') throw new UserError(nativeRefused(process.platform));
  await installNative(options);
}

/** Why native TensorFlow is not for a system other than Linux, and what to do there instead. */
export function nativeRefused(platform: NodeJS.Platform): string {
  const wsl = platform === 'win32' ? ' Under WSL it works as on Linux.' : '';
  return (
    `Native TensorFlow is installed on Linux only.${wsl} For this machine's GPU: ` +
    'npx captionlab engine install --way webgpu. Without it the notebooks run on WebAssembly.'
  );
}
