import { judge, near } from '../data-understanding/index.js';
import { totalCount, withoutMarkers } from './count-words.js';
import { thresholdTable, wordsToCover } from './threshold-table.js';
import type { WordCounts } from './types.js';

export * from './code-exercises.js';

const lastLayerUnits = 256;
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

const coverageAt = (counts: WordCounts, threshold: number) =>
  thresholdTable(counts, [threshold])[0].coverage;

function coverageWithMarkers(counts: WordCounts, threshold: number): number {
  const kept = new Map([...counts].filter(([, count]) => count >= threshold));
  return totalCount(kept) / totalCount(counts);
}

/** Exercise 3.1: how many of the most frequent words cover half of the text? */
export function headSize(words: number, counts: WordCounts): void {
  const real = withoutMarkers(counts);
  const expected = wordsToCover(counts, 0.5);
  judge('Exercise 3.1', words, {
    correct: (answer) => answer === expected,
    praise: `${expected} words of ${real.size}: a telegram, and half of everything that was said.`,
    hints: [
      {
        when: (answer) => answer > 0 && answer < 1,
        say: 'That is a share. Asked is a number of words.',
      },
      {
        is: Math.ceil(real.size / 2),
        say: 'That is half of the dictionary. Asked is half of the text, in which each word counts as often as it is said.',
      },
      {
        when: (answer) => answer < expected && answer >= expected - 5,
        say: 'A little short. Are the two markers among your words? Every caption has them; nobody says them.',
      },
      {
        when: (answer) => answer > expected,
        say: 'They make more than half. Fewer are enough: stop as soon as you have it.',
      },
    ],
    otherwise: `The ${words} most frequent words do not make a half: add up counts from the top until you have half of ${totalCount(real)}.`,
  });
}

/** Exercise 3.2: which is the highest threshold that keeps 97.5 % of the text? */
export function coverageThreshold(threshold: number, counts: WordCounts): void {
  const wanted = 0.975;
  let expected = 1;
  while (coverageAt(counts, expected + 1) >= wanted) expected++;
  judge('Exercise 3.2', threshold, {
    correct: (answer) => answer === expected,
    praise: `It keeps ${percent(coverageAt(counts, expected))} of the text; ${expected + 1} would keep ${percent(coverageAt(counts, expected + 1))}.`,
    hints: [
      {
        when: (answer) => !Number.isInteger(answer),
        say: 'A threshold is a number of occurrences: a whole number.',
      },
      {
        when: (answer) =>
          answer > expected &&
          coverageWithMarkers(counts, answer) >= wanted &&
          coverageWithMarkers(counts, answer + 1) < wanted,
        say: `With the two markers counted, yes. But every caption has them; leave them out, and ${threshold} keeps ${percent(coverageAt(counts, threshold))}.`,
      },
      {
        when: (answer) => answer < expected,
        say: `${threshold} keeps enough, ${percent(coverageAt(counts, threshold))}. Can you go higher and still keep 97.5 %?`,
      },
    ],
    otherwise: `${threshold} keeps ${percent(coverageAt(counts, threshold))} of the text: too little.`,
  });
}

/** Exercise 3.3: how many parameters does the last layer gain when the threshold falls from 10 to 5? */
export function softmaxCost(parameters: number, counts: WordCounts): void {
  const [five, ten] = thresholdTable(counts, [5, 10]);
  const words = five.words - ten.words;
  const expected = words * (lastLayerUnits + 1);
  judge('Exercise 3.3', parameters, {
    correct: (answer) => answer === expected,
    praise: `${words} more classes, ${lastLayerUnits} weights and a bias each. And ${words} more words with five to nine examples each.`,
    hints: [
      { is: words, say: 'So many words come back. Each of them needs its own column of weights.' },
      {
        is: words * lastLayerUnits,
        say: 'The weights are right. Each class has one more number that belongs to no input.',
      },
      {
        is: five.words * (lastLayerUnits + 1),
        say: 'That is close to the whole layer at threshold 5. Asked is what is added to the layer at threshold 10.',
      },
    ],
    otherwise: `The last layer has a class a word, and ${lastLayerUnits} inputs plus a bias for each class.`,
  });
}

/** Exercise 3.4: what share of the words does a threshold of 2 drop, those that were said only once? */
export function saidOnce(share: number, counts: WordCounts): void {
  const [two] = thresholdTable(counts, [2]);
  const expected = 1 - two.wordShare;
  const text = two.dropped / totalCount(withoutMarkers(counts));
  judge('Exercise 3.4', share, {
    correct: (answer) => near(answer, expected, 0.006),
    praise:
      expected > 0
        ? `${percent(expected)} of the words, and ${percent(text)} of the text. Look at some of them: names, slips, and things a captioner ought to know.`
        : 'None at all: a grammar that draws its words from short lists says nothing only once. People do.',
    hints: [
      {
        when: (answer) => answer > 1,
        say: 'Give a share between 0 and 1.',
      },
      {
        when: (answer) => near(answer, text, 0.006) && !near(text, expected, 0.006),
        say: 'That is their share of the text. Asked is their share of the words.',
      },
      { is: two.wordShare, within: 0.006, say: 'That is what a threshold of 2 keeps.' },
    ],
    otherwise:
      'Compare the rows of thresholds 1 and 2: how many words are in one and not in the other?',
  });
}
