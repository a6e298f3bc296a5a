import { judge, near } from '../data-understanding/index.js';
import { bestEpoch } from './results.js';
import type { EpochResult } from './training-types.js';

export * from './code-exercises.js';

/** Exercise 8.1: how many parameters has an LSTM of 128 units? */
export function lstmParameters(parameters: number, inputWidth: number): void {
  const units = 128;
  const expected = 4 * ((inputWidth + units) * units + units);
  judge('Exercise 8.1', parameters, {
    correct: (answer) => answer === expected,
    praise:
      'Less than half of before: the part that reads the words halves, the part that reads the memory shrinks to a quarter.',
    hints: [
      { is: expected / 4, say: 'That is one gate. There are three of them, and the new memory.' },
      {
        is: 4 * (inputWidth + units) * units,
        say: 'The weights are right. Each of the four has biases too.',
      },
      {
        is: 4 * ((inputWidth + 256) * units + units),
        say: 'With 128 units the memory that is fed back has 128 numbers as well, not 256.',
      },
      {
        is: 4 * (inputWidth * units + units),
        say: "Each gate sees the word's vector and the memory. You left the memory out.",
      },
    ],
    otherwise: 'Four times a dense layer that sees a word vector and the memory together.',
  });
}

/** Exercise 8.2: what is the loss of a model that gives the right word one half, every time? */
export function lossOfHalfSure(loss: number): void {
  judge('Exercise 8.2', loss, {
    correct: (answer) => near(answer, Math.log(2), 0.005),
    praise: 'Minus ln 0.5. Each halving of the probability costs another 0.69.',
    hints: [
      { is: 0.5, say: 'That is the probability, not its logarithm.' },
      {
        is: -Math.log(2),
        within: 0.005,
        say: 'The logarithm of a half is negative. The loss is minus that.',
      },
      {
        when: (answer) => near(answer, 1, 0.005) || near(answer, Math.log10(2), 0.005),
        say: 'The right idea with another logarithm: here it is the natural one.',
      },
    ],
    otherwise: 'Minus the natural logarithm of the probability that the right word got.',
  });
}

/** Exercise 8.3: how many LSTM steps do the pairs of a caption of 12 words take without padding? */
export function stepsAsPairs(steps: number): void {
  judge('Exercise 8.3', steps, {
    correct: (answer) => answer === 66,
    praise: '1 + 2 + … + 11: six times the 11 of one pass. And padding to 34 makes it 374.',
    hints: [
      { is: 11, say: 'That is one pass. The pairs begin anew each time.' },
      { is: 78, say: 'There is no prefix of all 12 words: nothing comes after the end marker.' },
      { is: 11 * 34, say: 'That is with padding to 34. Count only real words.' },
    ],
    otherwise: 'The first prefix has one word, the second two, the last eleven. Add them up.',
  });
}

/** Exercise 8.4: which epoch would the training loss alone have chosen, in a training that goes on too long? */
export function epochByTrainingLoss(epoch: number, results: EpochResult[]): void {
  const chosen = results.reduce((best, result) => (result.loss < best.loss ? result : best));
  const best = bestEpoch(results);
  const last = results.length;
  const [dear, cheap] = [chosen, best].map(({ devLoss }) => devLoss.toFixed(2));
  judge('Exercise 8.4', epoch, {
    correct: (answer) => answer === chosen.epoch,
    praise:
      chosen.epoch === best.epoch
        ? 'Here both losses agree. Train longer, and they would not.'
        : `Its dev loss is ${dear}; after epoch ${best.epoch} it was ${cheap}. The training loss never says that the best is over.`,
    hints: [
      { is: best.epoch, say: 'That is the best by the dev loss. Look at the other column.' },
      {
        when: (answer) => answer < 1 || answer > last || !Number.isInteger(answer),
        say: `Epochs are counted from 1 to ${last}.`,
      },
    ],
    otherwise: 'Find the smallest number among the training losses, and the epoch in its row.',
  });
}

/** Exercise 8.5: the new memory of a unit with memory 0.8, forget gate 0.9, input gate 0.5, candidate -0.4. */
export function newMemory(memory: number): void {
  judge('Exercise 8.5', memory, {
    correct: (answer) => near(answer, 0.9 * 0.8 + 0.5 * -0.4, 0.0005),
    praise: '0.72 is kept, and half of the candidate comes in, which takes 0.2 away.',
    hints: [
      { is: 0.92, within: 0.0005, say: 'The candidate is negative: it takes something away.' },
      { is: 0.72, within: 0.0005, say: 'That is what is kept. Something new comes in, too.' },
      {
        is: 0.9 * -0.4 + 0.5 * 0.8,
        within: 0.0005,
        say: 'The other way round: the forget gate stands before the old memory.',
      },
      {
        is: 0.8 - 0.4,
        within: 0.0005,
        say: 'So it would be with both gates wide open. Here neither is.',
      },
    ],
    otherwise: 'Equation (5): forget gate times memory, plus input gate times candidate.',
  });
}
