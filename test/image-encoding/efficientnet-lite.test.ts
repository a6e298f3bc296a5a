import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { startEngine, tf } from '../../lib/engine/index.js';
import {
  buildEfficientNetLite,
  EFFICIENTNET_LITE,
  type EfficientNetLiteName,
  ENCODERS,
  foldNormalisation,
  fusedForward,
  WEIGHTS,
} from '../../lib/image-encoding/index.js';
import { sharedData } from '../shared-data.js';
import { fillByFormula, formulaPicture } from './keras/formula.js';

interface Thinned {
  every: number;
  values: number[];
}

/** What PyTorch computed: the map that enters the last stage, the last map and its average. */
interface Reference {
  parameters: number;
  entering: Thinned & { shape: number[] };
  maps: Thinned & { shape: number[] };
  vectors: Thinned;
}

const referencesIn = (file: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'pytorch', file), 'utf8')) as Record<
    EfficientNetLiteName,
    Reference
  >;

const references = referencesIn('reference.json');
const published = referencesIn('published.json');

/** The largest difference, as a share of the largest expected value. */
function difference(found: ArrayLike<number>, { every, values }: Thinned): number {
  const off = values.map((value, i) => Math.abs(found[i * every] - value));
  return Math.max(...off) / Math.max(...values.map(Math.abs));
}

/** Compares what a network answers with what PyTorch did. */
async function compare(
  model: tf.LayersModel,
  lastStageInput: string,
  inputs: Float32Array[],
  expected: Reference,
  most: number,
): Promise<void> {
  const side = model.inputs[0].shape[1] as number;
  const layer = model.getLayer(lastStageInput).output as tf.SymbolicTensor;
  const whole = tf.model({ inputs: model.inputs, outputs: [layer, ...model.outputs] });
  const outputs = tf.tidy(() => {
    const pictures = inputs.map((input) => tf.tensor3d(input, [side, side, 3]));
    return fusedForward(whole, tf.stack(pictures) as tf.Tensor4D);
  });
  const [entering, maps, vectors] = outputs;
  assert.deepEqual(entering.shape.slice(1), expected.entering.shape);
  assert.deepEqual(maps.shape.slice(1), expected.maps.shape);
  assert.ok(difference(await entering.data(), expected.entering) < most);
  assert.ok(difference(await maps.data(), expected.maps) < most);
  assert.ok(difference(await vectors.data(), expected.vectors) < most);
  tf.dispose(outputs);
}

/** The picture of soft stripes of `make-reference.py`. */
const waves = (side: number) =>
  Float32Array.from({ length: side * side * 3 }, (_, i) => {
    const colour = (i % 3) / side;
    const x = (Math.floor(i / 3) % side) / side;
    const y = Math.floor(i / 3 / side) / side;
    return Math.sin(9 * x + 14 * y * colour + 3 * colour);
  });

before(async () => {
  await startEngine();
});

describe("EfficientNet-Lite beside PyTorch's", () => {
  for (const { name, inputSize, lastStageInput } of Object.values(EFFICIENTNET_LITE)) {
    const reference = references[name];

    it(`${name} has its parameters, and the same answers with normalisation folded away`, async () => {
      const normalised = buildEfficientNetLite(name, { normalised: true });
      fillByFormula(normalised);
      assert.equal(normalised.countParams(), reference.parameters);
      const folded = foldNormalisation(normalised, buildEfficientNetLite(name));
      normalised.dispose();
      const inputs = [0, 1].map((i) => formulaPicture(i, inputSize));
      await compare(folded, lastStageInput as string, inputs, reference, 3e-3); // random weights let rounding grow
      folded.dispose();
    });
  }
});

describe('the published weights of EfficientNet-Lite', () => {
  for (const name of Object.keys(published).filter((key) => key !== 'madeWith')) {
    const { variable } = WEIGHTS[name as EfficientNetLiteName];
    const weights = process.env[variable] || sharedData(name);

    it(`give ${name} what PyTorch computes with them`, {
      skip: weights ? false : `set ${variable} to a folder with them`,
    }, async () => {
      const { model, inputSize, lastStageInput } = await ENCODERS[
        name as EfficientNetLiteName
      ].load({ weights });
      const expected = published[name as EfficientNetLiteName];
      await compare(model, lastStageInput as string, [waves(inputSize)], expected, 1e-4);
      model.dispose();
    });
  }
});
