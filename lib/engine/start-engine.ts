import { UserError } from '../outputs/index.js';
import { findGpu, type Gpu } from './gpu.js';
import { loadNative, nativeTitle } from './native.js';
import { tf } from './tensorflow.js';
import { loadWasm, wasmTitle } from './wasm.js';
import { loadWebgpu } from './webgpu.js';
import { webgpuTitle } from './webgpu-title.js';

/** The engines, the one that is usually fastest first. */
export const ENGINES = ['native', 'webgpu', 'wasm', 'cpu'] as const;

/** An engine by its name. */
export type EngineName = (typeof ENGINES)[number];

/** Which TensorFlow runs, and why. */
export interface Engine {
  name: EngineName;
  /** What runs, in words: `native TensorFlow 2.21.0 on the CPU`. */
  title: string;
  /** Why each engine that would have been faster is not in use. */
  passedOver: { name: EngineName; reason: string }[];
  /** The NVIDIA GPU of this machine, if there is one. */
  gpu?: Gpu;
  /** Whether the engine computes on a GPU. */
  usesGpu: boolean;
}

type Running = Pick<Engine, 'title' | 'usesGpu'>;
type Start = () => Promise<Running | { reason: string }>;

async function startNative(): Promise<Running | { reason: string }> {
  const native = await loadNative();
  if ('reason' in native) return native;
  return { title: nativeTitle(native), usesGpu: native.usesGpu };
}

async function startWebgpu(software: boolean): Promise<Running | { reason: string }> {
  const webgpu = await loadWebgpu({ software });
  if ('reason' in webgpu) return webgpu;
  return { title: webgpuTitle(webgpu.adapter), usesGpu: webgpu.adapter.type === 'gpu' };
}

async function startWasm(): Promise<Running | { reason: string }> {
  const reason = await loadWasm();
  return reason === undefined ? { title: wasmTitle(), usesGpu: false } : { reason };
}

async function startCpu(): Promise<Running | { reason: string }> {
  tf.enableProdMode(); // no banner that advises tfjs-node
  const started = await tf.setBackend('cpu');
  const title = 'plain JavaScript (slow)';
  return started ? { title, usesGpu: false } : { reason: 'did not start' };
}

/** How each engine is started when it is asked for by name; only then may WebGPU run on a software adapter. */
const starts: Record<EngineName, Start> = {
  native: startNative,
  webgpu: () => startWebgpu(true),
  wasm: startWasm,
  cpu: startCpu,
};

/** The fastest engine: native on a GPU, WebGPU on a GPU, native on the CPU, WASM, plain JavaScript. */
async function startFastest(gpu?: Gpu): Promise<Engine> {
  const passedOver: Engine['passedOver'] = [];
  const native = await startNative();
  if ('reason' in native) passedOver.push({ name: 'native', reason: native.reason });
  else if (native.usesGpu) return { name: 'native', ...native, gpu, passedOver };
  const webgpu = await startWebgpu(false);
  if (!('reason' in webgpu)) {
    if (!('reason' in native)) passedOver.push({ name: 'native', reason: 'finds no GPU' });
    return { name: 'webgpu', ...webgpu, gpu, passedOver };
  }
  passedOver.push({ name: 'webgpu', reason: webgpu.reason });
  if (!('reason' in native)) {
    await tf.setBackend('tensorflow');
    return { name: 'native', ...native, gpu, passedOver };
  }
  for (const name of ['wasm', 'cpu'] as const) {
    const running = await starts[name]();
    if (!('reason' in running)) return { name, ...running, gpu, passedOver };
    passedOver.push({ name, reason: running.reason });
  }
  throw new Error(`No engine runs here. ${reasonsOf(passedOver)}`);
}

async function startByName(wanted: string, gpu?: Gpu): Promise<Engine> {
  const name = ENGINES.find((one) => one === wanted);
  if (!name) {
    throw new UserError(
      `CAPTIONLAB_ENGINE is "${wanted}": expected ${ENGINES.join(', ')}, or nothing for the fastest.`,
    );
  }
  const running = await starts[name]();
  if (!('reason' in running)) return { name, ...running, gpu, passedOver: [] };
  throw new UserError(
    `The engine asked for (${name}) does not run here: ${running.reason}. ` +
      'Take CAPTIONLAB_ENGINE away for the fastest that does; npx captionlab doctor says more.',
  );
}

let started: Promise<Engine> | undefined;

/**
 * Picks TensorFlow's fastest engine on this machine, once. CAPTIONLAB_ENGINE names one instead. After an engine that did not
 * start, the next call tries anew.
 * @throws UserError when the engine asked for does not run here
 */
export function startEngine(): Promise<Engine> {
  const wanted = process.env.CAPTIONLAB_ENGINE;
  if (!started) {
    started = wanted ? startByName(wanted, findGpu()) : startFastest(findGpu());
    started.catch(() => {
      started = undefined;
    });
  }
  return started;
}

const reasonsOf = (passedOver: Engine['passedOver']) =>
  passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ');

/** The engine in use and why, in one line; a second, loud one when an NVIDIA GPU stands idle. */
export function engineLine({ title, passedOver, gpu, usesGpu }: Engine): string {
  const why = reasonsOf(passedOver);
  const line = `Engine: ${title}${why ? ` (${why})` : ''}`;
  if (!gpu || usesGpu) return line;
  return `${line}\n!!! THIS MACHINE'S GPU (${gpu.name}) IS NOT USED: npx captionlab doctor says why !!!`;
}
