import { inKernel } from '../display/kernel.js';
import { UserError } from '../outputs/index.js';

/** What an exercise says to an answer: praise to the right one, a hint to a wrong one, neither to none. */
export interface Verdict {
  /** Such as `Exercise 3.2`. */
  name: string;
  answer: unknown;
  praise?: string;
  hint?: string;
  /** What shows that it is wrong: said below the hint. */
  evidence?: string;
  /** Said where there is no answer. */
  blank?: string;
}

/** What has been tried of an exercise since the kernel started. */
interface Tries {
  answers: Set<string>;
  hints: Set<string>;
}

const triedHere = new Map<string, Tries>();

const counted = (tries: number) => `${tries} ${tries === 1 ? 'try' : 'tries'}`;

/**
 * Notes an answer, and says how many different ones there were and which hints were met before this one; nothing at the first.
 * This is written below the verdict, so that a notebook which is saved keeps it.
 */
export function wayTo({ name, answer, praise, hint }: Verdict, all = triedHere): string[] {
  const { answers, hints } = all.get(name) ?? { answers: new Set(), hints: new Set() };
  all.set(name, { answers, hints });
  if (praise === undefined && hint === undefined) return [];
  answers.add(JSON.stringify(answer) ?? String(answer));
  const before = [...hints].filter((one) => one !== hint);
  if (hint !== undefined) hints.add(hint);
  if (answers.size === 1 && before.length === 0) return [];
  const tries = `${counted(answers.size)}.`;
  if (before.length === 0) return [tries];
  return [`${tries} Hints on the way:`, ...before.map((one) => `– ${one}`)];
}

/** True where nbgrader runs the notebook, which takes a cell that ends without an error for right. */
const isGraded = () => process.env.NBGRADER_EXECUTION !== undefined;

/**
 * Prints a verdict; in a notebook, also what was tried before.
 * @throws UserError in place of printing where nbgrader grades and the answer is not right
 */
export function tell(verdict: Verdict): void {
  const { name, praise, hint, evidence, blank = 'not answered yet' } = verdict;
  const state =
    praise !== undefined ? `right. ${praise}` : hint !== undefined ? `not yet. ${hint}` : blank;
  const way = inKernel() && !isGraded() ? wayTo(verdict) : [];
  const lines = [`${name}: ${state}`, ...(evidence ? [evidence] : []), ...way].join('\n');
  if (praise === undefined && isGraded()) throw new UserError(lines);
  console.log(lines);
}
