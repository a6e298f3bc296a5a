import { longestCaption } from './agreement.js';
import { allCaptions, captionLengths, rawTokens, tokenFrequencies } from './caption-figures.js';
import { judge, near } from './exercise.js';
import { imageIdOf } from './image-id.js';
import { captionsOf } from './open-dataset.js';
import type { Dataset } from './types.js';

export * from './code-exercises.js';

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** Exercise 1.1: how many captions can the model learn from? */
export function trainingCaptions(captions: number, dataset: Dataset): void {
  const expected = allCaptions(captionsOf(dataset, 'train')).length;
  judge('Exercise 1.1', captions, {
    correct: (answer) => answer === expected,
    praise: `${expected} captions of ${dataset.splits.train.length} pictures.`,
    hints: [
      {
        when: (answer) => answer === dataset.splits.train.length,
        say: 'So many pictures. Each of them was described more than once.',
      },
      {
        when: (answer) => answer === allCaptions(dataset.captions).length,
        say: 'Those are all captions there are. Some belong to pictures that are kept for testing.',
      },
    ],
    otherwise: 'Count the captions of the pictures in the train list.',
  });
}

/** Exercise 1.2: what share of the captions has more than fifteen tokens? */
export function longCaptions(share: number, dataset: Dataset): void {
  const lengths = captionLengths(dataset.captions);
  const shareOf = (wanted: (length: number) => boolean) =>
    lengths.filter(wanted).length / lengths.length;
  const expected = shareOf((length) => length > 15);
  judge('Exercise 1.2', share, {
    correct: (answer) => near(answer, expected, 0.0006),
    praise: `${percent(expected)}. The model will meet them rarely, and yet its input has to be as wide as the longest of them.`,
    hints: [
      { when: (answer) => answer > 1, say: 'Asked is a share, between 0 and 1.' },
      {
        when: (answer) =>
          near(
            answer,
            shareOf((length) => length >= 15),
            0.0006,
          ),
        say: 'You have counted those of exactly fifteen as well.',
      },
      {
        when: (answer) => near(answer, 1 - expected, 0.0006),
        say: 'Those are the others.',
      },
    ],
    otherwise:
      '`captionLengths(dataset.captions)` is a list of numbers: how many of them are above 15?',
  });
}

/** Exercise 1.3: what share of all tokens is the word "a", in either spelling? */
export function shareOfArticles(share: number, dataset: Dataset): void {
  const frequencies = tokenFrequencies(dataset.captions);
  const total = frequencies.reduce((sum, { count }) => sum + count, 0);
  const countOf = (token: string) => frequencies.find((one) => one.token === token)?.count ?? 0;
  const lower = countOf('a') / total;
  const both = lower + countOf('A') / total;
  judge('Exercise 1.3', share, {
    correct: (answer) => near(answer, both, 0.0006),
    praise: `${percent(both)} of all tokens. Remember that figure when cleaning throws every one of them away.`,
    hints: [
      { when: (answer) => answer > 1, say: 'Divide by the number of all tokens.' },
      {
        when: (answer) => near(answer, lower, 0.0006) || near(answer, both - lower, 0.0006),
        say: 'To a computer "A" and "a" are two tokens. To a reader they are one word.',
      },
      {
        when: (answer) => near(answer, 2 / frequencies.length, 0.0006),
        say: 'That is two of all different tokens. Count how often they occur.',
      },
    ],
    otherwise: 'Add up the counts of "a" and "A", and divide by the sum of all counts.',
  });
}

/** Exercise 1.4: which picture has the longest caption? */
export function longestCaptionOf(id: string, dataset: Dataset): void {
  const longest = longestCaption(dataset.captions);
  const given = id.trim();
  const answered = dataset.captions.get(imageIdOf(given)) ?? [];
  const most = Math.max(0, ...answered.map((caption) => rawTokens(caption).length));
  judge('Exercise 1.4', given, {
    correct: () => most === longest.tokens,
    praise: `${most} tokens: "${longest.caption}"`,
    hints: [
      {
        when: (answer) => answer.includes(' '),
        say: 'That is the caption. Asked is the id of its picture.',
      },
      { when: () => answered.length === 0, say: `No picture has the id "${given}".` },
    ],
    otherwise: `The longest caption of ${given} has ${most} tokens. There is a longer one: sort the table by tokens.`,
  });
}
