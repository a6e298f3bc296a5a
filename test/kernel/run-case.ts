import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { CellCase } from './cells.js';
import { type Execution, printed } from './kernel-client.js';

/** A kernel that runs cells, wherever it is. */
export interface CellRunner {
  run(code: string): Promise<Execution>;
}

const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');

/** The error output's lines, which the reply repeats. */
function failureText({ outputs, reply }: Execution): string {
  const error = outputs.find(({ type }) => type === 'error')?.content;
  if (!error) return '';
  assert.deepEqual(reply.traceback, error.traceback);
  return (error.traceback as string[]).join('\n').replace(colours, '');
}

function assertText(actual: string, expected: string | RegExp, numbers: number[]): void {
  const numbered = (text: string) =>
    text.replace(/‹(\d)›/g, (_, n: string) => String(numbers[Number(n) - 1]));
  if (typeof expected === 'string') assert.equal(actual, numbered(expected));
  else assert.match(actual, new RegExp(numbered(expected.source)));
}

/** Runs a case's cells as a test. @param kernel gives the kernel, once there is one */
export function testCase(
  kernel: () => CellRunner,
  { title, cells, prints = '', fails = '', strays }: CellCase,
): void {
  test(title, async () => {
    const numbers: number[] = [];
    let last: Execution | undefined;
    for (const cell of cells) {
      last = await kernel().run(cell);
      numbers.push(Number(last.reply.execution_count));
    }
    assert.ok(last);
    assertText(failureText(last), fails, numbers);
    assertText(printed(last), prints, numbers);
    const told = printed(last, 'stderr').replace(colours, '');
    const expected = strays ? `Nobody waited for this, and it failed:\n${strays}\n` : '';
    assertText(told, expected, numbers);
  });
}
