import { tell } from './tell.js';

/** What is said to an answer that shows a certain misconception: this one, or a number as near to it, or any that fits. */
export type Hint<Answer> = { say: string } & (
  | { is: Answer; within?: number }
  | {
      /** Whether it fits the answer. */
      when: (answer: Answer) => boolean;
    }
);

/** How an exercise judges an answer. */
export interface Judgement<Answer> {
  /** Whether the answer is right. */
  correct: (answer: Answer) => boolean;
  /** Said to the right answer: what it teaches. */
  praise: string;
  /** The first that fits is said. */
  hints?: Hint<Answer>[];
  /** Said to any other answer. */
  otherwise: string;
}

/** True for the blanks that exercises start with: NaN, an empty text, nothing. */
export function isBlank(answer: unknown): boolean {
  return answer === undefined || answer === null || answer === '' || Number.isNaN(answer);
}

function fits<Answer>(hint: Hint<Answer>, answer: Answer): boolean {
  if ('when' in hint) return hint.when(answer);
  if (hint.within === undefined) return answer === hint.is;
  return near(Number(answer), Number(hint.is), hint.within);
}

/** Says what an answer to an exercise is worth; a blank is no mistake. */
export function judge<Answer>(name: string, answer: Answer, judgement: Judgement<Answer>): void {
  const { correct, praise, hints = [], otherwise } = judgement;
  if (isBlank(answer)) tell({ name, answer });
  else if (correct(answer)) tell({ name, answer, praise });
  else {
    const hint = hints.find((one) => fits(one, answer));
    tell({ name, answer, hint: hint?.say ?? otherwise });
  }
}

/** True when two numbers differ by at most `tolerance`, times the size of the expected one where that is above 1. */
export function near(answer: number, expected: number, tolerance = 0.0005): boolean {
  return Math.abs(answer - expected) <= tolerance * Math.max(1, Math.abs(expected));
}
