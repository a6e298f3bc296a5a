import { createRandom, type Random } from '../../engine/index.js';
import type { CaptionerChoice } from '../../model/index.js';
import { readTextFile, shown, UserError } from '../../outputs/index.js';
import { checkChosen, isWhole } from './choice-rules.js';

type Value = string | number | boolean;

/** Numbers to draw from, all alike or, where `log`, all powers of ten alike; whole ones where the choice counts. */
export interface Range {
  from: number;
  to: number;
  log?: boolean;
}

/** What a random search draws from: values to pick one of, or a range. What is not named stays as usual. */
export type SearchSpace = Partial<Record<keyof CaptionerChoice, readonly Value[] | Range>>;

/** Where a search draws from unless it is told otherwise. */
export const usualSpace: SearchSpace = {
  embedding: ['frozen', 'tuned', 'fresh'],
  units: [192, 256, 384, 512],
  dropout: { from: 0.3, to: 0.7 },
  smoothing: { from: 0, to: 0.2 },
  weightDecay: { from: 1e-3, to: 0.3, log: true },
  standardise: [false, true],
  learningRate: { from: 5e-4, to: 3e-3, log: true },
  schedule: ['steps', 'cosine'],
};

function drawWithin({ from, to, log }: Range, random: Random): number {
  const at = random.uniform();
  return log ? from * (to / from) ** at : from + at * (to - from);
}

function drawFrom(name: keyof CaptionerChoice, values: readonly Value[] | Range, random: Random) {
  if (!('from' in values)) return random.choice(values);
  if (!isWhole(name)) return Number(drawWithin(values, random).toPrecision(3));
  const { from, to, log } = values;
  return Math.round(drawWithin({ from: from - 0.5, to: to + 0.5, log }, random)); // both ends as often as the others
}

/**
 * Draws settings by lot (Bergstra & Bengio 2012), the usual ones first, for comparison. More trials of the same seed begin
 * with the same ones. There are fewer where the space has no more.
 */
export function drawChoices(space: SearchSpace, trials: number, seed = 1): CaptionerChoice[] {
  const random = createRandom(`search ${seed}`);
  const drawn = new Map<string, CaptionerChoice>([['{}', {}]]);
  const named = Object.entries(space) as [keyof CaptionerChoice, readonly Value[] | Range][];
  for (let missed = 0; drawn.size < trials && missed < 1000; missed++) {
    const entries = named.map(([name, values]) => [name, drawFrom(name, values, random)]);
    const choice = Object.fromEntries(entries) as CaptionerChoice;
    const text = JSON.stringify(choice);
    if (drawn.has(text)) continue;
    drawn.set(text, choice);
    missed = 0;
  }
  return [...drawn.values()].slice(0, trials);
}

function checkRange(name: string, { from, to, log }: Range, where: string): void {
  for (const end of [from, to]) {
    checkChosen(name, end, where);
    if (typeof end !== 'number') {
      throw new UserError(
        `${where}: the range of ${name} has the end ${shown(end)}, expected a number. List the values: "${name}": [${shown(from)}, ${shown(to)}].`,
      );
    }
  }
  if (from > to || (log && from <= 0)) {
    const fault = from > to ? 'its beginning is beyond its end' : '0 has no logarithm';
    throw new UserError(
      `${where}: the range of ${name} from ${from} to ${to} cannot be: ${fault}.`,
    );
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkTrial(trial: unknown, where: string): CaptionerChoice {
  if (!isObject(trial)) throw new UserError(`${where} is no object of choices.`);
  for (const [name, value] of Object.entries(trial)) checkChosen(name, value, where);
  return trial as CaptionerChoice;
}

function checkSpace(space: Record<string, unknown>, where: string): SearchSpace {
  for (const [name, values] of Object.entries(space)) {
    if (Array.isArray(values) && values.length > 0) {
      for (const value of values) checkChosen(name, value, where);
    } else if (isObject(values) && 'from' in values && 'to' in values) {
      checkRange(name, values as unknown as Range, where);
    } else {
      throw new UserError(
        `${where}: ${name} is neither a list of values nor {"from": …, "to": …, "log": true or false}.`,
      );
    }
  }
  return space as SearchSpace;
}

/**
 * Reads what to search from a JSON file: a list of trials, each an object of choices, or the space to draw from, an object
 * of lists and ranges.
 * @throws UserError naming file and place
 */
export function readSpace(path: string): CaptionerChoice[] | SearchSpace {
  let read: unknown;
  try {
    read = JSON.parse(readTextFile(path));
  } catch (error) {
    throw new UserError(`${path} cannot be read as JSON: ${(error as Error).message}`);
  }
  if (Array.isArray(read) && read.length === 0) throw new UserError(`${path} lists no trial.`);
  if (Array.isArray(read)) return read.map((one, i) => checkTrial(one, `${path}, trial ${i + 1}`));
  if (isObject(read)) return checkSpace(read, path);
  throw new UserError(`${path} is neither a list of trials nor a space to draw from.`);
}
