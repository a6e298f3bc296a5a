import { captionsOf, type Dataset, type ImageId } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { type ScoreRow, scoreRow } from '../evaluation/index.js';
import { encodeFiles } from '../image-encoding/index.js';
import { type Captioner, greedySearch } from '../inference/index.js';
import { ALL_BITS, type Bits, packedBytes, packModel, unpackModel } from './packed-model.js';

const PICTURES_AT_ONCE = 8;
/** So fast a connection that is nothing special. */
const MEGABITS_A_SECOND = 10;

type Paths = [ImageId, string][];
type Captions = Map<ImageId, string>;

/** A captioner in so many bits a weight, as it would arrive in a browser. */
async function repacked(captioner: Captioner, bits: Bits) {
  const networks = [captioner.encoder.model, captioner.model];
  const packed = await Promise.all(networks.map((network) => packModel(network, bits)));
  const [encoder, model] = await Promise.all(packed.map(unpackModel));
  const bytes = packed.reduce((sum, one) => sum + packedBytes(one, bits), 0);
  return { ...captioner, bytes, encoder: { ...captioner.encoder, model: encoder }, model };
}

/** Greedy captions of pictures, encoded and searched by the same captioner. */
async function captionAll(
  { encoder, model, vocabulary, maxLength }: Captioner,
  paths: Paths,
  advance: (pictures: number) => void = () => {},
): Promise<Captions> {
  const captions: Captions = new Map();
  for (let at = 0; at < paths.length; at += PICTURES_AT_ONCE) {
    const files = paths.slice(at, at + PICTURES_AT_ONCE);
    const encoded = await encodeFiles(
      encoder,
      files.map(([imageId, path]) => ({ imageId, path })),
    );
    const read = encoded.flatMap(({ imageId, vector }) => (vector ? [{ imageId, vector }] : []));
    const vectors = read.map(({ vector }) => vector);
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
  await captionAll(captioner, paths.slice(0, PICTURES_AT_ONCE)); // warms up
  const bar = progressBar('Captioning in fewer bits', ALL_BITS.length * ids.length, 'pictures');
  const all = new Map<Bits, Captions>();
  const rows: BitsRow[] = [];
  for (const bits of ALL_BITS) {
    const { bytes, ...packed } = await repacked(captioner, bits);
    const start = performance.now();
    const captions = await captionAll(packed, paths, (done) => bar.advance(done));
    const milliseconds = (performance.now() - start) / Math.max(1, paths.length);
    for (const network of [packed.encoder.model, packed.model]) network.dispose();
    all.set(bits, captions);
    const whole = all.get(32) as Captions;
    const changed = [...captions].filter(([id, caption]) => caption !== whole.get(id)).length;
    const scores = scoreRow({ name: `${bits} bits`, captions }, references, 'coco');
    const { protocol, 'BLEU-4': bleu, CIDEr } = scores;
    const megabytes = bytes / 1e6;
    rows.push({
      'bits per weight': bits,
      'size, MB': megabytes,
      'seconds at 10 Mbit/s': (8 * megabytes) / MEGABITS_A_SECOND,
      'captions changed': `${changed} of ${captions.size}`,
      ...{ protocol, 'BLEU-4': bleu, CIDEr },
      'milliseconds per picture': milliseconds,
    });
  }
  bar.done();
  return { rows, captions: all };
}

/** A picture of which fewer bits say something else, as it is shown. */
export interface ChangedPicture {
  path: string;
  captions: string[];
}

/** The pictures whose captions are others in so many bits than in 32, with both. */
export function changedPictures(
  { imagePaths }: Pick<Dataset, 'imagePaths'>,
  { captions }: Pick<BitsComparison, 'captions'>,
  bits: Bits,
): ChangedPicture[] {
  const fewer = captions.get(bits);
  return [...(captions.get(32) ?? [])].flatMap(([id, caption]) => {
    const other = fewer?.get(id);
    const path = imagePaths.get(id);
    if (other === undefined || other === caption || path === undefined) return [];
    return [{ path, captions: [`32 bits: ${caption}`, `${bits} bits: ${other}`] }];
  });
}
