import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECK_TOLERANCE, type EngineCheck } from '../engine/check-engine.js';
import { findGpu, type Gpu } from '../engine/gpu.js';
import {
  engineFolder,
  type InstalledEngine,
  NATIVE_PACKAGE,
  nativePackageIn,
} from '../engine/native.js';
import { projectRoot, shortPath, UserError } from '../outputs/index.js';
import { ran } from '../outputs/run-program.js';
import { BINARIES_VERSION, installBinaries } from './binaries.js';
import { installFromWheel } from './wheel.js';

export interface InstallOptions {
  /** A mirror's address or a folder: the binaries' archives, or wheels. */
  from?: string;
  /** Only this way. */
  way?: InstalledEngine['way'];
  /** Take CUDA's libraries along although no GPU is seen here. */
  cuda?: boolean;
  /** The version of the wheel. */
  tensorflow: string;
}

/** The engine folder while it is being made. */
const stagingOf = (folder: string) => `${folder}.part`;

/** Puts tfjs-node-gpu from npm into the folder, with this project's one TensorFlow.js in place of its own. */
function installPackage(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const ours = (name: string) => join(projectRoot, 'node_modules', name);
  const description = {
    private: true,
    dependencies: { [NATIVE_PACKAGE]: '4.22.0', 'node-api-headers': '1.9.0' },
    overrides: { '@tensorflow/tfjs': `file:${ours('@tensorflow/tfjs')}` },
  };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(description, null, 2));
  const quiet = ['--no-audit', '--no-fund', '--no-package-lock', '--ignore-scripts'];
  const bounded = ['--fetch-timeout=10000', '--fetch-retries=1'];
  if (!ran('npm', ['install', ...quiet, ...bounded], { cwd: folder })) {
    throw new UserError(`npm could not install ${NATIVE_PACKAGE}: see its messages above.`);
  }
  // It asks for this one too, without saying so in its package.json.
  symlinkSync(ours('@tensorflow/tfjs-core'), join(folder, 'node_modules', '@tensorflow/tfjs-core'));
}

/** What runs from an engine folder, and how right it is. */
interface InstalledState {
  title: string;
  checks: EngineCheck[];
}

/** What the engine in a folder computes, asked in a process of its own: a library that crashes must not end this one. */
function checkInstalled(folder: string): InstalledState {
  const program = ['--import', 'tsx', join(import.meta.dirname, 'check-installed.ts')];
  const { stdout, stderr, signal } = spawnSync(process.execPath, program, {
    ...{ cwd: projectRoot, encoding: 'utf8', timeout: 300_000 },
    env: { ...process.env, CAPTIONLAB_ENGINE: 'native', CAPTIONLAB_ENGINE_FOLDER: folder },
  });
  const answer = stdout.trim().split('\n').pop() ?? '';
  if (!answer.startsWith('{')) {
    throw new UserError(
      `it ended${signal ? ` by ${signal}` : ''}: ${stderr.trim().split('\n').pop()}`,
    );
  }
  const installed = JSON.parse(answer) as InstalledState | { reason: string };
  if ('reason' in installed) throw new UserError(installed.reason);
  return installed;
}

/** Checks a fresh engine and says how it went; throws when a result is wrong. */
function proveInstalled(folder: string): string {
  const { title, checks } = checkInstalled(folder);
  for (const { name, difference } of checks) {
    console.log(`  ${name}: within ${difference.toExponential(1)} of plain JavaScript`);
    if (!(difference <= CHECK_TOLERANCE)) throw new UserError(`${name} comes out wrong`);
  }
  return title;
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

/** Replaces the engine folder by a new one; the old one stays until the new one is in its place. */
function putInPlace(staging: string, folder: string): void {
  const old = `${folder}.old`;
  rmSync(old, { recursive: true, force: true });
  try {
    renameSync(folder, old);
  } catch {
    // There was none.
  }
  renameSync(staging, folder);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Gets native TensorFlow working on this machine: each way in turn until one computes what it should.
 * What was installed before stays until then.
 * @throws UserError with the reason of every way when none works
 */
export async function installEngine(options: InstallOptions): Promise<void> {
  if (process.platform !== 'linux') {
    throw new UserError(
      `Native TensorFlow is installed on Linux only (on Windows: in WSL). On ${process.platform} ` +
        'the notebooks run on WebGPU or WebAssembly as they are: npx captionlab doctor says on which.',
    );
  }
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
      console.log('Checking it');
      const engine = proveInstalled(staging);
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
