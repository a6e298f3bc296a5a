import { type Command, Option } from 'commander';
import { engineFolder } from '../engine/native.js';
import { type InstallOptions, installEngine } from '../engine-install/install-engine.js';
import { TENSORFLOW_VERSION } from '../engine-install/wheel.js';
import { withLock } from '../outputs/index.js';

/** `captionlab engine install`: native TensorFlow, WebGPU or ONNX Runtime on this machine. */
export function addEngineCommand(command: Command): void {
  command
    .command('install')
    .description(
      "gets native TensorFlow working here (Google's binaries, or the library of a Python wheel), WebGPU, or ONNX Runtime for encoders",
    )
    .option('--from <folder or URL>', 'a mirror or a folder that holds the archives or wheels')
    .addOption(
      new Option('--way <way>', 'only this way').choices(['binaries', 'wheel', 'webgpu', 'onnx']),
    )
    .option('--cuda', 'with CUDA although no GPU is seen here, as where an image is built')
    .option('--tensorflow <version>', "the wheel's version", TENSORFLOW_VERSION)
    .action((options: InstallOptions) => withLock(engineFolder(), () => installEngine(options)));
}
