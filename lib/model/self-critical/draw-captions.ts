import { type Random, tf } from '../../engine/index.js';
import type { CaptionModel } from '../caption-model.js';

/** A caption that was drawn by lot, word by word. */
export interface DrawnCaption {
  /** Indices of its words, the start marker first; the end marker is the last where it was drawn. */
  sequence: number[];
  /** Sum of the natural logarithms of its words' probabilities. */
  logProbability: number;
}

/** How captions are drawn. */
export interface DrawOptions {
  /** Captions of each picture. */
  perPicture: number;
  /** Most words of a caption: the end marker is one of them, the start marker is not. */
  maxLength: number;
  /** Indices of the two markers. */
  markers: { start: number; end: number };
  random: Random;
}

/** Takes padding, which is no word, from what may be said: `[rows, vocabulary]`. */
export const withoutPadding = (logits: tf.Tensor): tf.Tensor2D => {
  const words = logits.shape[1] as number;
  const padding = tf.tensor1d([-1e9]);
  return logits.add(tf.concat([padding, tf.zeros([words - 1])])); // [rows, vocabulary]
};

/**
 * One word of each row by lot: the first at which the probabilities summed up exceed a number drawn from 0 to 1.
 * @param probabilities `[rows, vocabulary]`; padding's is 0
 * @returns `[rows]`
 */
function drawWords(probabilities: tf.Tensor2D, random: Random): tf.Tensor1D {
  const [rows, words] = probabilities.shape;
  const sums = probabilities.cumsum(1); // [rows, vocabulary]
  const all = sums.slice([0, words - 1], [rows, 1]); // [rows, 1], 1 but for rounding
  const lots = tf.tensor2d(Float32Array.from({ length: rows }, random.uniform), [rows, 1]);
  const before = sums.lessEqual(all.mul(lots)).cast('float32').sum(1); // [rows]
  return before.clipByValue(1, words - 1).cast('int32') as tf.Tensor1D;
}

/**
 * Draws captions of pictures by lot, each word by its probability after the words before it and nothing dropped out: all
 * captions a word further at once, and those that have ended make room.
 * @param pictures as the captioner reads them, a row each
 * @returns the captions of the first picture, then those of the second…
 */
export async function drawCaptions(
  model: CaptionModel,
  pictures: tf.Tensor,
  { perPicture, maxLength, markers: { start, end }, random }: DrawOptions,
): Promise<DrawnCaption[]> {
  const drawn: DrawnCaption[] = Array.from({ length: pictures.shape[0] * perPicture }, () => ({
    ...{ sequence: [start], logProbability: 0 },
  }));
  const begun = tf.tidy(() => ({ ...model.begin(pictures) })); // each [pictures, …]
  const pick = (some: tf.Tensor[], rows: number[]) => {
    const indices = tf.tensor1d(rows, 'int32');
    return some.map((one) => tf.gather(one, indices)); // each [open, …]
  };
  let open = drawn.map((_, row) => row);
  let state = tf.tidy(() =>
    pick(
      begun.state,
      open.map((row) => Math.floor(row / perPicture)),
    ),
  );
  try {
    for (let length = 0; length < maxLength && open.length > 0; length++) {
      const said = tf.tidy(() => {
        const seen = pick(
          begun.pictures,
          open.map((row) => Math.floor(row / perPicture)),
        );
        const last = open.map((row) => drawn[row].sequence.at(-1) as number);
        const next = model.step(seen, tf.tensor1d(last, 'int32'), state);
        const probabilities = withoutPadding(next.logits).softmax() as tf.Tensor2D; // [open, vocabulary]
        const words = drawWords(probabilities, random); // [open]
        const places = tf.range(0, open.length, 1, 'int32').mul(probabilities.shape[1]).add(words);
        const ofWords = probabilities.flatten().gather(places.cast('int32')); // [open]
        return { words, ofWords, state: next.state };
      });
      tf.dispose(state);
      state = said.state;
      const [words, shares] = await Promise.all([said.words.data(), said.ofWords.data()]);
      tf.dispose([said.words, said.ofWords]);
      for (const [i, row] of open.entries()) {
        drawn[row].sequence.push(words[i]);
        drawn[row].logProbability += Math.log(shares[i]);
      }
      const going = open.map((_, i) => i).filter((i) => words[i] !== end);
      if (going.length < open.length) {
        const kept = tf.tidy(() => (going.length > 0 ? pick(state, going) : []));
        tf.dispose(state);
        state = kept;
        open = going.map((i) => open[i]);
      }
    }
  } finally {
    tf.dispose([begun.pictures, begun.state, state]);
  }
  return drawn;
}
