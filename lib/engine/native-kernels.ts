import type { TensorInfo } from '@tensorflow/tfjs-core';
import { once, replaceKernel, stockKernel } from './kernels.js';
import { nativeOp } from './native-ops.js';
import { tf } from './tensorflow.js';

/** Whether it is a matrix of numbers, or a stack of one as a dense layer's are. */
const isMatrix = ({ rank, shape, dtype }: tf.Tensor) =>
  dtype === 'float32' && (rank === 2 || (rank === 3 && shape[0] === 1));

const asMatrix = (x: tf.Tensor) => (x.rank === 2 ? x : x.reshape(x.shape.slice(1)));

/**
 * Makes faster what tfjs-node is slow at, once its backend is ready: the slope of a relu in two operations, where stock
 * takes seven, and ten times as long; the product of two matrices by `MatMul`, where stock takes the operation for stacks
 * of them, which is up to a sixth slower; a bias by `BiasAdd`. In a graph TensorFlow joins the two and the relu behind.
 */
export const registerNativeKernels = once(() => {
  const stock = stockKernel<object>('tensorflow', 'Step');
  replaceKernel<object>('tensorflow', 'Step', (inputs, attrs, backend) => {
    if (attrs.alpha !== 0) return stock(inputs, attrs, backend);
    return tf.tidy(() => (inputs.x as tf.Tensor).relu().sign()) as TensorInfo;
  });

  const stacks = stockKernel<object>('tensorflow', 'BatchMatMul');
  replaceKernel<object>('tensorflow', 'BatchMatMul', (inputs, attrs, backend) => {
    const { a, b } = inputs as Record<string, tf.Tensor>;
    if (!isMatrix(a) || !isMatrix(b)) return stacks(inputs, attrs, backend);
    return tf.tidy(() => {
      const settings = {
        T: { type: 'FLOAT' },
        transpose_a: { flag: Boolean(attrs.transposeA) },
        transpose_b: { flag: Boolean(attrs.transposeB) },
      } as const;
      const [product] = nativeOp('MatMul', settings, [asMatrix(a), asMatrix(b)]);
      return product.reshape([...a.shape.slice(0, -2), ...product.shape]);
    }) as TensorInfo;
  });

  const dense = stockKernel<object>('tensorflow', '_FusedMatMul');
  replaceKernel<object>('tensorflow', '_FusedMatMul', (inputs, attrs, backend) => {
    const { a, b, bias } = inputs as Record<string, tf.Tensor>;
    const { activation, transposeA, transposeB } = attrs;
    const known = activation === 'linear' || activation === 'relu';
    if (bias?.shape.length !== 1 || !known) return dense(inputs, attrs, backend);
    return tf.tidy(() => {
      const product = tf.matMul(a, b, Boolean(transposeA), Boolean(transposeB));
      const [sum] = nativeOp('BiasAdd', { T: { type: 'FLOAT' } }, [product, bias]);
      return activation === 'relu' ? sum.relu() : sum;
    }) as TensorInfo;
  });
});
