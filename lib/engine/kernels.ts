import type { KernelConfig, NamedAttrMap, TensorInfo } from '@tensorflow/tfjs-core';
import { tf } from './tensorflow.js';

export type Inputs = Record<string, TensorInfo>;

/** What a kernel does: tensors of one backend and settings to a tensor of the same backend. */
export type Run<Backend extends object> = (
  inputs: Inputs,
  attrs: NamedAttrMap,
  backend: Backend,
) => TensorInfo;

/** Does something the first time that it is called, and never again: a kernel must not be put around itself. */
export function once(run: () => void): () => void {
  let done = false;
  return () => {
    if (!done) run();
    done = true;
  };
}

/** The kernel that stands registered now. */
export function stockKernel<Backend extends object>(
  backendName: string,
  kernelName: string,
): Run<Backend> {
  const { kernelFunc } = tf.getKernel(kernelName, backendName);
  return (inputs, attrs, backend) => kernelFunc({ inputs, attrs, backend }) as TensorInfo;
}

/** Registers a kernel in the place of TensorFlow.js's own, if it has one. */
export function replaceKernel<Backend extends object>(
  backendName: string,
  kernelName: string,
  run: Run<Backend>,
): void {
  const stock = tf.getKernel(kernelName, backendName) as KernelConfig | undefined;
  if (stock) tf.unregisterKernel(kernelName, backendName);
  tf.registerKernel({
    ...stock,
    kernelName,
    backendName,
    kernelFunc: ({ inputs, attrs, backend }) =>
      run(inputs as Inputs, attrs as NamedAttrMap, backend as Backend),
  });
}
