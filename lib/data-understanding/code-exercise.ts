import { alike, shown } from './small-values.js';
import { tell } from './tell.js';

/** A step that a pupil writes as a function, and how it is checked: by what it gives in a few small cases. */
export interface CodeExercise<Arguments extends unknown[], Result> {
  /** Its number, such as `3.5`. */
  exercise: string;
  /** What the function is called in the notebook. */
  name: string;
  /** What the function should do. */
  right: (...given: Arguments) => Result;
  cases: Arguments[];
  /** Said when every case is right: what it teaches. */
  praise: string;
  /**
   * What is often written instead. Its hint is given when it gives the same as the pupil's function wherever that is wrong;
   * of several, the first's.
   */
  slips: { wrong: (...given: Arguments) => Result; say: string }[];
}

/** Checks a function; the exercise can be read from it. */
export interface CodeCheck<Arguments extends unknown[], Result> {
  (written: (...given: Arguments) => Result): void;
  exercise: CodeExercise<Arguments, Result>;
}

/** What a function gives, or how it fails. */
type Outcome = { value: unknown } | { error: string };

/** A copy, so that what a function does to what it is given harms nobody. */
function outcomeOf(run: (...given: never[]) => unknown, given: unknown[]): Outcome {
  try {
    const value = run(...(structuredClone(given) as never[]));
    return value instanceof Promise
      ? { error: 'it gives a promise: it must not be async' }
      : { value };
  } catch (error) {
    const [message] = String(error instanceof Error ? error.message : error).split('\n');
    return { error: `it stops with an error: ${message}` };
  }
}

const agree = (one: Outcome, other: Outcome) =>
  'value' in one && 'value' in other && alike(one.value, other.value);

function judgeCode<Arguments extends unknown[], Result>(
  written: (...given: Arguments) => Result,
  { exercise, name, right, cases, praise, slips }: CodeExercise<Arguments, Result>,
): void {
  const title = `Exercise ${exercise}`;
  const outcomes = cases.map((given) => outcomeOf(written, given));
  if (outcomes.every((one) => 'value' in one && one.value === undefined)) {
    tell({ name: title, answer: undefined, blank: 'not written yet' });
    return;
  }
  const expected = cases.map((given) => outcomeOf(right, given));
  const wrong = [...cases.keys()].filter((i) => !agree(outcomes[i], expected[i]));
  const answer = outcomes.map((one) => ('value' in one ? shown(one.value) : one.error)).join(' ');
  if (wrong.length === 0) {
    tell({ name: title, answer, praise });
    return;
  }
  const slip = slips.find((one) =>
    wrong.every((i) => agree(outcomes[i], outcomeOf(one.wrong, cases[i]))),
  );
  const [at] = wrong;
  const call = `${name}(${cases[at].map(shown).join(', ')})`;
  const [outcome, wanted] = [outcomes[at], expected[at]];
  const gives = 'value' in outcome ? `gives ${shown(outcome.value)}` : `fails: ${outcome.error}`;
  const should = 'value' in wanted ? `, and should give ${shown(wanted.value)}` : '';
  if (slip) tell({ name: title, answer, hint: slip.say, evidence: `${call} ${gives}.` });
  else tell({ name: title, answer, hint: `${call} ${gives}${should}.` });
}

/** The check of an exercise that asks for a function. A function that gives nothing is not written yet. */
export function codeExercise<Arguments extends unknown[], Result>(
  exercise: CodeExercise<Arguments, Result>,
): CodeCheck<Arguments, Result> {
  const check = (written: (...given: Arguments) => Result) => judgeCode(written, exercise);
  return Object.assign(check, { exercise });
}
