import type { AdapterFacts } from './webgpu-adapter.js';

/** What runs, in words: `WebGPU on nvidia-h100-80gb-hbm3`. */
export const webgpuTitle = ({ name, type }: AdapterFacts): string =>
  `WebGPU on ${name}${type === 'software' ? ' (software)' : ''}`;
