import { type tf, valuesOf } from '../engine/index.js';
import { type Bits, packModel, unpackModel } from './packed-model.js';

/** How far a layer's weights are from what they were. */
export interface WeightErrorRow {
  weights: string;
  numbers: number;
  /** Root mean square of the error as a share of that of the weights. */
  'error in 16 bits': string;
  'error in 8 bits': string;
}

/** What packing does to each tensor of a network. */
export async function weightErrors(model: tf.LayersModel): Promise<WeightErrorRow[]> {
  const errorsIn = async (bits: Bits) => {
    const packed = await unpackModel(await packModel(model, bits));
    const errors = await Promise.all(
      model.weights.map(async (weight, i) => {
        const [value] = await valuesOf(() => {
          const before = weight.read();
          const power = (x: tf.Tensor) => x.square().mean().sqrt();
          return power(packed.weights[i].read().sub(before)).div(power(before).add(1e-12));
        });
        return `${(100 * value).toPrecision(2)} %`;
      }),
    );
    packed.dispose();
    return errors;
  };
  const [halves, bytes] = [await errorsIn(16), await errorsIn(8)];
  return model.weights.map(({ originalName, shape }, i) => ({
    weights: originalName.replace(/_/g, ' ').replace('/', ': '),
    numbers: shape.reduce((product: number, n) => product * (n ?? 1), 1),
    'error in 16 bits': halves[i],
    'error in 8 bits': bytes[i],
  }));
}
