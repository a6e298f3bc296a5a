import { UserError } from '../outputs';
import { findGpu } from './gpu';
import { loadNative } from './native';
import { tf } from './tensorflow';
import { registerWasmKernels } from './wasm-kernels';

export type EngineName = 'tfjs-node-gpu' | 'tfjs-node' | 'wasm' | 'cpu';

/** Which TensorFlow runs, and why. */
export interface Engine {
  name: EngineName;
  /** Why each engine that would have been faster is not in use. */
  passedOver: { name: EngineName; reason: string }[];
  /** The GPU of this machine, if there is one. */
  gpu?: string;
  /** Whether TensorFlow computes on that GPU. */
  usesGpu: boolean;
}

const titles: Record<EngineName, string> = {
  'tfjs-node-gpu': 'native TensorFlow (tfjs-node-gpu)',
  'tfjs-node': 'native TensorFlow (tfjs-node)',
  wasm: 'WebAssembly',
  cpu: 'plain JavaScript (slow)',
};

async function loadWasm(): Promise<string | undefined> {
  const events = ['unhandledRejection', 'uncaughtException'] as const;
  const before = events.map((event) => new Set(process.listeners(event as 'uncaughtException')));
  try {
    require('@tensorflow/tfjs-backend-wasm');
    if (!(await tf.setBackend('wasm'))) return 'this Node.js has no WebAssembly with SIMD';
    await tf.ready();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    // The WASM module installs listeners that end the whole process on any stray rejection.
    events.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[i].has(listener)) process.removeListener(event, listener);
      }
    });
  }
  registerWasmKernels();
  return undefined;
}

async function loadCpu(): Promise<string | undefined> {
  tf.enableProdMode(); // no banner that advises tfjs-node
  return (await tf.setBackend('cpu')) ? undefined : 'did not start';
}

const loaders: Record<EngineName, () => Promise<string | undefined>> = {
  'tfjs-node-gpu': () => loadNative('@tensorflow/tfjs-node-gpu'),
  'tfjs-node': () => loadNative('@tensorflow/tfjs-node'),
  wasm: loadWasm,
  cpu: loadCpu,
};

function wantedEngines(wanted: string | undefined): EngineName[] {
  const all = Object.keys(loaders) as EngineName[];
  if (!wanted) return all;
  if (wanted === 'native') return ['tfjs-node-gpu', 'tfjs-node'];
  if (!(wanted in loaders)) {
    throw new UserError(
      `CAPTIONLAB_ENGINE is "${wanted}": expected native, ${all.join(', ')}, or nothing for the fastest.`,
    );
  }
  return [wanted as EngineName];
}

let started: Promise<Engine> | undefined;

async function start(wanted: string | undefined): Promise<Engine> {
  const gpu = findGpu();
  const passedOver: Engine['passedOver'] = [];
  for (const name of wantedEngines(wanted)) {
    const reason = await loaders[name]();
    if (reason === undefined) {
      // tfjs-node-gpu runs on the CPU, silently, where its CUDA libraries are not found.
      const { isUsingGpuDevice = false } = tf.backend() as { isUsingGpuDevice?: boolean };
      return { name, passedOver, gpu, usesGpu: isUsingGpuDevice };
    }
    passedOver.push({ name, reason });
  }
  const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  throw new UserError(`The engine asked for (${wanted}) does not run here. ${reasons}`);
}

/**
 * Picks TensorFlow's fastest engine on this machine, once: native where it loads, else WASM, else plain JavaScript.
 * CAPTIONLAB_ENGINE names one instead.
 * @throws UserError when the engine asked for does not run here
 */
export function startEngine(): Promise<Engine> {
  started ??= start(process.env.CAPTIONLAB_ENGINE);
  return started;
}

/** The engine in use and why, in one line; a second, loud one when a GPU stands idle. */
export function engineLine({ name, passedOver, gpu, usesGpu }: Engine): string {
  const why = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  const line = `Engine: ${titles[name]}${why ? ` (${why})` : ''}`;
  if (!gpu) return line;
  if (usesGpu) return `${line} on ${gpu}`;
  return `${line}\n!!! THIS MACHINE'S GPU (${gpu}) IS NOT USED: see "GPU host" in README.md !!!`;
}
