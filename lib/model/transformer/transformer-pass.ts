import { type Random, tf } from '../../engine/index.js';
import type { DenseWeights } from '../caption-model.js';
import { dense } from '../dense.js';
import { dropOut, dropoutMask } from '../dropout.js';
import { attend, causalMask, inHeads, type KeysAndValues } from './heads.js';
import { layerNorm, type NormWeights } from './layer-norm.js';
import { positionRows } from './positions.js';

/** A layer's variables. What is normalised is read; what comes of it is added to what was there. */
export interface LayerWeights {
  /** The words before: questions, keys and values in one product, `[units, 3 units]`. */
  self: { norm: NormWeights; read: tf.Variable; out: DenseWeights };
  /** The picture: questions `[units, units]`; its keys and values `[units, 2 units]`. */
  cross: { norm: NormWeights; ask: tf.Variable; read: tf.Variable; out: DenseWeights };
  /** Each word by itself: `[units, 4 units]` and back. */
  feed: { norm: NormWeights; wide: DenseWeights; out: DenseWeights };
}

/** The variables of a transformer by their part in it, and what shapes its computation. */
export interface TransformerWeights {
  /** `[vocabulary, embedding]`: words as they are read, and as they are said. */
  embedding: tf.Variable;
  /** Where word vectors have a width of their own: from them, `[embedding, units]`. */
  fromWord?: tf.Variable;
  /** And to them, `[units, embedding]`. */
  toWord?: tf.Variable;
  /** Where word vectors are frozen: words as they are said, `[vocabulary, units]`. */
  saidWords?: tf.Variable;
  /** What a cell says: `[width, units]`, `[units]` */
  cells: DenseWeights;
  cellsNorm: NormWeights;
  layers: LayerWeights[];
  lastNorm: NormWeights;
  /** How often a word is said whatever stands before: `[vocabulary]` */
  wordBias: tf.Variable;
  units: number;
  heads: number;
  dropout: number;
  /** Of pictures. */
  pictureDropout: number;
}

const product = (x: tf.Tensor, kernel: tf.Variable) =>
  tf.matMul(x as tf.Tensor2D, kernel as tf.Tensor2D) as tf.Tensor2D;

/**
 * What the cells of maps offer to the questions of each layer, once for a picture.
 * @param maps `[pictures, cells, width]`
 * @param random draws which numbers of a picture are dropped, the same in all of its cells
 */
export function readPictures(
  { cells, cellsNorm, layers, units, heads, pictureDropout: dropout }: TransformerWeights,
  maps: tf.Tensor3D,
  random?: Random,
): KeysAndValues[] {
  const [rows, count, width] = maps.shape;
  const flat = maps.reshape([rows * count, width]);
  const said = layerNorm(dense(flat, cells, 'relu'), cellsNorm); // [pictures * cells, units]
  const kept = random && dropout > 0 ? dropoutMask([rows, 1, units], dropout, random) : undefined;
  const all = kept ? said.reshape([rows, count, units]).mul(kept).reshape(said.shape) : said;
  return layers.map(({ cross }) => {
    const [keys, values] = inHeads(product(all, cross.read), { rows, parts: 2, heads });
    return { keys, values };
  });
}

/**
 * Words as the first layer reads them: their vectors, and where they stand.
 * @param done words before them
 * @returns `[batch * steps, units]`, caption by caption
 */
function wordRows(
  { embedding, fromWord, units }: TransformerWeights,
  tokens: tf.Tensor2D,
  { done, placed }: { done: number; placed: boolean },
): tf.Tensor2D {
  const [batch, steps] = tokens.shape;
  const vectors = tf.gather(embedding, tokens.flatten()); // [batch * steps, embedding]
  const words = fromWord ? product(vectors, fromWord) : vectors.mul(Math.sqrt(units)); // drawn so small that their products with what is known are about 1
  if (!placed) return words as tf.Tensor2D;
  const places = tf.tensor2d(positionRows(done, steps, units), [steps, units]);
  return words
    .reshape([batch, steps, units])
    .add(places)
    .reshape([batch * steps, units]);
}

/** What can be left out of reading, to see what it is good for. */
export interface Sight {
  /** Whether words behind a word are hidden from it. Default: true. */
  masked?: boolean;
  /** Whether a word knows where it stands. Default: true. */
  placed?: boolean;
}

/** Captions of several lengths as rows of their words alone, and back; see `packedPlaces`. */
interface Packing {
  /** The place of each row's word, `[words]`. */
  places: tf.Tensor1D;
  /** The row of each place, `[batch * steps]`; behind a caption's end, that of any word. */
  rows: tf.Tensor1D;
}

/** What reading words needs. */
interface Reading extends Sight {
  /** Leaves out what stands behind the captions' ends, wherever words do not look at one another. */
  packing?: Packing;
  /** Of each layer, `[pictures, …]`. */
  pictures: KeysAndValues[];
  /** What each layer keeps of the words before, `[batch, …]`; nothing before the first. */
  past?: KeysAndValues[];
  random?: Random;
}

/** Puts the keys and values of further words behind those before. */
const behind = (past: KeysAndValues | undefined, next: KeysAndValues): KeysAndValues =>
  past
    ? {
        keys: tf.concat([past.keys, next.keys], 2), // [batch, heads, done + steps, depth]
        values: tf.concat([past.values, next.values], 2),
      }
    : next;

