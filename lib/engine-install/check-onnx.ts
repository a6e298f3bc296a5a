import { differenceOf, type EngineCheck } from '../engine/check-engine.js';
import { tf, valuesOf } from '../engine/index.js';
import { onnxVersion, openOnnx } from '../engine/onnx-runtime.js';
import { reasonOf } from '../outputs/index.js';

/** A network of one convolution, its picture `[n, 3, 8, 8]` and kernel `[4, 3, 3, 3]` given: a whole ONNX file (operator set 13). */
const CONVOLUTION = Buffer.from(
  'CAgSADpaCg8KAXgKAXcSAXkiBENvbnYSAWdaHAoBeBIXChUIARIRCgMSAW4KAggDCgIICAoCCAhaGwoBdxIWChQIARIQCgIIBAoCCAMKAggDCgIIA2IJCgF5EgQKAggBQgQKABAN',
  'base64',
);

const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.5, 'float32', seed);

/** What the ONNX Runtime that was just installed is, and how far its convolution is from plain JavaScript's; or why it does not run. */
export async function checkOnnx(): Promise<
  { title: string; checks: EngineCheck[] } | { reason: string }
> {
  await tf.setBackend('cpu');
  const [picture, kernel] = [numbers([1, 8, 8, 3], 1), numbers([3, 3, 3, 4], 2)];
  const expected = await valuesOf(() =>
    tf.conv2d(picture as tf.Tensor4D, kernel as tf.Tensor4D, 1, 'valid').transpose([0, 3, 1, 2]),
  ); // [1, 4, 6, 6]
  const asRows = async (tensor: tf.Tensor, order: number[]) =>
    Float32Array.from(await valuesOf(() => tensor.transpose(order)));
  try {
    const session = await openOnnx('This check', CONVOLUTION);
    const { y } = await session.run({
      x: { data: await asRows(picture, [0, 3, 1, 2]), dims: [1, 3, 8, 8] },
      w: { data: await asRows(kernel, [3, 2, 0, 1]), dims: [4, 3, 3, 3] },
    });
    return {
      title: `ONNX Runtime ${onnxVersion()} on the CPU`,
      checks: [{ name: 'conv2d', difference: differenceOf(y.data, expected) }],
    };
  } catch (error) {
    return { reason: reasonOf(error) };
  }
}
