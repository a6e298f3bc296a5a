import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import * as kernels from './kernels.js';
import { type PatchShape, patchesToPictures, picturesToPatches } from './patches.js';
import { tf } from './tensorflow.js';

type Run = kernels.Run<BackendWasm>;

const stockKernel = (name: string): Run => kernels.stockKernel('wasm', name);
const replaceKernel = (name: string, run: Run) => kernels.replaceKernel('wasm', name, run);

const values = (backend: BackendWasm, tensor: TensorInfo) =>
  backend.typedArrayFromHeap(tensor) as Float32Array;

/** Swaps a matrix's (or every matrix of a batch's) rows and columns. */
function transposeLast(tensor: TensorInfo, transpose: Run, backend: BackendWasm): TensorInfo {
  const rank = tensor.shape.length;
  const perm = [...Array(rank).keys()];
  [perm[rank - 2], perm[rank - 1]] = [rank - 1, rank - 2];
  return transpose({ x: tensor }, { perm }, backend); // […, columns, rows]
}

/**
 * WASM's matrix product is 10 to 40 times slower when an operand is to be read transposed, which every gradient asks for.
 * These transpose first, then multiply: the same numbers.
 */
function registerMatMul(kernelName: 'BatchMatMul' | '_FusedMatMul'): void {
  const multiply = stockKernel(kernelName);
  const transpose = stockKernel('Transpose');
  replaceKernel(kernelName, (inputs, attrs, backend) => {
    const a = attrs.transposeA ? transposeLast(inputs.a, transpose, backend) : inputs.a;
    const b = attrs.transposeB ? transposeLast(inputs.b, transpose, backend) : inputs.b;
    const plain = { ...attrs, transposeA: false, transposeB: false };
    const product = multiply({ ...inputs, a, b }, plain, backend);
    if (a !== inputs.a) backend.disposeData(a.dataId);
    if (b !== inputs.b) backend.disposeData(b.dataId);
    return product;
  });
}

/**
 * WASM looks up where every single number of `gather` comes from. Rows are copied here as a whole: the same numbers, many
 * times faster. What is not a gather of rows of floats is left to TensorFlow.js; an index that no row has throws.
 */
function registerGather(): void {
  const stock = stockKernel('GatherV2');
  replaceKernel('GatherV2', (inputs, attrs, backend) => {
    const { x, indices } = inputs;
    if (attrs.axis !== 0 || attrs.batchDims || x.dtype !== 'float32' || x.shape.length < 2) {
      return stock(inputs, attrs, backend);
    }
    const wanted = () => backend.typedArrayFromHeap(indices) as Int32Array;
    const missing = wanted().find((row) => !(row >= 0 && row < x.shape[0]));
    if (missing !== undefined) {
      throw new Error(`GatherV2: the index value ${missing} is not in [0, ${x.shape[0] - 1}]`);
    }
    const out = backend.makeOutput([...indices.shape, ...x.shape.slice(1)], 'float32'); // […indices, …row]
    const [from, to] = [values(backend, x), values(backend, out)];
    const width = from.length / x.shape[0];
    wanted().forEach((row, i) => {
      to.set(from.subarray(row * width, (row + 1) * width), i * width);
    });
    return out;
  });
}

/** Sums rows by segment: the gradient of `gather`, without which no embedding could be trained. WASM has none. */
function registerUnsortedSegmentSum(): void {
  replaceKernel('UnsortedSegmentSum', ({ x, segmentIds }, attrs, backend) => {
    const numSegments = attrs.numSegments as number;
    const rowShape = x.shape.slice(segmentIds.shape.length);
    const out = backend.makeOutput([numSegments, ...rowShape], 'float32'); // [segments, …row]
    const rowSize = tf.util.sizeFromShape(rowShape);
    const ids = backend.typedArrayFromHeap(segmentIds) as Int32Array;
    const rows = values(backend, x);
    const sums = values(backend, out).fill(0);
    for (let row = 0; row < ids.length; row++) {
      if (ids[row] < 0 || ids[row] >= numSegments) continue;
      const to = ids[row] * rowSize;
      for (let i = 0; i < rowSize; i++) sums[to + i] += rows[row * rowSize + i];
    }
    return out;
  });
}