/**
 * How captions are packed to the words that are wanted.
 * @param places of all words, as in `transformerLogits`, `[words]`; one that is no word's may be named several times
 */
function packedPlaces(places: tf.Tensor1D, [batch, steps]: [number, number]): Packing {
  const byCaption = Int32Array.from(
    { length: steps * batch },
    (_, place) => (place % batch) * steps + Math.floor(place / batch),
  );
  const own = tf.tensor1d(byCaption, 'int32').gather(places) as tf.Tensor1D; // [words]
  const words = places.size;
  const rows = tf.scatterND(own.expandDims(1), tf.range(0, words), [batch * steps]); // of one named twice, a sum
  return { places: own, rows: rows.minimum(words - 1).toInt() as tf.Tensor1D };
}

/**
 * Reads words of captions: whole captions at once, or the next word of each where `past` holds what came of those before.
 * @param tokens `[batch, steps]`; the captions of a picture follow one another
 * @returns what is known after each word, `[batch * steps, units]`, or `[words, units]` where they are packed; keys and values of all words so far, by layer; and the
 *   shares of each layer's looks, `[batch, heads, steps, places]` and `[pictures, heads, batch / pictures * steps, cells]`
 */
export function readWords(
  weights: TransformerWeights,
  tokens: tf.Tensor2D,
  { pictures, past, random, masked = true, placed = true, packing }: Reading,
) {
  const [batch, steps] = tokens.shape;
  const { heads, dropout } = weights;
  const done = past?.[0].keys.shape[2] ?? 0;
  const mask = masked && steps > 1 ? causalMask(steps, done) : undefined;
  const added = (x: tf.Tensor2D, more: tf.Tensor2D) =>
    x.add(dropOut(more, dropout, random)) as tf.Tensor2D;
  const pack = (x: tf.Tensor2D) => (packing ? x.gather(packing.places) : x); // [words, …]
  const spread = (x: tf.Tensor2D) => (packing ? x.gather(packing.rows) : x); // [batch * steps, …]
  let known = dropOut(pack(wordRows(weights, tokens, { done, placed })), dropout, random);
  const looks = weights.layers.map(({ self, cross, feed }, i) => {
    const read = spread(product(layerNorm(known, self.norm), self.read)); // [batch * steps, 3 units]
    const [questions, keys, values] = inHeads(read, { rows: batch, parts: 3, heads });
    const memory = behind(past?.[i], { keys, values });
    const before = attend(questions, memory, mask);
    known = added(known, dense(pack(before.seen), self.out));

    const asked = spread(product(layerNorm(known, cross.norm), cross.ask)); // [batch * steps, units]
    const rows = pictures[i].keys.shape[0];
    const seen = attend(inHeads(asked, { rows, parts: 1, heads })[0], pictures[i]);
    known = added(known, dense(pack(seen.seen), cross.out));

    const wide = dense(layerNorm(known, feed.norm), feed.wide, 'relu'); // [batch * steps, 4 units]
    known = added(known, dense(wide, feed.out));
    return { memory, words: before.shares, cells: seen.shares };
  });
  return { known, looks };
}

/** What is known `[rows, units]` to the logits `[rows, vocabulary]`: how well each word's vector fits it. */
export function sayWords(
  { embedding, toWord, saidWords = embedding, lastNorm, wordBias }: TransformerWeights,
  known: tf.Tensor2D,
): tf.Tensor2D {
  const normal = layerNorm(known, lastNorm);
  const a = toWord ? product(normal, toWord) : normal; // [rows, embedding]
  const b = saidWords as tf.Tensor2D;
  return tf.fused.matMul({ a, b, transposeB: true, bias: wordBias }) as tf.Tensor2D;
}

/** What can be chosen about reading whole captions. */
interface LogitsOptions extends Sight {
  /** Draws what dropout drops. */
  random?: Random;
  /** Which rows of the result are wanted, `[places]`; all without it. */
  places?: tf.Tensor1D;
  /** Whether those are the places of all words: then nothing else is computed. Not where words see those behind them. */
  allWords?: boolean;
}

/**
 * Reads whole captions in one pass; the mask keeps every word from seeing those behind it.
 * @param maps `[pictures, cells, width]`: one for each caption, or for several that follow one another
 * @param tokens `[batch, steps]`, right-padded with 0
 * @returns logits `[steps * batch, vocabulary]`: after the first word of every caption, after the second of every…
 */
export function transformerLogits(
  weights: TransformerWeights,
  maps: tf.Tensor3D,
  tokens: tf.Tensor2D,
  { random, places, allWords, ...sight }: LogitsOptions = {},
): tf.Tensor2D {
  const [batch, steps] = tokens.shape;
  const pictures = readPictures(weights, maps, random);
  const packing = places && allWords ? packedPlaces(places, tokens.shape) : undefined;
  const { known } = readWords(weights, tokens, { pictures, random, packing, ...sight });
  if (packing) return sayWords(weights, known); // of [words, units]
  const byStep = known.reshape([batch, steps, weights.units]).transpose([1, 0, 2]);
  const rows = byStep.reshape([steps * batch, weights.units]);
  return sayWords(weights, (places ? rows.gather(places) : rows) as tf.Tensor2D);
}
