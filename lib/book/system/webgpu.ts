/// <reference types="@webgpu/types" />
import '@tensorflow/tfjs-backend-webgpu';
import { tf } from '../../engine/tensorflow.js';
import type { AdapterFacts } from '../../engine/webgpu-adapter.js';
import { registerWebgpuKernels } from '../../engine/webgpu-kernels.js';

/** What `lib/engine/webgpu.ts` is on a computer: only who asks for WebGPU gets it, for its numbers differ by machine. */
export async function loadWebgpu({
  software,
}: {
  software: boolean;
}): Promise<{ adapter: AdapterFacts } | { reason: string }> {
  if (!software) return { reason: 'only where CAPTIONLAB_ENGINE asks for it' };
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return { reason: 'not in this browser' };
  if (!(await tf.setBackend('webgpu'))) return { reason: 'its backend did not start' };
  registerWebgpuKernels();
  const { vendor, architecture, description } = adapter.info;
  const name = description || `${vendor} ${architecture}`.trim() || 'a GPU';
  const type = /swiftshader|llvmpipe|lavapipe/i.test(name) ? 'software' : 'gpu';
  return { adapter: { name, vendor, architecture, driver: '', type } };
}
