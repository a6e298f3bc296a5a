import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { checkCell, notebookOf } from '../classroom/saved-notebook.js';
import { typed } from './typed.js';

describe('class: what saved notebooks say', () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const [pupils, to] = [join(folder, 'pupils'), join(folder, 'class')];
  mkdirSync(join(pupils, 'ada'), { recursive: true });
  const cells = [checkCell('5.6', 2, { printed: 'Exercise 5.6: right. Always.\n' })];
  writeFileSync(join(pupils, 'ada', '05.ipynb'), notebookOf(cells));

  it('of a class, as a page and two tables', async () => {
    const { code, stdout } = await typed(['class', pupils, '--to', to]);
    assert.equal(code, 0);
    assert.match(stdout, /^ada +2 of 2 +1/m);
    assert.match(readFileSync(join(to, 'points.csv'), 'utf8'), /\r\nada,2,2,2\r\n/);
    assert.match(
      readFileSync(join(to, 'exercises.csv'), 'utf8'),
      /\r\nada,05,5\.6,right,2,2,1,\r\n/,
    );
    assert.match(readFileSync(join(to, 'index.html'), 'utf8'), /<h1>The class<\/h1>/);
  });

  it('of a class, as JSON', async () => {
    const { stdout } = await typed(['class', pupils, '--json']);
    const [{ pupil, exercise, state }] = JSON.parse(stdout);
    assert.deepEqual([pupil, exercise, state], ['ada', '5.6', 'right']);
  });

  it('of nobody, where the folder is not there', async () => {
    const { code, stderr } = await typed(['class', join(folder, 'nothing')]);
    assert.equal(code, 1);
    assert.match(stderr, /is no folder: it should hold a folder for each pupil/);
  });

  it('makes a course for nbgrader of all notebooks', async () => {
    const course = join(folder, 'course');
    const { code, stdout } = await typed(['class', '--nbgrader', course]);
    assert.equal(code, 0);
    assert.match(stdout, /nbgrader generate_assignment/);
    const source = join(course, 'source', '03-vocabulary', '03-vocabulary.ipynb');
    assert.match(readFileSync(source, 'utf8'), /exercise-3-5/);
    assert.equal((await typed(['class', '--nbgrader', course])).code, 1);
  });
});
