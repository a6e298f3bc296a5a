import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'csv-parse/sync';
import { parse as parseHtml } from 'node-html-parser';
import { classPage } from '../../lib/classroom/class-page.js';
import { exerciseRows, metHints, pointRows } from '../../lib/classroom/class-table.js';
import { csvText } from '../../lib/classroom/csv.js';
import { makeCourse } from '../../lib/classroom/nbgrader-course.js';
import { pupilsIn } from '../../lib/classroom/pupils.js';
import { checkCell, notebookOf } from './saved-notebook.js';

const behind = 'The zeros stand behind. An LSTM would read them last, and forget meanwhile.';
const long = 'A sequence that is longer than the table is wide stays too long.';

function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(folder, dirname(path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

const right = checkCell('5.6', 2, {
  printed: `Exercise 5.6: right. Always as long as asked.\n3 tries. Hints on the way:\n– ${behind}\n– ${long}\n`,
});
const wrong = checkCell('5.6', 2, {
  printed: `Exercise 5.6: not yet. ${behind}\npadInFront([7, 8], 4) gives [7, 8, 0, 0].\n`,
});

describe('what saved notebooks tell', () => {
  const folder = folderWith({
    'ada/05.ipynb': notebookOf([
      checkCell('5.1', 1, { printed: 'Exercise 5.1: right. So it is.\n' }),
      right,
    ]),
    'ada/.ipynb_checkpoints/05-checkpoint.ipynb': notebookOf([wrong]),
    'bob/05-caption-preprocessing/05.ipynb': notebookOf([
      checkCell('5.1', 1, { printed: 'Exercise 5.1: not answered yet\n' }),
      wrong,
    ]),
    'cem/05.ipynb': notebookOf([
      checkCell('5.1', 1),
      checkCell('5.6', 2, { failed: 'padInFront is not defined' }),
    ]),
    'dora/05.ipynb': notebookOf([
      checkCell('5.1', 1, { failed: 'Exercise 5.1: not answered yet' }),
      checkCell('5.6', 2, { failed: `Exercise 5.6: not yet. ${behind}\nIt gives [].` }),
    ]),
    'eve/notes.txt': 'none',
  });
  const { pupils, faults } = pupilsIn(folder);

  it('is how far each pupil is, with tries and hints, wherever the notebook lies', () => {
    assert.deepEqual(faults, []);
    const rows = exerciseRows(pupils).map((row) => [
      row.pupil,
      row.exercise,
      row.state,
      `${row.points} of ${row.of}`,
      row.tries,
      row['hints met'],
    ]);
    assert.deepEqual(rows, [
      ['ada', '5.1', 'right', '1 of 1', 1, ''],
      ['ada', '5.6', 'right', '2 of 2', 3, `${behind} | ${long}`],
      ['bob', '5.1', 'not begun', '0 of 1', 0, ''],
      ['bob', '5.6', 'not yet', '0 of 2', 1, behind],
      ['cem', '5.1', 'not begun', '0 of 1', 0, ''],
      ['cem', '5.6', 'not yet', '0 of 2', 0, ''],
      ['dora', '5.1', 'not begun', '0 of 1', 0, ''],
      ['dora', '5.6', 'not yet', '0 of 2', 1, behind],
    ]);
  });

  it('adds up to points, a column for each exercise', () => {
    assert.deepEqual(pointRows(pupils)[0], { pupil: 'ada', points: 3, of: 3, 5.1: 1, 5.6: 2 });
    assert.deepEqual(
      pointRows(pupils).map(({ points }) => points),
      [3, 0, 0, 0],
    );
  });

  it('shows which misconception most pupils had', () => {
    const [first, second] = metHints(pupils);
    assert.deepEqual(first, { exercise: '5.6', hint: behind, pupils: ['ada', 'bob', 'dora'] });
    assert.deepEqual(second.pupils, ['ada']);
  });

  it('is one pupil where the notebooks lie in the folder itself', () => {
    const own = folderWith({ '05.ipynb': notebookOf([right]) });
    assert.equal(pupilsIn(own).pupils.length, 1);
    assert.throws(() => pupilsIn(join(own, 'nothing')), /is no folder/);
    assert.throws(() => pupilsIn(folderWith({ 'a.txt': '' })), /holds no notebook with exercises/);
  });

  it('names a notebook that cannot be read, and goes on with the others', () => {
    const mixed = folderWith({
      'ada/05.ipynb': notebookOf([right]),
      'bob/05.ipynb': '{"cells": [',
    });
    const read = pupilsIn(mixed);
    assert.deepEqual(
      read.pupils.map(({ name }) => name),
      ['ada'],
    );
    assert.match(read.faults.join(), /bob.05\.ipynb is no notebook/);
  });
});

describe("a teacher's table", () => {
  const names = [
    '=1+1',
    '+49',
    '-2',
    '@SUM(A1)',
    '\t=1',
    '＝1',
    'Zoë "Z", Jr.',
    "O'Hara",
    'Ann; Bo',
  ];
  const lines = csvText(names.map((pupil) => ({ pupil, points: 2 })));

  it('holds no name that a spreadsheet would compute, and loses none', () => {
    const rows = parse(lines, { bom: true, columns: true }) as { pupil: string; points: string }[];
    for (const { pupil } of rows) assert.ok(!/^\s*[=+\-@＝]/.test(pupil), pupil);
    assert.deepEqual(
      rows.map(({ pupil }) => pupil.replace(/^'/, '')),
      names,
    );
    assert.ok(rows.every(({ points }) => points === '2'));
  });

  it('shows names and hints on the page as text, whatever is in them', () => {
    const odd = '<script>alert(1)</script> & "so"';
    const record = {
      exercise: '5.6',
      state: 'not yet',
      points: 2,
      tries: 2,
      hints: [odd],
    } as const;
    const pupil = {
      name: odd,
      notebooks: [{ notebook: '05', exercises: [{ ...record, hints: [odd] }] }],
    };
    const page = parseHtml(classPage([pupil], '29 November 2026'));
    assert.equal(page.querySelectorAll('script').length, 0);
    assert.equal(page.querySelector('.points tbody th')?.text, odd);
    assert.equal(page.querySelector('.hints td:nth-child(3)')?.text, odd);
    assert.equal(
      page.querySelector('.points td.state')?.getAttribute('title'),
      `not yet. 2 tries. ${odd}`,
    );
    assert.doesNotMatch(page.toString(), /https?:/, 'it asks nothing of the network');
  });
});

describe('a course for nbgrader', () => {
  it('has each notebook as the source of an assignment, and is not made twice', () => {
    const folder = folderWith({ '03-vocabulary.ipynb': '{}' });
    const course = join(folder, 'course');
    makeCourse(course, [join(folder, '03-vocabulary.ipynb')]);
    const source = join(course, 'source', '03-vocabulary', '03-vocabulary.ipynb');
    assert.equal(readFileSync(source, 'utf8'), '{}');
    assert.match(readFileSync(join(course, 'nbgrader_config.py'), 'utf8'), /course_id/);
    assert.throws(() => makeCourse(course, []), /is a course already/);
  });
});
