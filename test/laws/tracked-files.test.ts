import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { notebookFaults } from './notebook-rules.js';
import { isInProject, projectFiles, withoutGit } from './tracked-files.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-laws-'));
after(() => rmSync(folder, { recursive: true }));

const inClone = (...words: string[]) => execFileSync('git', words, { cwd: folder });
const notebook = (outputs: unknown[]) =>
  JSON.stringify({
    cells: [
      { cell_type: 'markdown', source: 'prose' },
      { cell_type: 'code', source: '', outputs },
    ],
    metadata: { kernelspec: { name: 'captionlab' } },
  });
const faults = () =>
  projectFiles(/\.ipynb$/, folder).flatMap(({ text }) => notebookFaults(JSON.parse(text)));

describe('the laws', { skip: withoutGit }, () => {
  it('look at what git tracks, not at what a pupil saved', () => {
    inClone('init', '--quiet');
    writeFileSync(join(folder, '01-lesson.ipynb'), notebook([]));
    inClone('add', '.');
    writeFileSync(join(folder, '01-lesson.ipynb'), notebook([{ output_type: 'stream' }]));
    writeFileSync(join(folder, 'own.ipynb'), notebook([{ output_type: 'stream' }]));
    assert.deepEqual(faults(), []);
  });

  it('look at what a developer is about to commit', () => {
    inClone('add', '01-lesson.ipynb');
    assert.deepEqual(faults(), ['it has outputs']);
  });

  it('know the files and folders of the project, and nothing beside them', () => {
    assert.ok(
      isInProject('package.json') && isInProject('lib/scenes') && isInProject('lib/scenes/'),
    );
    assert.ok(!isInProject('node_modules') && !isInProject('lib/scene'));
  });
});
