import { judge, near } from '../data-understanding/index.js';
import type { FoundCaption } from './found-caption.js';

export * from './code-exercises.js';

/** Exercise 9.1: how often must the model be asked for a caption of 9 words? */
export function timesAsked(times: number): void {
  judge('Exercise 9.1', times, {
    correct: (answer) => answer === 10,
    praise: 'Nine words, and once more to hear that there is no tenth.',
    hints: [
      { is: 9, say: 'And how does the search learn that it is over?' },
      { is: 11, say: 'The start marker is given to the model, not asked of it.' },
      { is: 34, say: 'That is the most it could be. The end marker comes earlier.' },
    ],
    otherwise: 'Once for every word, and once for the end marker.',
  });
}

/** Exercise 9.2: three words at 0.5, 0.5 and 0.8: what is the log probability of the caption? */
export function logOfThree(logProbability: number): void {
  const expected = Math.log(0.5 * 0.5 * 0.8);
  judge('Exercise 9.2', logProbability, {
    correct: (answer) => near(answer, expected, 0.01),
    praise: 'The sum of the three logarithms, and the logarithm of the product 0.2.',
    hints: [
      { is: 0.2, within: 0.001, say: 'The product is right. Now its logarithm.' },
      {
        is: Math.log(1.8),
        within: 0.01,
        say: 'Probabilities of one thing after another are multiplied, not added.',
      },
      {
        is: -expected,
        within: 0.01,
        say: 'The size is right. The logarithm of a number below 1 is negative.',
      },
      { is: Math.log10(0.2), within: 0.01, say: 'Use the natural logarithm: Math.log.' },
    ],
    otherwise: 'Add up Math.log of each probability.',
  });
}

/** Exercise 9.3: of two captions, the longer has the smaller log probability. Is it therefore worse? Yes or no. */
export function longerIsWorse(answer: string): void {
  judge('Exercise 9.3', answer.trim().toLowerCase(), {
    correct: (text) => text.startsWith('n'),
    praise:
      'Every further word multiplies by a number below 1. Who compares captions of different lengths must make up for it.',
    otherwise:
      'Think of a caption that is certain of every word, at 0.9 each, and has twenty of them.',
  });
}

/** Exercise 9.4: which word of the first caption was the model least sure of? */
export function leastSure(word: string, { words }: FoundCaption): void {
  const least = words.reduce((a, b) => (b.probability < a.probability ? b : a));
  const most = words.reduce((a, b) => (b.probability > a.probability ? b : a));
  judge('Exercise 9.4', word.trim().toLowerCase(), {
    correct: (text) => text === least.word,
    praise: `It got ${(100 * least.probability).toFixed(0)} %. Where people say the same thing in several ways, the model must share its belief among them.`,
    hints: [{ is: most.word, say: 'That is the one it was most sure of.' }],
    otherwise: 'Look for the shortest bar among the chosen words.',
  });
}

/** Exercise 9.5: how many captions does a beam of 3 compare at a step, with a vocabulary of 1,651 words? */
export function captionsCompared(count: number): void {
  judge('Exercise 9.5', count, {
    correct: (answer) => answer === 3 * 1651,
    praise:
      'Every word after each of the three. The model is asked only three times for all of them.',
    hints: [
      { is: 3, say: 'That is how many are kept. How many could they become?' },
      { is: 1651, say: 'So many words may follow one caption. There are three.' },
      {
        is: 1651 ** 3,
        say: 'That is how many captions of three words there are. A beam looks one word ahead.',
      },
      { is: 3 * 1652, say: 'Padding is no word: nobody may say it.' },
    ],
    otherwise: 'Each of the captions that are kept can go on with any word.',
  });
}

/** Exercise 9.6: two words have 0.8 and 0.2. What has the first at a temperature of 0.5? */
export function sharpened(probability: number): void {
  const expected = 0.8 ** 2 / (0.8 ** 2 + 0.2 ** 2);
  judge('Exercise 9.6', probability, {
    correct: (answer) => near(answer, expected, 0.005),
    praise: 'Squares: 0.64 to 0.04. What was four times as probable is now sixteen times.',
    hints: [
      { is: 0.64, within: 0.001, say: 'The square is right. Now they must add up to 1 again.' },
      { is: 2 / 3, within: 0.01, say: 'You took roots: that is a temperature of 2.' },
      { is: 0.4, within: 0.001, say: 'The temperature is in the exponent: 1 / 0.5 = 2.' },
    ],
    otherwise: 'Raise both to the power 1 / temperature, then divide by their sum.',
  });
}

/** Exercise 9.7: 0.6 then 0.5, or 0.4 then 0.9: how probable is the most probable caption of two words? */
export function mostProbableOfTwo(probability: number): void {
  judge('Exercise 9.7', probability, {
    correct: (answer) => near(answer, 0.36, 0.001),
    praise:
      'Greedy search takes dog and ends at 0.6 times 0.5, which is 0.30. It maximised each word, and missed the caption.',
    hints: [
      {
        is: 0.3,
        within: 0.001,
        say: 'That is what greedy search finds. Try the other first word.',
      },
      {
        is: 1.3,
        within: 0.001,
        say: 'Probabilities of one thing after another are multiplied, not added.',
      },
      {
        is: 0.9,
        within: 0.001,
        say: 'That is the second word alone. The first had to be said too.',
      },
    ],
    otherwise: 'Multiply along each of the two ways, and compare.',
  });
}
