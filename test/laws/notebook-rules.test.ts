import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Notebook, notebookFaults } from './notebook-rules.js';
import { chapters, isInProject, projectFiles, sections, withoutGit } from './tracked-files.js';

const code = (source: string, more = {}) => ({ cell_type: 'code', source, outputs: [], ...more });
const prose = { cell_type: 'markdown', source: 'one\n'.repeat(40) };
const good: Notebook = {
  cells: [
    prose,
    code("import { x } from '../../lib/outputs/index.js';"),
    ...Array(8).fill(code('x();')),
  ],
  metadata: { kernelspec: { name: 'captionlab' } },
};
const withCell = (source: string, more = {}) =>
  notebookFaults({ ...good, cells: [...good.cells, code(source, more)] });

for (const { path, text } of projectFiles(/^notebooks\/.*\.ipynb$/)) {
  test(`${path} is thin, explains itself and has no outputs`, () => {
    assert.deepEqual(notebookFaults(JSON.parse(text)), []);
  });
}

test('every section has a notebook, a folder in lib and a folder in test', {
  skip: withoutGit,
}, () => {
  sections.forEach((room) => {
    const named = chapters.filter(({ notebook }) => notebook.endsWith(`-${room}`));
    assert.equal(named.length, 1, `notebooks called ${room}`);
    for (const path of [`lib/${room}/index.ts`, `test/${room}`]) {
      assert.ok(isInProject(path), `${path} is missing`);
    }
  });
});

test('every notebook teaches a section, those of the tutorial in its order, and has a number of its own', {
  skip: withoutGit,
}, () => {
  for (const { notebook, room } of chapters) assert.ok(sections.includes(room), notebook);
  const numbers = chapters.map(({ number }) => number);
  assert.equal(new Set(numbers).size, chapters.length, `numbers ${numbers}`);
  const named = chapters.filter(({ notebook, room }) => notebook.endsWith(`-${room}`));
  assert.deepEqual(
    named.map(({ room }) => room),
    sections,
  );
  assert.deepEqual(numbers.slice(0, 10), [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test('the check finds each fault', { skip: withoutGit }, () => {
  assert.deepEqual(notebookFaults(good), []);
  assert.match(withCell('x();\n'.repeat(31)).join(), /a cell has 31 lines/);
  assert.match(withCell('x();', { outputs: [{}] }).join(), /has outputs/);
  assert.match(withCell('x();', { execution_count: 3 }).join(), /execution counts/);
  assert.match(withCell("import { y } from './lib/nothing';").join(), /lib\/nothing/);
  assert.match(notebookFaults({ ...good, metadata: {} }).join(), /kernel/);
  assert.match(notebookFaults({ ...good, cells: [code('x();')] }).join(), /0 lines of prose for 1/);
  const functions = ['function f() {}', 'const g = (a: number) => a;', 'const h = async () => 1;'];
  for (const source of functions) {
    assert.match(
      notebookFaults({ ...good, cells: [prose, code(source)] }).join(),
      /1 of 1 cells define a function/,
    );
  }
  const long = Array(6).fill(code('x();\n'.repeat(6)));
  assert.match(
    notebookFaults({ ...good, cells: [prose, ...long] }).join(),
    /median code cell has 6/,
  );
  const tenth = [...Array(7).fill(code('x();')), code('x();\n'.repeat(17))];
  assert.match(
    notebookFaults({ ...good, cells: [prose, ...tenth] }).join(),
    /one cell in ten has 17/,
  );
});
