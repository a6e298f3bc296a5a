import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { once, type Run, replaceKernel, stockKernel } from './kernels.js';

/**
 * Makes good what TensorFlow.js's WebGPU backend gets wrong, once it is registered: transposing whole numbers and masks, for
 * which its shader does not compile, so that an LSTM would read its mask as zeros. A cast alone does not help: it changes a
 * tensor's type and leaves the numbers on the GPU as they are.
 */
export const registerWebgpuKernels = once(() => {
  const kernel = (name: string): Run<WebGPUBackend> => stockKernel('webgpu', name);
  const [transpose, multiply, cast] = ['Transpose', 'Multiply', 'Cast'].map(kernel);
  replaceKernel<WebGPUBackend>('webgpu', 'Transpose', ({ x }, attrs, backend) => {
    const { dtype } = backend.tensorMap.get(x.dataId);
    if (dtype !== 'int32' && dtype !== 'bool') return transpose({ x }, attrs, backend);
    const one = backend.makeTensorInfo([], 'float32', Float32Array.of(1));
    const floats = multiply({ a: x, b: one }, {}, backend);
    const transposed = transpose({ x: floats }, attrs, backend);
    const result = cast({ x: transposed }, { dtype: x.dtype }, backend);
    for (const { dataId } of [one, floats, transposed]) backend.disposeData(dataId);
    return result;
  });
});
