import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { exercisesOf, pointsOf } from '../../lib/classroom/class-table.js';
import { makeCourse } from '../../lib/classroom/nbgrader-course.js';
import { pupilsIn } from '../../lib/classroom/pupils.js';
import { kernelEnvironment } from '../../lib/kernel/jupyter/kernelspec.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { type HandIn, handIns } from './hand-ins.js';

/*
 * Whether the real nbgrader gives the points that are deserved, and the class's table the same: `npm run test:nbgrader`.
 * Installs nbgrader in a folder of its own, unless NBGRADER names the program, and runs a notebook five times: minutes.
 */

const NOTEBOOK = '03-vocabulary';
const VERSION = '0.9.6';
const folder = mkdtempSync(join(tmpdir(), 'captionlab-nbgrader-'));
const course = join(folder, 'course');

/** The nbgrader program, or why there is none. */
function findNbgrader(): { program: string; missing?: string } {
  if (process.env.NBGRADER) return { program: process.env.NBGRADER };
  const environment = join(folder, 'venv');
  const inside = join(environment, process.platform === 'win32' ? 'Scripts' : 'bin');
  const steps: [string, string[]][] = [
    [process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment]],
    [join(inside, 'pip'), ['install', '--quiet', `nbgrader==${VERSION}`]],
  ];
  for (const [program, words] of steps) {
    const { status, stderr } = spawnSync(program, words, { encoding: 'utf8' });
    if (status !== 0) {
      const why = (stderr ?? '').trim().split('\n').pop();
      return { program: '', missing: `nbgrader cannot be installed here: ${why}` };
    }
  }
  return { program: join(inside, 'nbgrader') };
}

const { program, missing } = findNbgrader();

/** What a notebook's cells would be once somebody has filled some of them in. */
function filledIn(text: string, { answers }: HandIn): string {
  const notebook = JSON.parse(text) as {
    cells: { source: string | string[]; metadata: { nbgrader?: { grade_id: string } } }[];
  };
  const left = new Set(Object.keys(answers));
  for (const cell of notebook.cells) {
    const id = cell.metadata.nbgrader?.grade_id ?? '';
    if (left.delete(id)) cell.source = answers[id];
  }
  assert.deepEqual([...left], [], 'answers to exercises that are not there');
  return JSON.stringify(notebook);
}

function nbgrader(...words: string[]): string {
  const path = [dirname(program), process.env.PATH].join(process.platform === 'win32' ? ';' : ':');
  const env = { ...kernelEnvironment(), PATH: path };
  const { status, stdout, stderr } = spawnSync(program, words, {
    cwd: course,
    env,
    encoding: 'utf8',
  });
  assert.equal(status, 0, `nbgrader ${words.join(' ')}:\n${stdout}${stderr}`);
  return stdout + stderr;
}

describe('nbgrader and five hand-ins', { skip: missing }, () => {
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('makes an assignment of a notebook that keeps its stubs', () => {
    makeCourse(course, [join(projectRoot, 'notebooks', `${NOTEBOOK}.ipynb`)]);
    nbgrader('generate_assignment', NOTEBOOK);
    const released = readFileSync(join(course, 'release', NOTEBOOK, `${NOTEBOOK}.ipynb`), 'utf8');
    assert.match(released, /return undefined; {3}\/\/ your code/);
    assert.match(released, /"checksum"/);
  });

  it('collects what was handed in as files', () => {
    const released = readFileSync(join(course, 'release', NOTEBOOK, `${NOTEBOOK}.ipynb`), 'utf8');
    const archive = join(course, 'downloaded', NOTEBOOK, 'archive');
    mkdirSync(archive, { recursive: true });
    for (const one of handIns) {
      writeFileSync(join(archive, `${one.pupil}-${NOTEBOOK}.ipynb`), filledIn(released, one));
    }
    nbgrader('zip_collect', NOTEBOOK);
    for (const { pupil } of handIns) {
      assert.ok(readFileSync(join(course, 'submitted', pupil, NOTEBOOK, `${NOTEBOOK}.ipynb`)));
    }
  });

  it('gives each the points that it deserves, and the class table gives the same', () => {
    nbgrader('autograde', NOTEBOOK);
    nbgrader('export');
    const rows = parse(readFileSync(join(course, 'grades.csv'), 'utf8'), { columns: true }) as {
      student_id: string;
      score: string;
      max_score: string;
    }[];
    const byNbgrader = new Map(rows.map((row) => [row.student_id, Number(row.score)]));
    const { pupils, faults } = pupilsIn(join(course, 'autograded'));
    assert.deepEqual(faults, []);
    const byUs = new Map(pupils.map((pupil) => [pupil.name, pointsOf(exercisesOf(pupil))]));
    for (const { pupil, points } of handIns) {
      assert.equal(byNbgrader.get(pupil), points, `${pupil}, by nbgrader`);
      assert.deepEqual(byUs.get(pupil), { points, of: 8 }, `${pupil}, by the class table`);
    }
    assert.ok(rows.every(({ max_score }) => Number(max_score) === 8));
  });

  it('leaves the hint where the pupil can read it', () => {
    const { pupils } = pupilsIn(join(course, 'autograded'));
    for (const { pupil, hint } of handIns.filter((one) => one.hint)) {
      const path = join(course, 'autograded', pupil, NOTEBOOK, `${NOTEBOOK}.ipynb`);
      assert.match(readFileSync(path, 'utf8'), hint as RegExp);
      const found = pupils.find(({ name }) => name === pupil);
      const hints = found ? exercisesOf(found).flatMap((one) => one.hints) : [];
      assert.equal(hints.length, 1);
    }
  });
});
