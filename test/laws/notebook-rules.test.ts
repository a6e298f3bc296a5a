import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Notebook, notebookFaults } from './notebook-rules.js';
import { isInProject, projectFiles, sections, withoutGit } from './tracked-files.js';

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
  sections.forEach((name, i) => {
    const number = String(i + 1).padStart(2, '0');
    for (const path of [
      `notebooks/${number}-${name}.ipynb`,
      `lib/${name}/index.ts`,
      `test/${name}`,
    ]) {
      assert.ok(isInProject(path), `${path} is missing`);
    }
  });
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
