import { tf } from '../engine/index.js';
import type { CaptionModel } from '../model/index.js';
import { UserError } from '../outputs/index.js';
import type { Vocabulary } from '../vocabulary/index.js';
import type { Hypothesis } from './hypothesis.js';

/** What the captioner says after hypotheses, and where it looks for the next word. */
export interface Reading {
  /** The probability of every word to come next, `[beams, vocabulary]`; the caller's own to change. */
  probabilities: Float32Array;
  /** The share of each cell, `[cells]`, after each hypothesis: where it was asked for, and the captioner looks. */
  looked?: Float32Array[];
}

/** What reads the captions of a batch on the device, a word at a time, and says what may come next. */
export interface CaptionReader {
  /**
   * Reads the last word of each hypothesis. What they go on from must have been read in the call before: its memory is
   * taken up from there, once for each that goes on from it.
   * @throws UserError when the model's weights are no numbers
   */
  read(hypotheses: readonly Hypothesis[]): Promise<Reading>;
  dispose(): void;
}

/** One hypothesis' row of what `read` gave, `[vocabulary]`. */
export const rowOf = (
  values: Float32Array,
  hypothesis: number,
  { size }: Pick<Vocabulary, 'size'>,
) => values.subarray(hypothesis * size, (hypothesis + 1) * size);

/** Rows of `x` by their numbers; `x` itself where they are all of its rows in order. */
function rowsOf(x: tf.Tensor[], rows: readonly number[]): tf.Tensor[] {
  const same = rows.length === x[0]?.shape[0] && rows.every((row, i) => row === i);
  if (same || x.length === 0) return x;
  const indices = tf.tensor1d([...rows], 'int32');
  return x.map((tensor) => tf.gather(tensor, indices)); // each [beams, …]
}

const isSame = (some: readonly number[], others: readonly number[]) =>
  some.length === others.length && some.every((one, i) => one === others[i]);

/** The pictures of hypotheses, each once where as many hypotheses of each follow one another. */
function shared(pictures: readonly number[]): readonly number[] {
  const other = pictures.findIndex((picture) => picture !== pictures[0]);
  const each = other < 0 ? pictures.length : other;
  const inGroups = pictures.every((picture, i) => picture === pictures[i - (i % each)]);
  if (!inGroups || pictures.length % each !== 0) return pictures;
  return pictures.filter((_, i) => i % each === 0);
}

/** Rows of what a captioner knows of pictures. They are picked again only when others are wanted: a picture's are many. */
function pickedPictures(all: tf.Tensor[]) {
  let rows: readonly number[] = Array.from({ length: all[0]?.shape[0] ?? 0 }, (_, row) => row);
  let picked = all;
  const dispose = () => {
    if (picked !== all) tf.dispose(picked);
  };
  return {
    of(wanted: readonly number[]): tf.Tensor[] {
      if (isSame(wanted, rows)) return picked;
      dispose();
      rows = wanted;
      picked = tf.tidy(() => rowsOf(all, wanted)); // all of them where all are wanted
      return picked;
    },
    dispose,
  };
}

/** The pictures' numbers as one tensor: `[batch, width]`, or `[batch, cells, width]`. */
function pictureRows(
  { cells, width }: CaptionModel['reads'],
  features: readonly Float32Array[],
): tf.Tensor {
  const values = new Float32Array(features.length * cells * width);
  features.forEach((row, i) => {
    values.set(row, i * cells * width);
  });
  return tf.tensor(
    values,
    cells === 1 ? [features.length, width] : [features.length, cells, width],
  );
}

/**
 * Looks at the pictures once, and carries the captioner's memory from word to word.
 * @param features one vector or map a picture, each `[cells * width]`
 * @param looks whether it is told where the captioner looks
 */
export function openReader(
  model: CaptionModel,
  features: readonly Float32Array[],
  looks = false,
): CaptionReader {
  const begun = tf.tidy(() => {
    const { pictures, state } = model.begin(pictureRows(model.reads, features));
    return { pictures, state }; // each [batch, …]
  });
  const pictures = pickedPictures(begun.pictures);
  let { state } = begun;
  let places = new Map<Hypothesis, number>();

  async function read(hypotheses: readonly Hypothesis[]): Promise<Reading> {
    const before = hypotheses.map(({ before, picture }) =>
      before ? (places.get(before) as number) : picture,
    );
    const seen = pictures.of(shared(hypotheses.map(({ picture }) => picture)));
    const { probabilities, looked, next } = tf.tidy(() => {
      const words = tf.tensor1d(
        hypotheses.map(({ word }) => word),
        'int32',
      );
      const after = model.step(seen, words, rowsOf(state, before));
      return {
        next: after.state,
        probabilities: after.logits.softmax(), // [beams, vocabulary]
        looked: looks ? after.looked : undefined, // [beams, cells]
      };
    });
    tf.dispose(state);
    state = next;
    places = new Map(hypotheses.map((one, row) => [one, row]));
    const values = (await probabilities.data()) as Float32Array;
    const shares = (await looked?.data()) as Float32Array | undefined;
    tf.dispose([probabilities, ...(looked ? [looked] : [])]);
    refuseNonsense(values, hypotheses.length);
    const size = (shares?.length ?? 0) / hypotheses.length;
    const ofEach = shares && hypotheses.map((_, row) => rowOf(shares, row, { size }).slice());
    return { probabilities: values, looked: ofEach };
  }

  return {
    read,
    dispose() {
      pictures.dispose();
      tf.dispose([begun.pictures, state]);
    },
  };
}

/** One value that is no number makes all of its row so: the first of each tells. */
function refuseNonsense(values: Float32Array, rows: number): void {
  for (let i = 0; i < values.length; i += values.length / rows) {
    if (Number.isNaN(values[i])) {
      throw new UserError(
        "The model's probabilities are not numbers (NaN): its training went astray, or a picture's features did. " +
          'Train it again with a smaller learning rate, or encode the picture again.',
      );
    }
  }
}
