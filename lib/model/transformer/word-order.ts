import { createRandom, tf } from '../../engine/index.js';
import type { TransformerCaptioner } from './transformer.js';
import { readPictures, readWords, type Sight } from './transformer-pass.js';

/** What becomes of the words' results when their order is changed. */
export interface OrderRow {
  'positions added': string;
  'later words hidden': string;
  /** Between what is known of a word in one order and in the other. */
  'largest difference': number;
}

/**
 * A caption in its order and shuffled: what the captioner knows of each word in both, with and without positions and mask.
 * @param map `[cells * width]`
 * @param sequence word indices
 */
export async function orderTable(
  { weights, reads }: TransformerCaptioner,
  map: Float32Array,
  sequence: readonly number[],
): Promise<OrderRow[]> {
  const order = createRandom('another order').shuffled(sequence.map((_, i) => i));
  const shuffled = order.map((place) => sequence[place]);
  const differenceOf = async (sight: Sight) => {
    const difference = tf.tidy(() => {
      const maps = tf.tensor3d(map, [1, reads.cells, reads.width]);
      const pictures = readPictures(weights, maps);
      const [first, second] = [sequence, shuffled].map((words) => {
        const tokens = tf.tensor2d([...words], [1, words.length], 'int32');
        return readWords(weights, tokens, { pictures, ...sight }).known; // [words, units]
      });
      return first.gather(tf.tensor1d(order, 'int32')).sub(second).abs().max();
    });
    const [value] = await difference.data();
    difference.dispose();
    return value;
  };
  const rows: OrderRow[] = [];
  for (const [placed, masked] of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ]) {
    rows.push({
      'positions added': placed ? 'yes' : 'no',
      'later words hidden': masked ? 'yes' : 'no',
      'largest difference': await differenceOf({ placed, masked }),
    });
  }
  return rows;
}
