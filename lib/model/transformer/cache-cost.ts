import { tf } from '../../engine/index.js';
import type { TransformerCaptioner } from './transformer.js';
import { readPictures, readWords, sayWords } from './transformer-pass.js';

/** What a caption of so many words costs with keys and values kept, and read anew for each word. */
export interface CacheRow {
  'words in the caption': number;
  'words read, kept': number;
  'words read, anew': number;
  'milliseconds, kept': number;
  'milliseconds, anew': number;
  /** Between the last word's logits of both ways. */
  'largest difference': string;
}

/**
 * Writes captions of given lengths twice: once with the keys and values of earlier words kept, once with all words read anew
 * for each further one.
 * @param map of a picture, `[cells * width]`
 * @param sequence word indices, as many as the longest caption has; shorter ones are its beginnings
 * @param captions so many are written at once, as in a beam
 */
export async function cacheTable(
  { weights, reads }: TransformerCaptioner,
  map: Float32Array,
  sequence: readonly number[],
  { lengths, captions = 16 }: { lengths: number[]; captions?: number },
): Promise<CacheRow[]> {
  const pictures = tf.tidy(() => {
    const one = tf.tensor3d(map, [1, reads.cells, reads.width]);
    return readPictures(weights, one.tile([captions, 1, 1]) as tf.Tensor3D); // [captions, heads, cells, depth]
  });
  const words = (from: number, to: number) =>
    tf.tensor2d(
      Array.from({ length: captions }, () => sequence.slice(from, to)),
      undefined,
      'int32',
    ); // [captions, words]

  const kept = (length: number) =>
    tf.tidy(() => {
      let past: ReturnType<typeof readPictures> | undefined;
      let logits = tf.zeros([1, 1]) as tf.Tensor2D;
      for (let step = 0; step < length; step++) {
        const { known, looks } = readWords(weights, words(step, step + 1), { pictures, past });
        past = looks.map(({ memory }) => memory);
        logits = sayWords(weights, known); // [captions, vocabulary]
      }
      return logits;
    });
  const anew = (length: number) =>
    tf.tidy(() => {
      let logits = tf.zeros([1, 1]) as tf.Tensor2D;
      for (let step = 1; step <= length; step++) {
        const { known } = readWords(weights, words(0, step), { pictures });
        const last = known.reshape([captions, step, weights.units]).slice([0, step - 1]);
        logits = sayWords(weights, last.squeeze([1]) as tf.Tensor2D); // [captions, vocabulary]
      }
      return logits;
    });
  const timed = async (write: () => tf.Tensor2D) => {
    const start = performance.now();
    const logits = write();
    await logits.data();
    return { logits, milliseconds: performance.now() - start };
  };

  kept(2).dispose(); // the first call of everything is slower
  anew(2).dispose();
  const rows: CacheRow[] = [];
  for (const length of lengths) {
    const [one, other] = [await timed(() => kept(length)), await timed(() => anew(length))];
    const apart = tf.tidy(() => one.logits.sub(other.logits).abs().max());
    const [difference] = await apart.data();
    tf.dispose([one.logits, other.logits, apart]);
    rows.push({
      'words in the caption': length,
      'words read, kept': length,
      'words read, anew': (length * (length + 1)) / 2,
      'milliseconds, kept': one.milliseconds,
      'milliseconds, anew': other.milliseconds,
      'largest difference': difference.toExponential(1),
    });
  }
  tf.dispose(pictures);
  return rows;
}
