import { tf } from '../../engine/index.js';
import type { TransformerCaptioner } from './transformer.js';
import { readPictures, readWords } from './transformer-pass.js';

/** Where the words of a caption looked, in each layer and head. */
export interface CaptionLooks {
  /** At the words up to themselves: `[layer][head][word][word]`, a row a word that looks. */
  words: number[][][][];
  /** At the picture: `[layer][head][word][cell]`. */
  cells: number[][][][];
}

/**
 * Reads a caption with its picture and tells where each word looked.
 * @param map `[cells * width]`
 * @param sequence word indices, the start marker first
 */
export async function looksAlong(
  { weights, reads }: TransformerCaptioner,
  map: Float32Array,
  sequence: readonly number[],
): Promise<CaptionLooks> {
  const { words, cells } = tf.tidy(() => {
    const maps = tf.tensor3d(map, [1, reads.cells, reads.width]);
    const tokens = tf.tensor2d([...sequence], [1, sequence.length], 'int32');
    const { looks } = readWords(weights, tokens, { pictures: readPictures(weights, maps) });
    return {
      words: tf.concat(looks.map((look) => look.words)), // [layers, heads, words, words]
      cells: tf.concat(looks.map((look) => look.cells)), // [layers, heads, words, cells]
    };
  });
  const [ofWords, ofCells] = (await Promise.all([
    words.array(),
    cells.array(),
  ])) as number[][][][][];
  tf.dispose([words, cells]);
  return { words: ofWords, cells: ofCells };
}
