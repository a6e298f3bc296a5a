import type { FoundCaption } from './found-caption.js';

type Said = Pick<FoundCaption, 'words' | 'logProbability'>;

/**
 * The mean natural logarithm of a caption's word probabilities, the end marker's among them: how sure the model was of a
 * word, whatever the caption's length. 0 would be certainty.
 */
export const meanLogProbability = ({ words, logProbability }: Said): number =>
  logProbability / Math.max(1, words.length);

/**
 * The perplexity of a caption, `exp(-meanLogProbability)`: among so many equally probable words the model might as well
 * have chosen, each time.
 * @example
 * ```ts
 * import { captionOf, perplexityOf } from 'captionlab/inference';
 *
 * const words = [{ word: 'dog', probability: 0.25 }, { word: 'endseq', probability: 0.25 }];
 * perplexityOf(captionOf(words)); // → 4
 * ```
 */
export const perplexityOf = (said: Said): number => Math.exp(-meanLogProbability(said));

/** The length of a picture's vector: the root of the sum of its squared values. */
export const vectorLength = (vector: Float32Array): number => Math.hypot(...vector);

/** How sure the model was of a caption, beside the captions of other pictures. */
export interface SurenessRow {
  picture: string;
  caption: string;
  'mean log probability per word': number;
  perplexity: number;
  /** Of the other captions. */
  'surer than': string;
  /** Of what the encoder made of the picture. */
  'length of its vector': number;
}

/** A picture under a name, what was said of it, and its vector. */
export interface NamedCaption {
  name: string;
  found: FoundCaption;
  vector: Float32Array;
}

/** How sure the model was of some captions, and of how many others it was less sure. */
export function surenessTable(
  captions: readonly NamedCaption[],
  others: readonly FoundCaption[],
): SurenessRow[] {
  const theirs = others.map(meanLogProbability);
  return captions.map(({ name, found, vector }) => {
    const own = meanLogProbability(found);
    const less = theirs.filter((one) => one < own).length;
    return {
      picture: name,
      caption: found.caption,
      'mean log probability per word': own,
      perplexity: perplexityOf(found),
      'surer than': `${less} of ${theirs.length}`,
      'length of its vector': vectorLength(vector),
    };
  });
}

/** A quarter of some captions: how sure the model was of them, and what else is told of them. */
export interface QuarterRow {
  captions: string;
  'mean perplexity': number;
}

const QUARTERS = ['the surest quarter', 'the second', 'the third', 'the least sure'];
const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/**
 * Captions from the surest to the least sure in four equal parts, with the mean of a value in each: are they better where
 * the model is surer?
 * @param values one a caption, in the captions' order
 * @param name of the value's column
 */
export function surenessQuarters(
  captions: readonly Said[],
  values: readonly number[],
  name: string,
): (QuarterRow & Record<string, number | string>)[] {
  const order = captions
    .map((_, i) => i)
    .sort((a, b) => meanLogProbability(captions[b]) - meanLogProbability(captions[a]));
  const edge = (quarter: number) => Math.round((quarter * order.length) / QUARTERS.length);
  return QUARTERS.flatMap((told, quarter) => {
    const part = order.slice(edge(quarter), edge(quarter + 1));
    if (part.length === 0) return [];
    return [
      {
        captions: told,
        'mean perplexity': mean(part.map((i) => perplexityOf(captions[i]))),
        [name]: mean(part.map((i) => values[i])),
      },
    ];
  });
}
