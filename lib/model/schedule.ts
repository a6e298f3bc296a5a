/** The learning rate of each epoch, counted from 0. */
export type Schedule = (epoch: number) => number;

/** A schedule and its length. */
export interface Epochs {
  epochs: number;
  learningRate: Schedule;
}

/**
 * The same rate for a number of epochs, then the next: `steps([20, 1e-3], [10, 1e-4])` is the tutorial's.
 * @example
 * ```ts
 * import { scheduleText, steps } from 'captionlab/model';
 *
 * scheduleText(steps([20, 1e-3], [10, 1e-4])); // → '20 x 0.001, 10 x 0.0001'
 * ```
 */
export function steps(...stages: [epochs: number, learningRate: number][]): Epochs {
  const rates = stages.flatMap(([epochs, rate]) => Array<number>(epochs).fill(rate));
  return { epochs: rates.length, learningRate: (epoch) => rates[epoch] };
}

/** The tutorial's schedule in another length: the last third of the epochs at a tenth of the rate. */
export function coolDown(epochs: number, learningRate: number): Epochs {
  const last = Math.floor(epochs / 3);
  return steps([epochs - last, learningRate], [last, learningRate / 10]);
}

/**
 * The rate falls along half a cosine, from all of it to almost nothing (Loshchilov & Hutter 2017, without restarts).
 * @example
 * ```ts
 * import { cosine } from 'captionlab/model';
 *
 * const { epochs, learningRate } = cosine(4, 0.001);
 * Array.from({ length: epochs }, (_, epoch) => learningRate(epoch)); // → [0.001, 0.000854, 0.0005, 0.000146]
 * ```
 */
export function cosine(epochs: number, learningRate: number): Epochs {
  const at = (epoch: number) => (learningRate * (1 + Math.cos((Math.PI * epoch) / epochs))) / 2;
  return { epochs, learningRate: (epoch) => Number(at(epoch).toPrecision(3)) };
}

/** A schedule in words: `20 x 0.001, 10 x 0.0001`. */
export function scheduleText({ epochs, learningRate }: Epochs): string {
  const stages: { count: number; rate: number }[] = [];
  for (let epoch = 0; epoch < epochs; epoch++) {
    const rate = learningRate(epoch);
    const last = stages.at(-1);
    if (last?.rate === rate) last.count++;
    else stages.push({ count: 1, rate });
  }
  return stages.map(({ count, rate }) => `${count} x ${rate}`).join(', ');
}
