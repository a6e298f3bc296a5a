import { reasonOf, UserError } from '../../outputs/index.js';
import { tf } from '../tensorflow.js';
import { registerWebgpuKernels } from '../webgpu-kernels.js';
import { threadsHere } from './threads-here.js';

/** The engines of a browser, the one that is usually fastest first. */
export const BROWSER_ENGINES = ['webgpu', 'webgl', 'wasm', 'cpu'] as const;

export type BrowserEngineName = (typeof BROWSER_ENGINES)[number];

/** Which engine computes in the browser, and why. */
export interface BrowserEngine {
  name: BrowserEngineName;
  /** What runs, in words: `WebGL on Intel Iris`. */
  title: string;
  /** Why each engine that would have been faster is not in use. */
  passedOver: { name: BrowserEngineName; reason: string }[];
}

export interface BrowserEngineOptions {
  /** An engine asked for by name, in place of the fastest. */
  wanted?: string;
  /** Where the binaries of `@tensorflow/tfjs-backend-wasm` lie; ends with a slash. */
  wasmFolder: string;
}

type Started = { title: string } | { reason: string };
type Start = (options: { wasmFolder: string; software: boolean }) => Promise<Started>;

/** Processors that play a GPU: WebAssembly is faster. */
const isSoftware = (name: string) =>
  /swiftshader|llvmpipe|lavapipe|software|basic render/i.test(name);

/** Sets the backend that is loaded; `title` says what runs then. */
async function setBackend(name: BrowserEngineName, title: string): Promise<Started> {
  if (!(await tf.setBackend(name))) return { reason: 'did not start' };
  await tf.ready();
  return { title };
}

const startWebgpu: Start = async ({ software }) => {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { reason: 'not in this browser' };
  const { vendor, architecture, description } = adapter.info;
  const name = description || `${vendor} ${architecture}`.trim() || 'a GPU';
  const played = isSoftware(`${name} ${architecture}`);
  if (played && !software) return { reason: `only played by the processor (${name})` };
  await import('@tensorflow/tfjs-backend-webgpu');
  const started = await setBackend('webgpu', `WebGPU on ${name}`);
  if ('title' in started) registerWebgpuKernels();
  return started;
};

/** What draws for WebGL, or undefined where nothing does. */
function webglRenderer(): string | undefined {
  const context = new OffscreenCanvas(1, 1).getContext('webgl2');
  if (!context) return undefined;
  const facts = context.getExtension('WEBGL_debug_renderer_info');
  const name = context.getParameter(facts?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return String(name);
}

const startWebgl: Start = async ({ software }) => {
  const name = webglRenderer();
  if (!name) return { reason: 'not in this browser' };
  if (isSoftware(name) && !software) return { reason: `only played by the processor (${name})` };
  await import('@tensorflow/tfjs-backend-webgl');
  return setBackend('webgl', `WebGL on ${name}`);
};

const startWasm: Start = async ({ wasmFolder }) => {
  const { setWasmPaths, setThreadsCount, getThreadsCount } = await import(
    '@tensorflow/tfjs-backend-wasm'
  );
  const threads = threadsHere();
  setWasmPaths(wasmFolder);
  setThreadsCount(threads);
  if (threads === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  const started = await setBackend('wasm', 'WebAssembly');
  const isThreaded = threads > 1 && 'title' in started;
  return isThreaded ? { title: `WebAssembly in ${getThreadsCount()} threads` } : started;
};

const startCpu: Start = async () => {
  await import('@tensorflow/tfjs-backend-cpu');
  return setBackend('cpu', 'plain JavaScript (slow)');
};

const starts: Record<BrowserEngineName, Start> = {
  webgpu: startWebgpu,
  webgl: startWebgl,
  wasm: startWasm,
  cpu: startCpu,
};

/** Starts an engine; one that breaks down is one that does not run. */
async function tryToStart(
  name: BrowserEngineName,
  options: Parameters<Start>[0],
): Promise<Started> {
  try {
    return await starts[name](options);
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}

/**
 * Picks TensorFlow.js's fastest engine in this browser: WebGPU on a GPU, WebGL on a GPU, WebAssembly, plain JavaScript.
 * @throws UserError when the engine asked for by name does not run here, or none does
 */
export async function startBrowserEngine({
  wanted,
  wasmFolder,
}: BrowserEngineOptions): Promise<BrowserEngine> {
  tf.enableProdMode();
  const names = wanted ? BROWSER_ENGINES.filter((name) => name === wanted) : BROWSER_ENGINES;
  const passedOver: BrowserEngine['passedOver'] = [];
  for (const name of names) {
    const started = await tryToStart(name, { wasmFolder, software: name === wanted });
    if ('title' in started) return { name, ...started, passedOver };
    passedOver.push({ name, ...started });
  }
  const reasons = passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  throw new UserError(
    names.length === 0
      ? `There is no engine "${wanted}": expected ${BROWSER_ENGINES.join(', ')}.`
      : `TensorFlow.js does not run here (${reasons}).`,
  );
}
