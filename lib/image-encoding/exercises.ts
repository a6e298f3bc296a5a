import { judge, near } from '../data-understanding/index.js';

export * from './code-exercises.js';

/** Exercise 4.1: how many numbers is a colour picture of 299 x 299 pixels? */
export function numbersInPicture(numbers: number): void {
  judge('Exercise 4.1', numbers, {
    correct: (answer) => answer === 299 * 299 * 3,
    praise: 'And InceptionV3 leaves 2048 of them: 131 times fewer.',
    hints: [
      { is: 299 * 299, say: 'So many pixels. Each has three colours.' },
      { is: 299 * 3, say: 'That is one row of the picture.' },
    ],
    otherwise: 'Height times width times colours.',
  });
}

/** Exercise 4.2: what becomes of a colour value of 51 when it is preprocessed? */
export function preprocessed51(value: number): void {
  judge('Exercise 4.2', value, {
    correct: (answer) => near(answer, -0.6, 0.001),
    praise: 'Dark: closer to -1 than to 0.',
    hints: [
      { is: 0.2, within: 0.001, say: 'That is 51 / 255. Here the scale begins at -1.' },
      { is: 0.4, within: 0.001, say: 'Divided rightly. One thing is still to be taken away.' },
    ],
    otherwise: 'x / 127.5 - 1.',
  });
}

/** Exercise 4.3: how many megabytes do the features of Flickr8k's 8091 pictures take? */
export function featureMegabytes(megabytes: number): void {
  judge('Exercise 4.3', megabytes, {
    correct: (answer) => near(answer, (8091 * 2048 * 4) / 1e6, 0.06),
    praise: 'Small enough to keep: so each picture is encoded once, and never again.',
    hints: [
      {
        is: (8091 * 2048) / 1e6,
        within: 0.06,
        say: 'So many million numbers. A 32-bit number takes four bytes.',
      },
      { is: (8091 * 2048 * 4) / 1e3, within: 0.06, say: 'Those are kilobytes.' },
    ],
    otherwise: 'Pictures times 2048 numbers times 4 bytes, in millions.',
  });
}

/** Exercise 4.4: may features made with two resize rules be mixed? Yes or no. */
export function mayMixRules(answer: string): void {
  judge('Exercise 4.4', answer.trim().toLowerCase(), {
    correct: (text) => text.startsWith('n'),
    praise:
      'The model would learn from one kind of number and be asked about another. So features carry the name of their rule, and others are refused.',
    otherwise:
      'Look at the row of four pictures again. Would a network give them the same numbers?',
  });
}

/** Exercise 4.5: how many parameters has a convolution of 64 filters, 5 by 5, over 3 channels? */
export function convolutionParameters(parameters: number): void {
  const weights = 5 * 5 * 3 * 64;
  judge('Exercise 4.5', parameters, {
    correct: (answer) => answer === weights + 64,
    praise:
      'And as many for a picture of any size: a kernel is used at every place. That is what makes convolutions cheap.',
    hints: [
      { is: weights, say: 'Each filter has a bias too.' },
      { is: 5 * 5 * 64 + 64, say: 'A kernel lies on all channels at once: it is 5 by 5 by 3.' },
      { is: 5 * 5 * 3 + 1, say: 'So many has one filter.' },
    ],
    otherwise: 'The numbers of one kernel and its bias, times the filters.',
  });
}
