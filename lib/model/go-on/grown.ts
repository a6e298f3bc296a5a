import { createRandom } from '../../engine/index.js';
import { UserError } from '../../outputs/index.js';
import type { CaptionModel, ModelSettings } from '../caption-model.js';
import { captionerNamed, openCaptionModel } from '../captioners.js';
import { modelAsFiles } from '../model-as-files.js';
import { captionerFor, type ModelInputs } from '../model-inputs.js';

/** A weight as `model.json` names it. */
interface Spec {
  name: string;
  shape: number[];
}

/** A captioner's numbers, weight by weight, and its file. */
async function weightsOf(model: CaptionModel) {
  const { json, weights } = await modelAsFiles(model);
  const { weightsManifest } = JSON.parse(json) as { weightsManifest: { weights: Spec[] }[] };
  const numbers = new Float32Array(new Uint8Array(weights).buffer);
  let at = 0;
  const parts = weightsManifest
    .flatMap((group) => group.weights)
    .map(({ name, shape }) => {
      const size = shape.reduce((product, side) => product * side, 1);
      at += size;
      return { name, shape, values: numbers.subarray(at - size, at) };
    });
  return { json, numbers, parts };
}

type Part = Awaited<ReturnType<typeof weightsOf>>['parts'][number];

/**
 * Writes a weight into one like it, or into the beginning of one that is larger along an axis: behind it the new words have their
 * places.
 * @throws Error where they are of different kinds
 */
function writeInto(to: Part, from: Part): void {
  const fits =
    to.shape.length === from.shape.length && to.shape.every((side, i) => side >= from.shape[i]);
  if (!fits) throw new Error(`${from.name} ${from.shape} does not fit into ${to.name} ${to.shape}`);
  const isLarger = to.values.length > from.values.length;
  const [rows, columns = 1] = isLarger ? from.shape : [1, from.values.length];
  const [, width = 1] = to.shape;
  for (let row = 0; row < rows; row++)
    to.values.set(from.values.subarray(row * columns, (row + 1) * columns), row * width);
}

const isWordVectors = ({ name }: Spec) => /^(word_)?embedding/.test(name);

/**
 * Word vectors for a vocabulary: those of the data set where they are as wide as the captioner's, else drawn by lot, as large as
 * the captioner's are.
 */
function vectorsFor({ embedding, vocabulary }: ModelInputs, { shape, values }: Part) {
  const [, width] = shape;
  if (embedding.width === width) return embedding;
  const { normal } = createRandom('vectors of new words');
  const size = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
  const rows = Float32Array.from({ length: vocabulary.size * width }, () => size * normal());
  return { ...embedding, width, rows };
}

/**
 * A trained captioner with room for more words: one of its kind in the sizes of these inputs, whose vocabulary begins with its
 * own, and all of its weights in it. The new words' weights are drawn by lot, but for their vectors, which are the data set's.
 * @param given settings to change: what dropout drops
 * @throws UserError where it reads other pictures than these inputs have
 */
export async function grownCaptioner(
  model: CaptionModel,
  inputs: ModelInputs,
  given: Pick<ModelSettings, 'dropout' | 'pictureDropout' | 'seed'> = {},
): Promise<CaptionModel> {
  const { cells = 1, width } = inputs.features;
  if (model.reads.cells !== cells || (model.reads.width !== width && !inputs.encoderEnd)) {
    throw new UserError(
      `The captioner reads ${model.reads.cells} x ${model.reads.width} numbers of a picture, and the features by ${inputs.features.encoder} have ${cells} x ${width}.`,
    );
  }
  const old = await weightsOf(model);
  const vectors = old.parts.find(isWordVectors) as Part;
  const { maxLength: _, mapCells: __, ...built } = model.settings;
  const settings = { ...(built as ModelSettings), ...given };
  const fresh = captionerFor(
    { ...inputs, embedding: vectorsFor(inputs, vectors) },
    captionerNamed(model.name),
    settings,
  );
  const grown = await weightsOf(fresh);
  fresh.dispose();
  for (const [i, part] of old.parts.entries()) writeInto(grown.parts[i], part);
  return openCaptionModel(grown.json, new Uint8Array(grown.numbers.buffer));
}
