import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { reasonOf } from '../outputs/index.js';
import { loadPackage } from './load-package.js';
import { tf } from './tensorflow.js';
import { type AdapterFacts, findAdapter } from './webgpu-adapter.js';
import { registerWebgpuKernels } from './webgpu-kernels.js';
import { loadWebgpuPackage } from './webgpu-package.js';

/** Runs something while `navigator.gpu` is there, which TensorFlow.js asks for and Node.js does not have. */
function withNavigator<T>(gpu: GPU, run: () => T): T {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
  Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  try {
    return run();
  } finally {
    if (before) Object.defineProperty(globalThis, 'navigator', before);
    else Reflect.deleteProperty(globalThis, 'navigator');
  }
}

/** The most that TensorFlow.js's shaders and large tensors may ask of this GPU; without asking, WebGPU allows little. */
function largestLimits({ limits }: GPUAdapter): Record<string, number> {
  return {
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
  };
}

/**
 * Lets no GPU error pass as wrong numbers: after one, every read throws it. And a read that cannot wait says what to
 * write instead.
 */
function guardReads(backend: WebGPUBackend, device: GPUDevice): void {
  let failure: Error | undefined;
  const fail = (message: string) => {
    const cause = message.trim();
    failure ??= new Error(`WebGPU failed: ${cause.split('\n')[0]}. Start anew`, { cause });
  };
  device.addEventListener('uncapturederror', (event) => {
    event.preventDefault();
    fail((event as GPUUncapturedErrorEvent).error.message);
  });
  device.lost.then(({ reason, message }) => {
    if (reason !== 'destroyed') fail(`the GPU was lost (${message})`);
  });
  const [read, readSync] = [backend.read.bind(backend), backend.readSync.bind(backend)];
  backend.read = async (dataId) => {
    const values = await read(dataId).catch((error) => Promise.reject(failure ?? error));
    if (failure) throw failure;
    return values;
  };
  backend.readSync = (dataId) => {
    if (backend.tensorMap.get(dataId).values) return readSync(dataId);
    throw new Error('WebGPU cannot be read at once: write "await x.data()", not "x.dataSync()"');
  };
}

async function registerBackend(): Promise<void> {
  const { create, globals } = await loadWebgpuPackage();
  Object.assign(globalThis, globals);
  const { WebGPUBackend } = loadPackage(
    '@tensorflow/tfjs-backend-webgpu',
  ) as typeof import('@tensorflow/tfjs-backend-webgpu');
  const gpu = create([]);
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) throw new Error('the adapter went away');
  const device = await adapter.requestDevice({ requiredLimits: largestLimits(adapter) });
  const backend = withNavigator(gpu, () => new WebGPUBackend(device, adapter.info));
  Object.assign(backend, { gpu }); // once this is garbage, Dawn answers no more
  guardReads(backend, device);
  tf.registerBackend('webgpu', () => backend);
}

/**
 * Makes WebGPU (Dawn, on Vulkan, Metal or Direct3D) TensorFlow.js's backend.
 * @param options.software whether a software adapter will do; it is much slower than WebAssembly
 * @returns the adapter in use, or the reason why none is; never throws
 */
export async function loadWebgpu({
  software,
}: {
  software: boolean;
}): Promise<{ adapter: AdapterFacts } | { reason: string }> {
  const found = await findAdapter();
  if ('reason' in found) return found;
  const { name, type } = found.adapter;
  if (type === 'software' && !software) return { reason: `only a software adapter (${name})` };
  try {
    await registerBackend();
    if (!(await tf.setBackend('webgpu'))) return { reason: 'its backend did not start' };
    registerWebgpuKernels();
    return found;
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
