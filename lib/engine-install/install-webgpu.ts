import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { webgpuFolder, webgpuPackageIn } from '../engine/webgpu-package.js';
import { shortPath } from '../outputs/index.js';
import { makeNpmFolder } from './npm-folder.js';
import { proveInstalled, putInPlace, stagingOf } from './prove.js';

/** The package of Dawn, Chromium's WebGPU; the version that was tried. */
const WEBGPU = { webgpu: '0.6.2' };

/** Of the package's binaries for every system only this one's stay. */
function keepOwnBinaries(folder: string): void {
  const binaries = join(webgpuPackageIn(folder), 'dist');
  const own = `${process.platform}-${process.platform === 'darwin' ? 'universal' : process.arch}`;
  for (const name of readdirSync(binaries)) {
    if (name !== own) rmSync(join(binaries, name), { recursive: true });
  }
}

/**
 * Gets WebGPU for Node.js: Dawn, on any GPU with a Vulkan, Metal or Direct3D 12 driver. It is kept if it computes right.
 * @throws UserError saying why it does not run here
 */
export function installWebgpu(): void {
  const folder = webgpuFolder();
  const staging = stagingOf(folder);
  console.log(`WebGPU for this machine's GPU, into ${shortPath(folder)}`);
  try {
    makeNpmFolder(staging, { dependencies: WEBGPU });
    keepOwnBinaries(staging);
    const title = proveInstalled({
      CAPTIONLAB_ENGINE: 'webgpu',
      CAPTIONLAB_WEBGPU_FOLDER: staging,
    });
    putInPlace(staging, folder);
    console.log(`\nInstalled: ${title}.`);
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
