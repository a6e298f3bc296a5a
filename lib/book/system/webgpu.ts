/** What `lib/engine/webgpu.ts` is on a computer. */

/** The book computes in WebAssembly: there the numbers are the same on every machine. */
export const loadWebgpu = async () => ({ reason: 'not used in the book' });

/** Nothing of it runs, so that nothing has this name. */
export const webgpuTitle = (): string => 'WebGPU';
