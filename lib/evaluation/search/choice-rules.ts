import { recurrentActivations } from '../../engine/index.js';
import { type CaptionerChoice, embeddingUses, MOST, scheduleNames } from '../../model/index.js';
import { shown, UserError } from '../../outputs/index.js';

/** Which values one of the choices can have. */
interface Rule {
  expected: string;
  /** Of numbers that count: there is none between two of them. */
  whole?: true;
  allows(value: unknown): boolean;
}

const isNumber = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value);
const counting = (most: number): Rule => ({
  expected: `a whole number greater than 0, ${most} at most`,
  whole: true,
  allows: (value) => isNumber(value) && Number.isInteger(value) && value > 0 && value <= most,
});
const positive: Rule = {
  expected: 'a number greater than 0',
  allows: (value) => isNumber(value) && value > 0,
};
const share: Rule = {
  expected: 'a number from 0 up to, but not, 1',
  allows: (value) => isNumber(value) && value >= 0 && value < 1,
};
const oneOf = (names: readonly string[]): Rule => ({
  expected: names.join(' or '),
  allows: (value) => names.includes(value as string),
});

const yesOrNo: Rule = {
  expected: 'true or false',
  allows: (value) => typeof value === 'boolean',
};

const rules: Record<keyof CaptionerChoice, Rule> = {
  embedding: oneOf(embeddingUses),
  units: counting(MOST.units),
  dropout: share,
  pictureDropout: share,
  recurrentActivation: oneOf(recurrentActivations),
  epochs: counting(MOST.epochs),
  learningRate: positive,
  schedule: oneOf(scheduleNames),
  batch: counting(MOST.batch),
  clip: positive,
  patience: counting(MOST.patience),
  smoothing: share,
  weightDecay: { expected: '0 or more', allows: (value) => isNumber(value) && value >= 0 },
  warmUp: counting(MOST.warmUp),
  averaging: share,
  standardise: yesOrNo,
  sentinel: yesOrNo,
  tuneEncoder: yesOrNo,
  pool: counting(MOST.pool),
  layers: counting(MOST.layers),
  heads: counting(MOST.heads),
  seed: { expected: 'a whole number', whole: true, allows: Number.isSafeInteger },
};

/** True for a choice whose numbers count something. */
export const isWhole = (name: keyof CaptionerChoice) => rules[name].whole === true;

/**
 * Refuses what is no choice of a training, or a value that it cannot have.
 * @param where names the place in a message: `space.json, trial 3`
 * @throws UserError naming place, choice, value and what was expected
 */
export function checkChosen(name: string, value: unknown, where: string): void {
  const rule = Object.hasOwn(rules, name) ? rules[name as keyof CaptionerChoice] : undefined;
  if (!rule) {
    throw new UserError(
      `${where}: "${name}" is nothing that can be chosen. Choose among ${Object.keys(rules).join(', ')}.`,
    );
  }
  if (!rule.allows(value)) {
    throw new UserError(`${where}: ${name} is ${shown(value)}, expected ${rule.expected}.`);
  }
}
