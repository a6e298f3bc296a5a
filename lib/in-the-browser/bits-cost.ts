import { captionsOf, type Dataset, type ImageId } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { artifactsOf, type tf, valuesOf } from '../engine/index.js';
import { pictureProtocolOf, type ScoreRow, scoreRow } from '../evaluation/index.js';
import { encodeFiles } from '../image-encoding/index.js';
import { type Captioner, featuresOf, greedySearch } from '../inference/index.js';
import { captionerOf, type ModelOrLayers, openCaptionModel } from '../model/index.js';
import { type Bits, packModel, unpackModel, unpackWeights } from './packed-model.js';

const ALL_BITS: readonly Bits[] = [32, 16, 8];
const PICTURES_AT_ONCE = 8;

/** A captioner in so many bits a weight, as it would arrive in a browser. */
async function repacked(captioner: Captioner, bits: Bits) {
  const eyes = packModel(await artifactsOf(captioner.encoder.model), bits);
  const words = packModel(await captioner.model.artifacts(), bits);
  const encoder = await unpackModel(eyes);
  const model = await openCaptionModel(words.json, words.weights);
  const sizes = [eyes, words].map(({ json, weights }) => json.length + weights.length);
  const bytes = sizes[0] + sizes[1];
  return { ...captioner, bytes, encoder: { ...captioner.encoder, model: encoder }, model };
}

/** Greedy captions of pictures, encoded and searched by the same captioner. */
async function captionAll(
  { encoder, model, vocabulary, maxLength }: Captioner,
  paths: [ImageId, string][],
  advance: (pictures: number) => void,
): Promise<Map<ImageId, string>> {
  const captions = new Map<ImageId, string>();
  for (let at = 0; at < paths.length; at += PICTURES_AT_ONCE) {
    const files = paths.slice(at, at + PICTURES_AT_ONCE);
    const encoded = await encodeFiles(
      encoder,
      files.map(([imageId, path]) => ({ imageId, path })),
      model.reads.cells > 1,
    );
    const read = encoded.flatMap((one) => {
      const features = featuresOf(model, one);
      return features ? [{ imageId: one.imageId, features }] : [];
    });
    const vectors = read.map(({ features }) => features);
    const found = await greedySearch(model, vocabulary, vectors, { maxLength });
    read.forEach(({ imageId }, i) => {
      captions.set(imageId, found[i].caption);
    });
    advance(files.length);
  }
  return captions;
}

/** What a captioner costs in size and in quality. */
export interface BitsRow extends Pick<ScoreRow, 'protocol' | 'BLEU-4' | 'CIDEr'> {
  bits: Bits;
  size: string;
  /** Captions that are not, word for word, those of 32 bits. */
  'captions changed': string;
}

/**
 * What fewer bits a weight cost: both networks are packed and unpacked, and the first pictures of the dev split captioned
 * from their files.
 * @param pictures how many
 */
export async function compareBits(
  dataset: Dataset,
  captioner: Captioner,
  pictures = 200,
): Promise<BitsRow[]> {
  const ids = dataset.splits.dev.filter((id) => dataset.imagePaths.has(id)).slice(0, pictures);
  const paths = ids.map((id): [ImageId, string] => [id, dataset.imagePaths.get(id) as string]);
  const protocol = pictureProtocolOf(dataset);
  const references = captionsOf(dataset, 'dev');
  const bar = progressBar('Captioning in fewer bits', ALL_BITS.length * ids.length, 'pictures');
  let whole: Map<ImageId, string> | undefined;
  const rows: BitsRow[] = [];
  for (const bits of ALL_BITS) {
    const { bytes, ...packed } = await repacked(captioner, bits);
    const captions = await captionAll(packed, paths, (done) => bar.advance(done));
    for (const network of [packed.encoder.model, packed.model]) network.dispose();
    whole ??= captions;
    const changed = [...captions].filter(([id, caption]) => caption !== whole?.get(id)).length;
    const scored = scoreRow({ name: `${bits} bits`, captions }, references, protocol);
    const { 'BLEU-4': bleu, CIDEr } = scored;
    rows.push({
      ...{ bits, size: `${(bytes / 1e6).toFixed(1)} MB` },
      'captions changed': `${changed} of ${captions.size}`,
      ...{ protocol, 'BLEU-4': bleu, CIDEr },
    });
  }
  bar.done();
  return rows;
}

/** How far a layer's weights are from what they were. */
export interface WeightErrorRow {
  weights: string;
  numbers: number;
  /** Root mean square of the error as a share of that of the weights. */
  'error, 16 bits': string;
  'error, 8 bits': string;
}

/** What packing does to each tensor of a captioner. */
export async function weightErrors(model: ModelOrLayers): Promise<WeightErrorRow[]> {
  const artifacts = await captionerOf(model).artifacts();
  const { weightSpecs = [] } = artifacts;
  const errorsIn = async (bits: Bits) => {
    const [whole, packed] = [32, bits].map((one) =>
      unpackWeights(packModel(artifacts, one as Bits)),
    );
    const errors = await Promise.all(
      weightSpecs.map(async ({ name }) => {
        const [value] = await valuesOf(() => {
          const power = (x: tf.Tensor) => x.square().mean().sqrt();
          return power(packed[name].sub(whole[name])).div(power(whole[name]).add(1e-12));
        });
        return `${(100 * value).toPrecision(2)} %`;
      }),
    );
    for (const tensor of [...Object.values(whole), ...Object.values(packed)]) tensor.dispose();
    return errors;
  };
  const [halves, bytes] = [await errorsIn(16), await errorsIn(8)];
  return weightSpecs.map(({ name, shape }, i) => ({
    weights: name,
    numbers: shape.reduce((product, n) => product * n, 1),
    'error, 16 bits': halves[i],
    'error, 8 bits': bytes[i],
  }));
}
