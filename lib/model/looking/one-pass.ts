import { tf } from '../../engine/index.js';
import type { CaptionModel } from '../caption-model.js';

/** How the two ways differ. */
export interface TwoWays {
  steps: number;
  milliseconds: { onePass: number; stepwise: number };
  /** The greatest difference of a probability between them. */
  difference: number;
}

const timed = (work: () => number[][]) => {
  work(); // the engine prepares itself at the first call
  const from = performance.now();
  const result = work();
  return { result, milliseconds: performance.now() - from };
};

/**
 * What a captioner says after each word of a caption: of all in one pass, and word by word with a memory.
 * @param map `[cells * width]`
 * @param tokens the caption's words as numbers, the start marker first
 */
export function onePassAndSteps(
  model: CaptionModel,
  map: Float32Array,
  tokens: readonly number[],
): TwoWays {
  const { cells, width } = model.reads;
  const onePass = () =>
    tf.tidy(() => {
      const row = tf.tensor3d(map, [1, cells, width]);
      const words = tf.tensor2d([...tokens], [1, tokens.length], 'int32');
      return model.captionLogits(row, words).softmax().arraySync() as number[][];
    });
  const stepwise = () =>
    tf.tidy(() => {
      const said: number[][] = [];
      const { pictures, state: first } = model.begin(tf.tensor3d(map, [1, cells, width]));
      let state = first;
      for (const token of tokens) {
        const next = model.step(pictures, tf.tensor1d([token], 'int32'), state);
        said.push((next.logits.softmax().arraySync() as number[][])[0]);
        ({ state } = next);
      }
      return said;
    });
  const [all, each] = [timed(onePass), timed(stepwise)];
  const differences = all.result.flatMap((row, i) =>
    row.map((share, word) => Math.abs(share - each.result[i][word])),
  );
  return {
    steps: tokens.length,
    milliseconds: { onePass: all.milliseconds, stepwise: each.milliseconds },
    difference: differences.reduce((most, one) => Math.max(most, one), 0),
  };
}
