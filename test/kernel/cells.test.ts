import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { type CellCase, errorCases, habitCases, timeCases } from './cells.js';
import { type Execution, KernelClient, printed } from './kernel-client.js';

let kernel: KernelClient;

before(async () => {
  kernel = await KernelClient.start({ JPY_SESSION_NAME: '' });
});

after(() => kernel.shutdown());

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

function testCase({ title, cells, prints = '', fails = '', strays }: CellCase): void {
  test(title, async () => {
    const numbers: number[] = [];
    let last: Execution | undefined;
    for (const cell of cells) {
      last = await kernel.run(cell);
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

describe('an error of a cell', () => errorCases.forEach(testCase));
describe('a habit from elsewhere is answered by what to type here', () =>
  habitCases.forEach(testCase));
describe('%time', () => timeCases.forEach(testCase));
