import { type tf, valuesOf } from '../engine/index.js';
import { type Bits, packModel, unpackWeights } from '../inference/packed/packed-model.js';
import { captionerOf, type ModelOrLayers } from '../model/index.js';

/** How far a layer's weights are from what they were. */
export interface WeightErrorRow {
  weights: string;
  numbers: number;
  /** Root mean square of the error as a share of that of the weights. */
  'error in 16 bits': string;
  'error in 8 bits': string;
}

/** What packing does to each tensor of a captioner. */
export async function weightErrors(model: ModelOrLayers): Promise<WeightErrorRow[]> {
  const artifacts = await captionerOf(model).artifacts();
  const { weightSpecs = [] } = artifacts;
  const whole = unpackWeights(packModel(artifacts, 32));
  const errorsIn = async (bits: Bits) => {
    const packed = unpackWeights(packModel(artifacts, bits));
    const errors = await Promise.all(
      weightSpecs.map(async ({ name }) => {
        const [value] = await valuesOf(() => {
          const power = (x: tf.Tensor) => x.square().mean().sqrt();
          return power(packed[name].sub(whole[name])).div(power(whole[name]).add(1e-12));
        });
        return `${(100 * value).toPrecision(2)} %`;
      }),
    );
    for (const tensor of Object.values(packed)) tensor.dispose();
    return errors;
  };
  const [halves, bytes] = [await errorsIn(16), await errorsIn(8)];
  for (const tensor of Object.values(whole)) tensor.dispose();
  return weightSpecs.map(({ name, shape }, i) => ({
    weights: name.replace(/_/g, ' ').replace('/', ': '),
    numbers: shape.reduce((product, n) => product * n, 1),
    'error in 16 bits': halves[i],
    'error in 8 bits': bytes[i],
  }));
}
