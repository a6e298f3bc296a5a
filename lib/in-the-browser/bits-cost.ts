import {
  type CaptionsById,
  captionsOf,
  type Dataset,
  type ImageId,
} from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { artifactsOf } from '../engine/index.js';
import { type ScoreRow, scoreRow } from '../evaluation/index.js';
import { encodeFiles, layersEncoder, requireLayers } from '../image-encoding/index.js';
import { type Captioner, featuresOf, greedySearch } from '../inference/index.js';
import { type LayersCaptioner, PACKED } from '../inference/packed/captioner-file.js';
import {
  ALL_BITS,
  type Bits,
  packedBytes,
  packModel,
  unpackModel,
} from '../inference/packed/packed-model.js';
import { openCaptionModel } from '../model/index.js';

const PICTURES_AT_ONCE = 8;
/** So fast a connection that is nothing special. */
const MEGABITS_A_SECOND = 10;

type Paths = [ImageId, string][];
type Captions = Map<ImageId, string>;

/** A captioner in so many bits a weight, as it would arrive in a browser. */
async function repacked(captioner: LayersCaptioner, bits: Bits) {
  const eyes = packModel(await artifactsOf(captioner.encoder.model), bits);
  const words = packModel(await captioner.model.artifacts(), bits);
  const encoder = await unpackModel(eyes);
  const model = await openCaptionModel(words.json, words.weights);
  const bytes = packedBytes(eyes, bits) + packedBytes(words, bits);
  return { ...captioner, bytes, encoder: layersEncoder(captioner.encoder, encoder), model };
}

/** Greedy captions of a few pictures, encoded and searched by the same captioner. */
async function captionSome(
  { encoder, model, vocabulary, maxLength }: Captioner,
  paths: Paths,
): Promise<Captions> {
  const files = paths.map(([imageId, path]) => ({ imageId, path }));
  const encoded = await encodeFiles(encoder, files, model.reads.cells > 1);
  const read = encoded.flatMap((one) => {
    const numbers = featuresOf(model, one);
    return numbers ? [{ imageId: one.imageId, numbers }] : [];
  });
  const rows = read.map(({ numbers }) => numbers);
  const found = await greedySearch(model, vocabulary, rows, { maxLength });
  return new Map(read.map(({ imageId }, i) => [imageId, found[i].caption]));
}

/** What a captioner costs in size and in quality. */
export interface BitsRow extends Pick<ScoreRow, 'protocol' | 'BLEU-4' | 'CIDEr'> {
  'bits per weight': Bits;
  'size, MB': number;
  /** To download it. */
  'seconds at 10 Mbit/s': number;
  /** Captions that are not, word for word, those of 32 bits. */
  'captions changed': string;
  /** To read, encode and caption it. */
  'milliseconds per picture': number;
}

/** What became of the captions, row by row and picture by picture. */
export interface BitsComparison {
  rows: BitsRow[];
  captions: ReadonlyMap<Bits, ReadonlyMap<ImageId, string>>;
}

/** A captioner in fewer bits, with what it said and how long that took. */
interface Trial {
  bits: Bits;
  packed: Awaited<ReturnType<typeof repacked>>;
  captions: Captions;
  milliseconds: number;
}

/** Some pictures captioned by every trial in turn, so that whatever else the machine does slows all of them alike. */
async function tryAll(trials: readonly Trial[], paths: Paths): Promise<void> {
  for (const trial of trials) {
    const start = performance.now();
    for (const [id, caption] of await captionSome(trial.packed, paths))
      trial.captions.set(id, caption);
    trial.milliseconds += performance.now() - start;
  }
}

function rowOf(trial: Trial, whole: Captions, references: CaptionsById): BitsRow {
  const { bits, packed, captions, milliseconds } = trial;
  const changed = [...captions].filter(([id, caption]) => caption !== whole.get(id)).length;
  const scores = scoreRow({ name: `${bits} bits`, captions }, references, 'coco');
  const { protocol, 'BLEU-4': bleu, CIDEr } = scores;
  const megabytes = packed.bytes / 1e6;
  return {
    'bits per weight': bits,
    'size, MB': megabytes,
    'seconds at 10 Mbit/s': (8 * megabytes) / MEGABITS_A_SECOND,
    'captions changed': `${changed} of ${captions.size}`,
    ...{ protocol, 'BLEU-4': bleu, CIDEr },
    'milliseconds per picture': milliseconds / captions.size,
  };
}

/**
 * What fewer bits a weight cost: both networks are packed and unpacked, and the first pictures of the dev split captioned
 * from their files by greedy search. Scores are those of the `coco` protocol.
 * @param pictures how many
 */
export async function compareBits(
  dataset: Dataset,
  captioner: Captioner,
  pictures = 200,
): Promise<BitsComparison> {
  const ids = dataset.splits.dev.filter((id) => dataset.imagePaths.has(id)).slice(0, pictures);
  const paths = ids.map((id): [ImageId, string] => [id, dataset.imagePaths.get(id) as string]);
  const references = captionsOf(dataset, 'dev');
  const encoder = requireLayers(captioner.encoder, PACKED);
  const trials: Trial[] = [];
  for (const bits of ALL_BITS) {
    const packed = await repacked({ ...captioner, encoder }, bits);
    trials.push({ bits, packed, captions: new Map(), milliseconds: 0 });
  }
  await tryAll(trials, paths.slice(0, 1)); // warms up
  for (const trial of trials) trial.milliseconds = 0;
  const bar = progressBar('Captioning in fewer bits', ids.length, 'pictures');
  for (let at = 0; at < paths.length; at += PICTURES_AT_ONCE) {
    const some = paths.slice(at, at + PICTURES_AT_ONCE);
    await tryAll(trials, some);
    bar.advance(some.length);
  }
  bar.done();
  for (const { packed } of trials)
    for (const network of [packed.encoder.model, packed.model]) network.dispose();
  const [{ captions: whole }] = trials;
  return {
    rows: trials.map((trial) => rowOf(trial, whole, references)),
    captions: new Map(trials.map(({ bits, captions }) => [bits, captions])),
  };
}

/** A picture of which fewer bits say something else, as it is shown. */
export interface ChangedPicture {
  path: string;
  captions: string[];
}

/** The pictures of which so many bits say something else than 32, with what each number of bits says. */
export function changedPictures(
  { imagePaths }: Pick<Dataset, 'imagePaths'>,
  { captions }: Pick<BitsComparison, 'captions'>,
  bits: Bits,
): ChangedPicture[] {
  const fewer = captions.get(bits);
  return [...(captions.get(32) ?? [])].flatMap(([id, caption]) => {
    const path = imagePaths.get(id);
    if (fewer?.get(id) === caption || path === undefined) return [];
    const told = [...captions].map(([number, said]) => `${number} bits: ${said.get(id)}`);
    return [{ path, captions: told }];
  });
}
