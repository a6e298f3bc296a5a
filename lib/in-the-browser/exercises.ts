import { judge, near } from '../data-understanding/index.js';

export * from './code-exercises.js';

/** Exercise 13.1: how many megabytes are the 21,802,784 weights of InceptionV3 in 16 bits each? */
export function sizeOfInception(megabytes: number): void {
  const weights = 21_802_784;
  judge('Exercise 13.1', megabytes, {
    correct: (answer) => near(answer, (2 * weights) / 1e6, 0.01),
    praise: 'Two bytes a weight. MobileNetV2 has a tenth of them: that is the one to send.',
    hints: [
      { is: (16 * weights) / 1e6, within: 0.01, say: 'Those are megabits. A byte has eight.' },
      { is: (4 * weights) / 1e6, within: 0.01, say: 'That is what 32 bits take.' },
      {
        is: weights / 1e6,
        within: 0.01,
        say: 'So many millions of weights. How many bytes has each?',
      },
    ],
    otherwise: 'Bytes a weight, times weights, divided by a million.',
  });
}

/** Exercise 13.2: a tensor's values lie between -1 and 1. How far can one be from its nearest of 256 levels? */
export function levelError(error: number): void {
  const half = 1 / 255;
  judge('Exercise 13.2', error, {
    correct: (answer) => near(answer, half, 0.00005),
    praise:
      'Half of the distance between two levels. One large weight pulls the levels apart for all the others.',
    hints: [
      {
        is: 2 * half,
        within: 0.00005,
        say: 'That is from one level to the next. A value goes to the nearer one.',
      },
    ],
    otherwise: 'The range is 2 wide. Divide it by the gaps, and take half.',
  });
}

/** Exercise 13.3: may the page send a picture to another server? Yes or no. */
export function picturesLeave(answer: string): void {
  judge('Exercise 13.3', answer.trim().toLowerCase(), {
    correct: (text) => text.startsWith('n'),
    praise:
      "The page's own policy says default-src 'none', connect-src 'self' and form-action 'none': the browser refuses to " +
      'fetch from, or post to, any other server. (A script could still lead you to another page: whoever can change ' +
      'page.js has to be trusted.)',
    otherwise: 'Look for Content-Security-Policy in the first lines of index.html.',
  });
}

/** Exercise 13.4: a tensor's values lie between -1 and 1. How many bits keep every value within 0.001 of its level? */
export function bitsForLevels(bits: number): void {
  judge('Exercise 13.4', bits, {
    correct: (answer) => answer === 10,
    praise:
      '1,024 levels have 1,023 gaps of 0.00196, and half of one is 0.00098. Nine bits would be 0.00196 off.',
    hints: [
      { is: 9, say: 'Then levels are 0.0039 apart. The furthest value lies half of that away.' },
      { is: 11, say: 'That is enough, and one bit less is too: a value goes to the nearer level.' },
      { is: 1000, say: 'So many gaps, about. How many bits count as far as that?' },
    ],
    otherwise:
      'Gaps of 0.002 fit a thousand times into a range of 2. Which power of 2 reaches that?',
  });
}
