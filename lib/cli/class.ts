import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { classPage } from '../classroom/class-page.js';
import { exerciseRows, exercisesOf, pointRows, pointsOf } from '../classroom/class-table.js';
import { csvText } from '../classroom/csv.js';
import { makeCourse } from '../classroom/nbgrader-course.js';
import { type Pupil, pupilsIn } from '../classroom/pupils.js';
import { tableText } from '../display/table.js';
import { dayText } from '../kernel/notebook-page/write-page.js';
import { chooseNotebooks } from '../kernel/notebooks/choose.js';
import { projectRoot, runFolder, shortPath, UserError, writeFileWhole } from '../outputs/index.js';

interface ClassOptions {
  to: string;
  json?: boolean;
  nbgrader?: string;
}

const notebooksFolder = join(projectRoot, 'notebooks');

/** One pupil's exercises, a notebook a row. */
const progressRows = ({ notebooks }: Pupil) =>
  notebooks.map(({ notebook, exercises }) => {
    const { points, of } = pointsOf(exercises);
    const numbersThat = (state: string) =>
      exercises
        .filter((one) => one.state === state)
        .map(({ exercise }) => exercise)
        .join(' ');
    return {
      notebook,
      points: `${points} of ${of}`,
      right: numbersThat('right'),
      'not yet': numbersThat('not yet'),
      tries: exercises.reduce((sum, { tries }) => sum + tries, 0),
      'hints met': exercises.reduce((sum, { hints }) => sum + hints.length, 0),
    };
  });

const classRows = (pupils: readonly Pupil[]) =>
  pupils.map((pupil) => {
    const all = exercisesOf(pupil);
    const { points, of } = pointsOf(all);
    return {
      pupil: pupil.name,
      points: `${points} of ${of}`,
      right: all.filter(({ state }) => state === 'right').length,
      'not yet': all.filter(({ state }) => state === 'not yet').length,
      'hints met': all.reduce((sum, { hints }) => sum + hints.length, 0),
    };
  });

function writeClass(pupils: readonly Pupil[], folder: string): void {
  writeFileWhole(join(folder, 'points.csv'), csvText(pointRows(pupils)));
  writeFileWhole(join(folder, 'exercises.csv'), csvText(exerciseRows(pupils)));
  writeFileWhole(join(folder, 'index.html'), classPage(pupils, dayText(new Date())));
  const names = ['index.html', 'points.csv', 'exercises.csv'];
  console.log(`Written: ${names.map((name) => shortPath(join(folder, name))).join(', ')}`);
}

function prepareCourse(folder: string): void {
  makeCourse(folder, chooseNotebooks([], notebooksFolder));
  console.log(`${shortPath(folder)} is a course for nbgrader, an assignment for each notebook.
Once, so that nbgrader finds the kernel: npx captionlab kernel
Then, in that folder: nbgrader generate_assignment 03-vocabulary`);
}

/** `captionlab class`: one's own progress, or a class's, read from saved notebooks. Nothing leaves the machine. */
export function addClassCommand(command: Command): void {
  command
    .argument('[folder]', "a folder with a folder for each pupil (default: one's own notebooks)")
    .option('--to <folder>', 'where page and tables of a class go', runFolder('class'))
    .option('--nbgrader <folder>', 'make a course folder for nbgrader there, and nothing else')
    .option('--json', 'print every exercise as JSON')
    .action((folder: string | undefined, options: ClassOptions) => {
      if (options.nbgrader !== undefined) return prepareCourse(resolve(options.nbgrader));
      const { pupils, faults } = pupilsIn(resolve(folder ?? notebooksFolder));
      for (const fault of faults) console.error(`Left out: ${fault}`);
      if (pupils.length === 0) throw new UserError('None of the notebooks can be read.');
      if (options.json) {
        process.stdout.write(`${JSON.stringify(exerciseRows(pupils))}\n`);
        return;
      }
      const isOwn = folder === undefined;
      console.log(`\n${tableText(isOwn ? progressRows(pupils[0]) : classRows(pupils))}\n`);
      if (!isOwn) writeClass(pupils, resolve(options.to));
      else console.log('What the notebooks say as they were saved last.');
    });
}
