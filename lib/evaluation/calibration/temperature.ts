import { calibrationError, calibrationOf, type Foretold } from './bins.js';

/** What a model made of every next word of some captions. */
export interface NextWords {
  /** `[rows, vocabulary]`: the softmax of a row are the probabilities of the next word. */
  logits: Float32Array;
  /** `[rows]`: the index of the word that came. */
  came: Int32Array;
  vocabulary: number;
}

/** Of each row the most probable word, its probability, and minus the logarithm of the probability of the word that came. */
function* rowsAt({ logits, came, vocabulary }: NextWords, temperature: number) {
  for (let row = 0; row < came.length; row++) {
    const start = row * vocabulary;
    let best = 0;
    for (let word = 1; word < vocabulary; word++) {
      if (logits[start + word] > logits[start + best]) best = word;
    }
    const largest = logits[start + best];
    let sum = 0;
    for (let word = 0; word < vocabulary; word++) {
      sum += Math.exp((logits[start + word] - largest) / temperature);
    }
    const surprise = Math.log(sum) - (logits[start + came[row]] - largest) / temperature;
    yield { best, confidence: 1 / sum, surprise };
  }
}

/** The most probable word of each row and whether it came, the logits divided by a temperature. */
export function foretoldAt(words: NextWords, temperature = 1): Foretold[] {
  return Array.from(rowsAt(words, temperature), ({ best, confidence }, row) => ({
    ...{ confidence, hit: best === words.came[row] },
  }));
}

/** The mean negative log-likelihood of the words that came, in nats: the loss of notebook 8. */
export function meanSurprise(words: NextWords, temperature: number): number {
  let sum = 0;
  for (const { surprise } of rowsAt(words, temperature)) sum += surprise;
  return sum / words.came.length;
}

/**
 * The temperature at which words are least surprising: golden-section search over its logarithm, between 1/10 and 10
 * (temperature scaling: Guo et al. 2017, section 4.2). The surprise has one valley, for it is convex in 1 / temperature.
 */
export function fitTemperature(words: NextWords): number {
  const golden = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(0.1), Math.log(10)];
  while (high - low > 1e-3) {
    const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
    if (meanSurprise(words, Math.exp(left)) < meanSurprise(words, Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}

/** How far a model's probabilities can be trusted at one temperature. */
export interface CalibrationRow {
  probabilities: string;
  temperature: number;
  'right words': string;
  'mean confidence': string;
  ECE: string;
  'NLL (nats a word)': number;
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The same words at several temperatures. The most probable word stays the same, so `right words` does too. */
export function calibrationTable(
  words: NextWords,
  temperatures: Record<string, number>,
): CalibrationRow[] {
  return Object.entries(temperatures).map(([probabilities, temperature]) => {
    const foretold = foretoldAt(words, temperature);
    const sum = (of: (word: Foretold) => number) =>
      foretold.reduce((total, word) => total + of(word), 0);
    return {
      ...{ probabilities, temperature: Number(temperature.toFixed(3)) },
      'right words': percent(sum(({ hit }) => Number(hit)) / foretold.length),
      'mean confidence': percent(sum(({ confidence }) => confidence) / foretold.length),
      ECE: percent(calibrationError(calibrationOf(foretold))),
      'NLL (nats a word)': Number(meanSurprise(words, temperature).toFixed(4)),
    };
  });
}
