import {
  type CellOutput,
  type ExecutedCell,
  joined,
  readExecuted,
} from '../kernel/notebook-page/executed-notebook.js';
import { UserError } from '../outputs/index.js';

/** How far a pupil has come with an exercise. */
export type ExerciseState = 'right' | 'not yet' | 'not begun';

/** What a notebook that was saved tells of one exercise. */
export interface ExerciseRecord {
  /** Such as `3.5`. */
  exercise: string;
  state: ExerciseState;
  /** What it is worth when it is right. */
  points: number;
  /** Different answers that were checked since the kernel started. */
  tries: number;
  /** The hints met, in their order. */
  hints: string[];
}

interface GradedCell extends ExecutedCell {
  metadata?: { nbgrader?: { grade?: boolean; grade_id?: string; points?: number } };
}

/** What a cell has printed, or said as it failed. */
function saidBy(outputs: CellOutput[] = []): string {
  const texts = outputs.map(({ output_type, text, evalue }) =>
    output_type === 'stream' ? joined(text) : output_type === 'error' ? (evalue ?? '') : '',
  );
  return texts.join('\n');
}

/** What the check of an exercise has said (`tell` of data-understanding), read again. */
function readVerdict(text: string): Pick<ExerciseRecord, 'state' | 'tries' | 'hints'> {
  const [, state, rest] = /^Exercise [\d.]+: (right|not yet)\. (.*)/m.exec(text) ?? [];
  if (!state) return { state: 'not begun', tries: 0, hints: [] };
  const tries = Number(/^(\d+) (?:try|tries)\./m.exec(text)?.[1] ?? 1);
  const hints = [...text.matchAll(/^– (.*)$/gm)].map(([, hint]) => hint);
  if (state === 'right') return { state: 'right', tries, hints };
  return { state: 'not yet', tries, hints: [...hints, rest] };
}

const exerciseOf = (gradeId: string) =>
  /^check-(\d+)-(\d+)$/.exec(gradeId)?.slice(1).join('.') ?? gradeId;

/** A check that failed though there is an answer: the pupil's own cell does not run, so there is nothing to check. */
const isBroken = ({ outputs = [] }: ExecutedCell, said: string) =>
  outputs.some(({ output_type }) => output_type === 'error') &&
  !/^Exercise [\d.]+: not (answered|written) yet/m.test(said);

function recordOf(cell: GradedCell): ExerciseRecord | undefined {
  const { grade, grade_id = '', points = 0 } = cell.metadata?.nbgrader ?? {};
  if (cell.cell_type !== 'code' || !grade) return undefined;
  const said = saidBy(cell.outputs);
  const verdict = readVerdict(said);
  const state = verdict.state === 'not begun' && isBroken(cell, said) ? 'not yet' : verdict.state;
  return { exercise: exerciseOf(grade_id), points, ...verdict, state };
}

/**
 * What a saved notebook tells of its exercises, in their order: it is read, not run.
 * @throws UserError for a file that is no notebook
 */
export function exerciseRecords(path: string): ExerciseRecord[] {
  try {
    return readExecuted(path).cells.flatMap((cell) => recordOf(cell) ?? []);
  } catch {
    throw new UserError(`${path} is no notebook, or only half of one: it cannot be read.`);
  }
}
