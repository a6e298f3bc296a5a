import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type Run, replaceKernel, stockKernel } from './kernels.js';

let registered = false;

/**
 * WASM looks up where every single number of `gather` comes from. Rows are copied here as a whole: the same numbers, many
 * times faster. What is not a gather of rows of floats is left to TensorFlow.js.
 * @throws Error naming an index that no row has
 */
export function registerWasmGather(): void {
  if (registered) return;
  registered = true;
  const stock = stockKernel<BackendWasm>('wasm', 'GatherV2');
  const gatherRows: Run<BackendWasm> = (inputs, attrs, backend) => {
    const { x, indices } = inputs;
    if (attrs.axis !== 0 || attrs.batchDims || x.dtype !== 'float32' || x.shape.length < 2) {
      return stock(inputs, attrs, backend);
    }
    const rows = backend.typedArrayFromHeap(indices) as Int32Array;
    const missing = rows.find((row) => !(row >= 0 && row < x.shape[0]));
    if (missing !== undefined) {
      throw new Error(`GatherV2: the index value ${missing} is not in [0, ${x.shape[0] - 1}]`);
    }
    const out = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], 'float32');
    const from = backend.typedArrayFromHeap(x) as Float32Array;
    const to = backend.typedArrayFromHeap(out) as Float32Array;
    const width = from.length / x.shape[0];
    (backend.typedArrayFromHeap(indices) as Int32Array).forEach((row, i) => {
      to.set(from.subarray(row * width, (row + 1) * width), i * width);
    });
    return out;
  };
  replaceKernel('wasm', 'GatherV2', gatherRows);
}
