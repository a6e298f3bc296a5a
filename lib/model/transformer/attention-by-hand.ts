import { tf } from '../../engine/index.js';
import { softmaxByHand } from '../caption-by-hand.js';
import { attend, causalMask } from './heads.js';

/** A word as attention sees it: what it asks for, what it answers to, and what it tells, a few numbers each. */
export interface AskingWord {
  word: string;
  question: number[];
  key: number[];
  value: number[];
}

/** What one word's look at the others comes to. */
export interface WordLook {
  /** How well each word's key fits its question. */
  scores: number[];
  /** The scores as shares of 1. */
  shares: number[];
  /** The values, each by its share, added up. */
  seen: number[];
}

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);

/**
 * Every word looks at all of them, in loops over plain numbers: equations (1) to (3) of notebook 12. `attend` does the same
 * for many captions and heads at once, in tensors.
 * @param masked whether the words behind a word are hidden from it
 */
export function attentionByHand(words: AskingWord[], masked = false): WordLook[] {
  return words.map(({ question }, place) => {
    const scores = words.map(({ key }, other) =>
      masked && other > place
        ? Number.NEGATIVE_INFINITY
        : dot(question, key) / Math.sqrt(question.length),
    );
    const shares = softmaxByHand(scores);
    const seen = words[0].value.map((_, column) =>
      dot(
        shares,
        words.map(({ value }) => value[column]),
      ),
    );
    return { scores, shares, seen };
  });
}

/** A word's look by loops beside the same by tensors. */
export interface HandAndTensors {
  word: string;
  'sees, by hand': string;
  'sees, by tensors': string;
}

/** What every word sees, by hand and by the function that the captioner uses. */
export async function handAgainstTensors(
  words: AskingWord[],
  masked = false,
): Promise<HandAndTensors[]> {
  const seen = tf.tidy(() => {
    const [questions, keys, values] = (['question', 'key', 'value'] as const).map((part) =>
      tf
        .tensor(words.map((word) => word[part]))
        .expandDims(0)
        .expandDims(0),
    ) as tf.Tensor4D[]; // each [1, 1, words, numbers]
    const mask = masked ? causalMask(words.length) : undefined;
    return attend(questions, { keys, values }, mask).seen; // [words, numbers]
  });
  const rows = (await seen.array()) as number[][];
  seen.dispose();
  const text = (numbers: number[]) => numbers.map((one) => one.toFixed(4)).join(', ');
  return attentionByHand(words, masked).map((look, i) => ({
    word: words[i].word,
    'sees, by hand': text(look.seen),
    'sees, by tensors': text(rows[i]),
  }));
}
