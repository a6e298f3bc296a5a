import { existsSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { reasonOf, UserError } from '../outputs/index.js';
import { loadPackage } from './load-package.js';
import { engineFolder } from './native.js';
import { askOnnx, OnnxFailure } from './onnx-ask.js';

/** The package of ONNX Runtime, which runs encoders: ours, and networks that others have exported. */
export const ONNX_PACKAGE = 'onnxruntime-node';

/** Numbers in and out of a network: here always float32, unless a network gives something else. */
export interface OnnxTensor {
  type: string;
  dims: readonly number[];
  data: Float32Array;
}

/** What a network says of one of its inputs; a size that is not fixed is a name, often an empty one. */
export interface OnnxInput {
  name: string;
  type?: string;
  shape?: readonly (number | string)[];
}

/** A network that is ready to run, in a thread of its own. */
export interface OnnxSession {
  inputMetadata: readonly OnnxInput[];
  outputNames: readonly string[];
  /** How many batches it runs side by side. */
  threads: number;
  /** @param feeds float32 of each input; the thread takes their numbers, which are not here any more afterwards */
  run(
    feeds: Record<string, Pick<OnnxTensor, 'dims' | 'data'>>,
    fetches?: readonly string[],
  ): Promise<Record<string, OnnxTensor>>;
}

/** Where the thread has it, and what it says of itself. */
type Opened = Pick<OnnxSession, 'inputMetadata' | 'outputNames'> & { at: number };

/** How a network is opened, as ONNX Runtime calls it. */
interface SessionOptions {
  executionProviders: string[];
  intraOpNumThreads: number;
  /** 3: errors; a warning of a network's maker is none of its user's. */
  logSeverityLevel: 0 | 1 | 2 | 3 | 4;
}

/** Where `captionlab engine install --way onnx` puts it: beside native TensorFlow's folder. */
export const onnxFolder = () => process.env.CAPTIONLAB_ONNX_FOLDER || `${engineFolder()}-onnx`;

/** Where the package lies in such a folder. */
export const onnxPackageIn = (folder: string) => join(folder, 'node_modules', ONNX_PACKAGE);

/** What to type to have ONNX Runtime. */
export const INSTALL_ONNX = 'npx captionlab engine install --way onnx';

/** The package: the one fetched, or else one that lies in node_modules. */
function packagePath(): string | undefined {
  const fetched = onnxPackageIn(onnxFolder());
  if (existsSync(join(fetched, 'package.json'))) return fetched;
  try {
    loadPackage.resolve(`${ONNX_PACKAGE}/package.json`);
    return ONNX_PACKAGE;
  } catch {
    return undefined;
  }
}

/** The version of the ONNX Runtime that is here, without loading it. */
export function onnxVersion(): string | undefined {
  const path = packagePath();
  if (!path) return undefined;
  try {
    const described = loadPackage.resolve(`${path}/package.json`);
    return JSON.parse(readFileSync(described, 'utf8')).version;
  } catch {
    return undefined; // cut short: loading it says why
  }
}

/** Most threads: each holds the network's weights for itself. */
const MOST_THREADS = 8;

/** Threads that a network may have here: one a core. */
const usualThreads = () => Math.min(availableParallelism(), MOST_THREADS);

/**
 * Opens a network on the processor: the same numbers on every machine, but for rounding. Several batches run side by side,
 * each in a thread of its own: threads that share one batch wait for each other, and spin while they do.
 * @param need what needs it, a sentence's beginning
 * @param model its file's path, or its bytes
 * @param threads how many; default: one a core
 * @throws UserError where ONNX Runtime is not here or does not load, saying how to get it; else OnnxFailure where it cannot
 * open the network
 */
export async function openOnnx(
  need: string,
  model: string | Uint8Array,
  threads = usualThreads(),
): Promise<OnnxSession> {
  const path = packagePath();
  if (!path) {
    throw new UserError(
      `${need} needs ONNX Runtime, which is not part of the installation. To get it: ${INSTALL_ONNX}`,
    );
  }
  const options: SessionOptions = {
    ...{ executionProviders: ['cpu'], intraOpNumThreads: 1, logSeverityLevel: 3 },
  };
  const opened: (Promise<Opened> | undefined)[] = []; // in each thread, once it is needed there
  const running = Array.from({ length: threads }, () => 0);
  const openIn = (thread: number) => {
    opened[thread] ??= askOnnx<Opened>(thread, 'open', { path, model, options });
    return opened[thread] as Promise<Opened>;
  };
  try {
    const { inputMetadata, outputNames } = await openIn(0);
    return {
      ...{ inputMetadata, outputNames, threads },
      async run(feeds, fetches) {
        const thread = running.indexOf(Math.min(...running));
        running[thread]++;
        try {
          const { at } = await openIn(thread);
          const moved = Object.values(feeds).map(({ data }) => data.buffer as ArrayBuffer);
          return await askOnnx(thread, 'run', { at, feeds, fetches }, moved);
        } catch (error) {
          opened[thread] = undefined; // it may have ended
          throw error;
        } finally {
          running[thread]--;
        }
      },
    };
  } catch (error) {
    if (!(error instanceof OnnxFailure && error.loading)) throw error;
    throw new UserError(
      `${need} needs ONNX Runtime, and the one here does not load (${reasonOf(error)}). To get it anew: ${INSTALL_ONNX}`,
    );
  }
}
