import { codeExercise } from '../data-understanding/index.js';

const dot = (a: number[], b: number[]) => a.reduce((sum, value, i) => sum + value * b[i], 0);
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

/** Exercise 8.6: one gate of one unit. */
export const gateOf = codeExercise({
  exercise: '8.6',
  name: 'gateOf',
  right: (x: number[], h: number[], kernel: number[], recurrent: number[], bias: number): number =>
    sigmoid(dot(x, kernel) + dot(h, recurrent) + bias),
  cases: [
    [[1, 2], [1], [0.5, -0.5], [2], 1],
    [[0, 0], [0], [3, 3], [3], 0],
    [[0, 0], [1], [1, 1], [-4], 1],
  ],
  praise:
    'A number between 0 and 1: shut, open, or something in between. An LSTM computes three of these for each unit, at every word.',
  slips: [
    {
      wrong: (x, h, kernel, recurrent, bias) => dot(x, kernel) + dot(h, recurrent) + bias,
      say: 'A gate lies between 0 and 1. The sum still has to go through the sigmoid, 1 / (1 + exp(-sum)).',
    },
    {
      wrong: (x, h, kernel, recurrent, bias) =>
        Math.tanh(dot(x, kernel) + dot(h, recurrent) + bias),
      say: 'tanh goes from -1 to 1 and is for the candidate. A gate that is half open says 0.5, not 0.',
    },
    {
      wrong: (x, _, kernel, __, bias) => sigmoid(dot(x, kernel) + bias),
      say: 'The gate sees the word and not what was said before: `h` and its weights are missing.',
    },
    {
      wrong: (x, h, kernel, recurrent) => sigmoid(dot(x, kernel) + dot(h, recurrent)),
      say: 'The bias is missing. Without it a gate that is given zeros could only be half open.',
    },
    {
      wrong: (x, h, kernel, recurrent, bias) =>
        1 / (1 + Math.exp(dot(x, kernel) + dot(h, recurrent) + bias)),
      say: 'It is open where it should be shut: in the sigmoid the exponent has a minus.',
    },
  ],
});

const logOfSum = (logits: number[]) => {
  const most = Math.max(...logits);
  return most + Math.log(logits.reduce((sum, one) => sum + Math.exp(one - most), 0));
};

const share = (logits: number[], right: number) => Math.exp(logits[right] - logOfSum(logits));

/** Exercise 8.7: the loss of one question. */
export const lossOf = codeExercise({
  exercise: '8.7',
  name: 'lossOf',
  right: (logits: number[], right: number): number => logOfSum(logits) - logits[right],
  cases: [
    [[2, 1, 0], 0],
    [[0, 0, 0, 0], 3],
    [[-1, 3], 0],
    [[1000, 0], 0],
  ],
  praise:
    'Also where the numbers are large. The largest logit may be taken away from all, for that changes no probability.',
  slips: [
    {
      wrong: (logits, right) =>
        -Math.log(Math.exp(logits[right]) / logits.reduce((sum, one) => sum + Math.exp(one), 0)),
      say: 'Right for small numbers. But exp(1000) is more than a number can hold. Take the largest logit away from all of them first: no probability changes.',
    },
    {
      wrong: share,
      say: 'That is the probability of the right word. The loss is minus its logarithm.',
    },
    {
      wrong: (logits, right) => logits[right] - logOfSum(logits),
      say: 'The sign: a logarithm of a probability is below 0, and a loss above.',
    },
    {
      wrong: (logits, right) => -logits[right],
      say: 'You have left out the softmax: a logit is no probability. Divide its power by the sum of all powers.',
    },
    {
      wrong: (logits, right) => -Math.log2(share(logits, right)),
      say: 'That is the logarithm to base 2. `Math.log` is the natural one, and the one that is meant.',
    },
    {
      wrong: (logits) => logOfSum(logits) - Math.max(...logits),
      say: 'That is the loss of the word that it thinks most probable. Asked is that of the right one.',
    },
  ],
});
