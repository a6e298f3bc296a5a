import { tf } from '../../engine/index.js';
import { UserError } from '../../outputs/index.js';
import type { CaptionModel, PictureShape } from '../caption-model.js';

/** Added to a probability before its logarithm: float32 rounds what is smaller to 0. */
const SMALLEST = 1e-37;

const numbersIn = ({ cells, width }: PictureShape) => cells * width;

/** What each member reads of pictures that hold one member's numbers after the other's, `[pictures, numbers]`. */
function partsOf(members: readonly CaptionModel[], pictures: tf.Tensor): tf.Tensor[] {
  const sizes = members.map(({ reads }) => numbersIn(reads));
  const parts = tf.split(pictures as tf.Tensor2D, sizes, 1); // each [pictures, cells * width]
  return parts.map((part, i) => {
    const { cells, width } = members[i].reads;
    return cells === 1 ? part : part.reshape([-1, cells, width]);
  });
}

/** Logits whose probabilities are the mean of the members' probabilities, `[rows, vocabulary]`. */
const averaged = (logits: tf.Tensor2D[]) =>
  tf
    .addN(logits.map((one) => one.softmax()))
    .div(logits.length)
    .add(SMALLEST)
    .log() as tf.Tensor2D;

const sumOf = (counts: readonly number[]) => counts.reduce((sum, one) => sum + one, 0);

/** Tensors dealt out, so many to each. */
function dealt(tensors: readonly tf.Tensor[], counts: readonly number[]): tf.Tensor[][] {
  return counts.map((count, i) => {
    const from = sumOf(counts.slice(0, i));
    return tensors.slice(from, from + count);
  });
}

/** @throws UserError unless there are several, and of one vocabulary */
function checkMembers(members: readonly CaptionModel[]): void {
  if (members.length < 2) throw new UserError('An ensemble needs two captioners or more.');
  const [{ vocabularySize }] = members;
  const other = members.find((one) => one.vocabularySize !== vocabularySize);
  if (!other) return;
  throw new UserError(
    `Captioners of an ensemble share their vocabulary: one has ${vocabularySize} words, padding included, another ${other.vocabularySize}.`,
  );
}

/**
 * Several captioners that speak as one: at every step a word's probability is the mean of what they give it. Each may be of
 * another kind and read other features: a picture's numbers are those of the first, then those of the second… To searches
 * it is a captioner like any other, whose memory is that of all.
 *
 * It is not trained and not kept; `dispose` disposes the members.
 * @throws UserError where there are fewer than two, or their vocabularies have different sizes
 */
export function ensembleOf(members: readonly CaptionModel[]): CaptionModel {
  checkMembers(members);
  const [first] = members;
  const width = members.reduce((sum, { reads }) => sum + numbersIn(reads), 0);
  /** How many tensors are each member's: of pictures, of memory at the beginning, and of memory after a step. */
  const counts = { pictures: [] as number[], begun: [] as number[], read: [] as number[] };
  const lengths = (all: readonly tf.Tensor[][]) => all.map(({ length }) => length);
  const ofMemory = (state: tf.Tensor[]) =>
    state.length === sumOf(counts.begun) ? counts.begun : counts.read;
  return {
    name: 'ensemble',
    settings: { members: members.map(({ name }) => name).join(', ') },
    reads: { cells: 1, width },
    vocabularySize: first.vocabularySize,
    maxLength: Math.min(...members.map(({ maxLength }) => maxLength)),
    trained: [],
    pictureLayer: first.pictureLayer,
    captionLogits(pictures, tokens, ...rest) {
      const parts = partsOf(members, pictures);
      return averaged(members.map((one, i) => one.captionLogits(parts[i], tokens, ...rest)));
    },
    begin(pictures) {
      const parts = partsOf(members, pictures);
      const begun = members.map((one, i) => one.begin(parts[i]));
      counts.pictures = lengths(begun.map(({ pictures }) => pictures));
      counts.begun = lengths(begun.map(({ state }) => state));
      return {
        pictures: begun.flatMap((one) => one.pictures),
        state: begun.flatMap((one) => one.state),
      };
    },
    step(pictures, words, state) {
      const seen = dealt(pictures, counts.pictures);
      const known = dealt(state, ofMemory(state));
      const next = members.map((one, i) => one.step(seen[i], words, known[i]));
      counts.read = lengths(next.map((one) => one.state));
      return {
        logits: averaged(next.map(({ logits }) => logits)),
        state: next.flatMap((one) => one.state),
      };
    },
    graph: () => ({ title: 'ensemble', layers: [] }),
    artifacts: () =>
      Promise.reject(new UserError('An ensemble has no file of its own: its members have theirs.')),
    dispose: () => {
      for (const one of members) one.dispose();
    },
  };
}
