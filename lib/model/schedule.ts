/** The learning rate of each epoch, counted from 0. */
export type Schedule = (epoch: number) => number;

/** The same rate for a number of epochs, then the next: `steps([20, 1e-3], [10, 1e-4])` is the tutorial's. */
export function steps(...stages: [epochs: number, learningRate: number][]): {
  epochs: number;
  learningRate: Schedule;
} {
  const rates = stages.flatMap(([epochs, rate]) => Array<number>(epochs).fill(rate));
  return { epochs: rates.length, learningRate: (epoch) => rates[epoch] };
}
