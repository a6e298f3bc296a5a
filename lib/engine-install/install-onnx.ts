import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ONNX_PACKAGE, onnxFolder, onnxPackageIn } from '../engine/onnx-runtime.js';
import { shortPath } from '../outputs/index.js';
import { makeNpmFolder } from './npm-folder.js';
import { proveInstalled, putInPlace, stagingOf } from './prove.js';

/** The version that was tried. */
const ONNX_VERSION = '1.30.0';

/** Of the package's binaries for every system only this one's stay. */
function keepOwnBinaries(folder: string): void {
  const binaries = join(onnxPackageIn(folder), 'bin');
  for (const version of readdirSync(binaries)) {
    for (const platform of readdirSync(join(binaries, version))) {
      for (const processor of readdirSync(join(binaries, version, platform))) {
        if (platform === process.platform && processor === process.arch) continue;
        rmSync(join(binaries, version, platform, processor), { recursive: true });
      }
    }
  }
}

/**
 * Gets ONNX Runtime for the processor, which runs encoders: ours, and those that somebody brought. None of the package's scripts runs:
 * its libraries lie in it. It is kept if it computes right.
 * @throws UserError saying why it does not run here
 */
export function installOnnx(): void {
  const folder = onnxFolder();
  const staging = stagingOf(folder);
  console.log(`ONNX Runtime ${ONNX_VERSION} for this processor, into ${shortPath(folder)}`);
  try {
    makeNpmFolder(staging, { dependencies: { [ONNX_PACKAGE]: ONNX_VERSION } });
    keepOwnBinaries(staging);
    const title = proveInstalled({ CAPTIONLAB_ENGINE: 'onnx', CAPTIONLAB_ONNX_FOLDER: staging });
    putInPlace(staging, folder);
    console.log(
      `\nInstalled: ${title}. It encodes pictures from now on; everything else is computed as before. CAPTIONLAB_ENCODER_ENGINE=tensorflow declines it.`,
    );
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}
