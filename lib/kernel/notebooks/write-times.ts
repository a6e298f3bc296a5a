import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { UserError, writeFileWhole } from '../../outputs/index.js';
import type { NotebookRun } from './run-notebook.js';

const SENTENCE =
  /(\*\*It takes\*\* )about [\d.]+ (?:seconds|minutes?) on \S+ cores? with(?:out)? a GPU/g;

const small = 'no one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** A duration as a notebook says it: to 5 seconds below a minute, to half a minute up to three, then to a minute. */
export function saidDuration(seconds: number): string {
  const fives = Math.max(5, 5 * Math.round(seconds / 5));
  if (fives < 60) return `${fives} seconds`;
  const halves = Math.round(seconds / 30) / 2;
  const minutes = halves <= 3 ? Math.max(1, halves) : Math.round(seconds / 60);
  return `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`;
}

/** Where something was measured, as a notebook says it. */
export function saidMachine(cores: number, usesGpu: boolean): string {
  const several = `${small[cores] ?? cores} ${cores === 1 ? 'core' : 'cores'}`;
  return `${several} ${usesGpu ? 'with' : 'without'} a GPU`;
}

/**
 * Writes into a notebook how long its run took, in the place of what it said: after `**It takes**`. All else stays as
 * it is, byte for byte.
 * @param path of the notebook
 * @returns what it says now, or undefined for a notebook that has no such sentence
 * @throws UserError for a run that failed, and for a notebook that says it twice
 */
export function writeTime(path: string, run: NotebookRun, usesGpu: boolean): string | undefined {
  if (run.failure) throw new UserError(`${run.notebook} failed: its time says nothing.`);
  const text = readFileSync(path, 'utf8');
  const found = [...text.matchAll(SENTENCE)].length;
  if (found === 0) return undefined;
  if (found > 1) throw new UserError(`${run.notebook} says ${found} times how long it takes.`);
  const machine = saidMachine(availableParallelism(), usesGpu);
  const said = `about ${saidDuration(run.seconds)} on ${machine}`;
  const written = text.replace(SENTENCE, (_, start) => start + said);
  if (written !== text) writeFileWhole(path, written);
  return said;
}
