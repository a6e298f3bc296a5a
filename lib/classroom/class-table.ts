import type { ExerciseRecord } from './exercise-record.js';
import type { Pupil } from './pupils.js';

/** Points of some exercises, and how many were to be had. */
export interface Points {
  points: number;
  of: number;
}

/** What right exercises are worth together: a check is right or it is not, as nbgrader counts. */
export function pointsOf(exercises: readonly ExerciseRecord[]): Points {
  const sum = (some: readonly ExerciseRecord[]) =>
    some.reduce((all, { points }) => all + points, 0);
  return { points: sum(exercises.filter(({ state }) => state === 'right')), of: sum(exercises) };
}

export const exercisesOf = ({ notebooks }: Pupil): ExerciseRecord[] =>
  notebooks.flatMap(({ exercises }) => exercises);

const inOrder = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** The numbers of all exercises that any pupil has, in their order. */
export const exerciseNumbers = (pupils: readonly Pupil[]): string[] =>
  [...new Set(pupils.flatMap((pupil) => exercisesOf(pupil).map(({ exercise }) => exercise)))].sort(
    inOrder,
  );

/** A row for each pupil and exercise. */
export const exerciseRows = (pupils: readonly Pupil[]) =>
  pupils.flatMap(({ name, notebooks }) =>
    notebooks.flatMap(({ notebook, exercises }) =>
      exercises.map(({ exercise, state, points, tries, hints }) => ({
        pupil: name,
        notebook,
        exercise,
        state,
        points: state === 'right' ? points : 0,
        of: points,
        tries,
        'hints met': hints.join(' | '),
      })),
    ),
  );

/** A row for each pupil: the points of every exercise, and their sum. */
export function pointRows(pupils: readonly Pupil[]): Record<string, string | number>[] {
  const numbers = exerciseNumbers(pupils);
  return pupils.map((pupil) => {
    const all = exercisesOf(pupil);
    const pointsFor = (number: string) => {
      const found = all.filter(({ exercise }) => exercise === number);
      return found.length > 0 ? pointsOf(found).points : '';
    };
    const columns = numbers.map((number) => [number, pointsFor(number)]);
    return { pupil: pupil.name, ...pointsOf(all), ...Object.fromEntries(columns) };
  });
}

/** A hint and the pupils who met it. */
export interface MetHint {
  exercise: string;
  hint: string;
  pupils: string[];
}

/** The hints that the pupils met, those that most met first. */
export function metHints(pupils: readonly Pupil[]): MetHint[] {
  const met = new Map<string, MetHint>();
  for (const pupil of pupils) {
    for (const { exercise, hints } of exercisesOf(pupil)) {
      for (const hint of new Set(hints)) {
        const key = `${exercise} ${hint}`;
        const one = met.get(key) ?? { exercise, hint, pupils: [] };
        one.pupils.push(pupil.name);
        met.set(key, one);
      }
    }
  }
  return [...met.values()].sort(
    (a, b) => b.pupils.length - a.pupils.length || inOrder(a.exercise, b.exercise),
  );
}
