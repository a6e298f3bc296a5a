import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { nativePackageIn } from '../engine/native.js';
import { download, isAddress } from '../fetch/download.js';
import { UserError } from '../outputs/index.js';
import { ran } from '../outputs/run-program.js';

/** The TensorFlow that tfjs-node-gpu 4.22 was made for; its kernels are compiled for CUDA 11. */
export const BINARIES_VERSION = '2.9.1';

const storage = 'https://storage.googleapis.com';

/** The two archives that tfjs-node-gpu's own installer downloads: where they are, and where they belong in its folder. */
const archives = [
  {
    name: `libtensorflow-gpu-linux-x86_64-${BINARIES_VERSION}.tar.gz`,
    at: `${storage}/tensorflow/libtensorflow`,
    place: 'deps',
    strip: 0,
  },
  {
    name: 'GPU-linux-4.22.0.tar.gz',
    at: `${storage}/tf-builds/pre-built-binary/napi-v8/4.22.0`,
    place: 'lib/napi-v8',
    strip: 1,
  },
];

/**
 * Native TensorFlow as tfjs-node-gpu ships it: Google's library and the addon compiled for it.
 * @param folder the engine folder, which holds the npm package
 * @param from a mirror's address or a folder that holds the two archives
 * @returns where they came from, in words
 * @throws UserError naming the archive that could not be had or unpacked
 */
export async function installBinaries(folder: string, from?: string): Promise<string> {
  const downloads = `${folder}.downloads`; // outlives an interrupted run, which goes on from there
  mkdirSync(downloads, { recursive: true });
  for (const { name, at, place, strip } of archives) {
    const base = from ?? at;
    const archive = join(downloads, name);
    if (existsSync(archive)) console.log(`Found ${name}`);
    else {
      await download(isAddress(base) ? `${base.replace(/\/$/, '')}/${name}` : base, archive, {
        byHand: `--from takes a mirror or a folder that holds ${name}.`,
      });
    }
    const target = join(nativePackageIn(folder), place);
    mkdirSync(target, { recursive: true });
    const words = ['-xzf', archive, '-C', target, `--strip-components=${strip}`];
    if (!ran('tar', words)) {
      rmSync(archive);
      throw new UserError(`${name} could not be unpacked: run this again to get it anew.`);
    }
  }
  rmSync(downloads, { recursive: true });
  return from ?? storage;
}