/** Sums over the first axis, which stock does 5 times slower: the gradient of everything that is added to each row. */
function registerSum(): void {
  const stock = stockKernel('Sum');
  replaceKernel('Sum', (inputs, attrs, backend) => {
    const { x } = inputs;
    const [axis, ...others] = [attrs.axis as number | number[]].flat();
    if (axis !== 0 || others.length > 0 || x.dtype !== 'float32' || x.shape.length < 2)
      return stock(inputs, attrs, backend);
    const shape = x.shape.slice(1);
    const out = backend.makeOutput(attrs.keepDims ? [1, ...shape] : shape, 'float32'); // […row]
    const rows = values(backend, x);
    const sums = values(backend, out).fill(0);
    for (let start = 0; start < rows.length; start += sums.length) {
      for (let i = 0; i < sums.length; i++) sums[i] += rows[start + i];
    }
    return out;
  });
}

function patchShape(inputShape: number[], filterShape: number[], attrs: NamedAttrMap): PatchShape {
  const info = tf.backend_util.computeConv2DInfo(
    inputShape as [number, number, number, number],
    filterShape as [number, number, number, number],
    attrs.strides as [number, number],
    1,
    attrs.pad as 'same' | 'valid' | number,
    attrs.dimRoundingMode as 'floor' | 'round' | 'ceil',
  );
  const [batch, height, width, channels] = inputShape;
  return {
    ...{ batch, height, width, channels },
    ...{ filterHeight: info.filterHeight, filterWidth: info.filterWidth },
    ...{ strideHeight: info.strideHeight, strideWidth: info.strideWidth },
    ...{ padTop: info.padInfo.top, padLeft: info.padInfo.left },
    ...{ outHeight: info.outHeight, outWidth: info.outWidth },
  };
}

/** A convolution's gradients as matrix products over patches. WASM lacks the filter's and is slow at the input's. */
function registerConv2DGradients(): void {
  const multiply: Run = (inputs, attrs, backend) =>
    tf.getKernel('BatchMatMul', 'wasm').kernelFunc({ inputs, attrs, backend }) as TensorInfo;
  const asMatrix = (tensor: TensorInfo, columns: number): TensorInfo => ({
    ...tensor,
    shape: [1, tf.util.sizeFromShape(tensor.shape) / columns, columns],
  });

  replaceKernel('Conv2DBackpropFilter', ({ x, dy }, attrs, backend) => {
    const filterShape = attrs.filterShape as number[];
    const shape = patchShape(x.shape, filterShape, attrs);
    const outChannels = filterShape[3];
    const rows = shape.batch * shape.outHeight * shape.outWidth;
    const columns = shape.filterHeight * shape.filterWidth * shape.channels;
    const patches = backend.makeOutput([1, rows, columns], 'float32'); // [1, rows, columns]
    picturesToPatches(values(backend, x), values(backend, patches), shape);
    const product = multiply(
      { a: patches, b: asMatrix(dy, outChannels) },
      { transposeA: true, transposeB: false },
      backend,
    );
    backend.disposeData(patches.dataId);
    return { ...product, shape: filterShape }; // [filter height, filter width, channels, filters]
  });

  replaceKernel('Conv2DBackpropInput', ({ dy, filter }, attrs, backend) => {
    const inputShape = attrs.inputShape as number[];
    const shape = patchShape(inputShape, filter.shape, attrs);
    const outChannels = filter.shape[3];
    const patches = multiply(
      { a: asMatrix(dy, outChannels), b: asMatrix(filter, outChannels) },
      { transposeA: false, transposeB: true },
      backend,
    );
    const dx = backend.makeOutput(inputShape, 'float32'); // [batch, height, width, channels]
    patchesToPictures(values(backend, patches), values(backend, dx), shape);
    backend.disposeData(patches.dataId);
    return dx;
  });
}

/** Makes good what TensorFlow.js's WASM backend is slow at or lacks, once it is ready. */
export const registerWasmKernels = kernels.once(() => {
  registerMatMul('BatchMatMul');
  registerMatMul('_FusedMatMul');
  registerGather();
  registerUnsortedSegmentSum();
  registerSum();
  registerConv2DGradients();
});
