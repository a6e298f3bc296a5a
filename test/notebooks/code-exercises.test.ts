import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { check as preprocessing } from '../../lib/caption-preprocessing/index.js';
import { check as cleaning } from '../../lib/cleaning/index.js';
import { type CodeCheck, check as data } from '../../lib/data-understanding/index.js';
import { check as embeddings } from '../../lib/embeddings/index.js';
import { check as evaluation } from '../../lib/evaluation/index.js';
import { check as generator } from '../../lib/generator/index.js';
import { check as harm } from '../../lib/harm/index.js';
import { check as encoding } from '../../lib/image-encoding/index.js';
import { check as browser } from '../../lib/in-the-browser/index.js';
import { check as inference } from '../../lib/inference/index.js';
import { checkLooking, check as checkModel, checkTransformer } from '../../lib/model/index.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { check as searching } from '../../lib/searching-pictures/index.js';
import { check as vocabulary } from '../../lib/vocabulary/index.js';
import { plan } from '../laws/teaching-pages.js';
import { chapters, notebookText, withoutGit } from '../laws/tracked-files.js';
import { said } from '../said.js';

type Written = (...given: never[]) => unknown;
type Check = CodeCheck<never[], unknown>;

/** The checks of each notebook, by its number. */
const checks: Record<number, object> = {
  1: data,
  2: cleaning,
  3: vocabulary,
  4: encoding,
  5: preprocessing,
  6: generator,
  7: embeddings,
  8: checkModel,
  9: inference,
  10: evaluation,
  11: checkLooking,
  12: checkTransformer,
  13: browser,
  14: searching,
  15: harm,
};

const isCodeCheck = (one: unknown): one is Check =>
  typeof one === 'function' && Object.hasOwn(one, 'exercise');

const checksOf = (number: number) => Object.values(checks[number] ?? {}).filter(isCodeCheck);

/** The stub that a notebook has for a function. */
function stubOf(notebook: string, name: string): string {
  const { cells } = JSON.parse(notebookText(notebook)) as {
    cells: { cell_type: string; source: string[] }[];
  };
  const sources = cells.filter((one) => one.cell_type === 'code').map((one) => one.source.join(''));
  const stub = sources.find((source) => source.includes(`function ${name}(`));
  assert.ok(stub, `${notebook} has no function ${name}`);
  return stub;
}

/** The line in which a function begins. */
const headOf = (text: string) => /^function .*/m.exec(text)?.[0] ?? '';

/** What a cell's function is, once it is JavaScript. */
function functionOf(source: string, name: string): Written {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022 },
  });
  return new Function(`${outputText}\nreturn ${name};`)() as Written;
}

for (const { notebook, number } of chapters) {
  const codeChecks = checksOf(number);
  if (codeChecks.length === 0) continue;
  const path = join(projectRoot, 'notebooks', 'solutions', `${notebook}.ts`);

  describe(`the functions that ${notebook} asks for`, () => {
    it('are two or more, and each has a solution', async () => {
      assert.ok(codeChecks.length >= 2);
      assert.ok(existsSync(path), path);
      const solutions = (await import(pathToFileURL(path).href)) as Record<string, Written>;
      const names = codeChecks.map(({ exercise }) => exercise.name);
      assert.deepEqual(Object.keys(solutions).sort(), names.sort());
    });

    for (const check of codeChecks) {
      const { exercise, name, slips } = check.exercise;
      const told = (written: Written) => said(() => check(written as never));

      it(`${exercise} ${name}: the solution is right, and the stub is not written yet`, async () => {
        const solutions = (await import(pathToFileURL(path).href)) as Record<string, Written>;
        assert.match(told(solutions[name]), new RegExp(`^Exercise ${exercise}: right\\. `));
        const stub = stubOf(notebook, name);
        assert.equal(told(functionOf(stub, name)), `Exercise ${exercise}: not written yet`);
        assert.ok(
          String(ts.sys.readFile(path)).includes(`export ${headOf(stub)}`),
          `the solution begins otherwise than the stub: ${headOf(stub)}`,
        );
      });

      it(`${exercise} ${name}: each slip stands in the plan for teachers`, {
        skip: withoutGit,
      }, () => {
        const [, item = ''] = plan.split(`\n- **${exercise}** `);
        const [, planned = ''] = item.split(/\n- |\n\n/)[0].split('*Planned for:*');
        assert.equal(planned.split(';').length, slips.length, planned);
      });

      it(`${exercise} ${name}: each slip is met with its own hint`, () => {
        assert.ok(slips.length >= 3, `${slips.length} slips`);
        for (const { wrong, say } of slips) {
          assert.ok(
            told(wrong as Written).startsWith(`Exercise ${exercise}: not yet. ${say}\n${name}(`),
            `${wrong}\nis told: ${told(wrong as Written)}`,
          );
        }
      });
    }
  });
}
