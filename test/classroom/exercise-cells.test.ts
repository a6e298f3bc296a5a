import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { chapters, notebookText } from '../laws/tracked-files.js';

interface Cell {
  cell_type: string;
  source: string | string[];
  metadata: {
    nbgrader?: {
      grade: boolean;
      grade_id: string;
      locked: boolean;
      points?: number;
      schema_version: number;
      solution: boolean;
      task: boolean;
    };
  };
}

const textOf = ({ source }: Cell) => [source].flat().join('');

describe("the exercises' cells", () => {
  for (const { notebook } of chapters) {
    const { cells } = JSON.parse(notebookText(notebook)) as { cells: Cell[] };
    const marked = cells.flatMap((cell) => {
      const { nbgrader } = cell.metadata;
      return nbgrader ? [{ cell, ...nbgrader }] : [];
    });
    const checked = cells
      .flatMap((cell) => [...textOf(cell).matchAll(/^### Exercise (\d+)\.(\d+)$/gm)])
      .map(([, chapter, number]) => `${chapter}-${number}`)
      .filter((id) => id !== '13-5'); // two pupils show each other what they found

    it(`of ${notebook} are nbgrader's: a cell for the answer, and a locked one that checks it`, () => {
      const of = (kind: (one: (typeof marked)[number]) => boolean) =>
        marked.filter(kind).map(({ grade_id }) => grade_id);
      const answers = of(({ solution, cell }) => solution && cell.cell_type === 'code');
      assert.deepEqual(
        answers,
        checked.map((id) => `exercise-${id}`),
      );
      assert.deepEqual(
        of(({ grade }) => grade),
        checked.map((id) => `check-${id}`),
      );
      assert.equal(new Set(of(() => true)).size, marked.length, 'a grade_id stands twice');
      for (const one of marked) {
        assert.equal(one.schema_version, 3);
        assert.equal(one.task, false);
        assert.equal(one.locked, one.grade, one.grade_id);
        assert.equal(one.points !== undefined, one.grade, one.grade_id);
        assert.ok(!(one.grade && one.solution), `${one.grade_id} would be graded by hand`);
      }
    });

    it(`of ${notebook} give two points for a function, one for an answer, and leave notes of an experiment`, () => {
      for (const { grade_id, points } of marked.filter(({ grade }) => grade)) {
        const answer = marked.find((one) => one.grade_id === grade_id.replace('check', 'exercise'));
        const asksForCode = answer ? /^(async )?function /m.test(textOf(answer.cell)) : false;
        assert.equal(points, asksForCode ? 2 : 1, grade_id);
      }
      const functions = marked.filter(
        ({ solution, cell }) => solution && /^function /m.test(textOf(cell)),
      );
      assert.ok(functions.length >= 2, `${functions.length} exercises ask for code`);
      const at = cells.findIndex((cell) => textOf(cell).startsWith('### Experiment\n'));
      assert.match(textOf(cells[at + 1]), /^\*Your notes:/);
    });
  }
});
