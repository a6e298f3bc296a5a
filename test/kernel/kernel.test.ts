import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { projectRoot, shortPath } from '../../lib/outputs/index.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';
import { eventually } from '../pages/eventually.js';
import { withoutSignals } from '../signals.js';
import { type Execution, KernelClient, printed } from './kernel-client.js';

let kernel: KernelClient;

before(async () => {
  kernel = await KernelClient.start();
});

after(async () => {
  assert.equal(await kernel.shutdown(), 0);
});

test('5,000 lines and the table after them arrive whole, in few messages', async () => {
  await kernel.run("import { showTable } from './lib/display';");
  const lines = await kernel.run('for (let i = 0; i < 5000; i++) console.log(i);');
  const shown = await kernel.run('showTable([{ a: 1 }]); console.log("after");');
  assert.equal(printed(lines), Array.from({ length: 5000 }, (_, i) => `${i}\n`).join(''));
  assert.ok(lines.outputs.length < 200, `${lines.outputs.length} messages`);
  const types = shown.outputs
    .map(({ type }) => type)
    .filter((type) => type.startsWith('display') || type === 'stream');
  assert.deepEqual(types, ['display_data', 'stream']);
});

test('thousands of displays arrive whole', async () => {
  const { outputs } = await kernel.run(
    'for (let i = 0; i < 2000; i++) showTable([{ i }]); for (let i = 0; i < 2000; i++) { await null; showTable([{ i }]); }',
  );
  assert.equal(outputs.filter(({ type }) => type === 'display_data').length, 4000);
});

test('a cell is told its number when its turn has come', async () => {
  const { outputs, reply } = await kernel.run('1;');
  const input = outputs.find(({ type }) => type === 'execute_input')?.content;
  assert.deepEqual(input, { code: '1;', execution_count: reply.execution_count });
});

test('an exception is a Jupyter error with name, message and the own frames alone', async () => {
  await kernel.run("import { readArtefact } from './lib/outputs';");
  const { outputs, status, reply } = await kernel.run("JSON.parse('null').x;");
  const error = outputs.find(({ type }) => type === 'error')?.content;
  assert.equal(status, 'error');
  assert.equal(error?.ename, 'TypeError');
  assert.match(String(error?.evalue), /Cannot read properties of null/);
  assert.deepEqual(reply.traceback, error?.traceback);
  assert.doesNotMatch(JSON.stringify(error), /node_modules|node:|evalmachine/);
});

test("of a user's mistake the message alone is shown", async () => {
  const { reply } = await kernel.run("readArtefact('nothing.txt');");
  assert.equal(reply.ename, 'UserError');
  assert.equal((reply.traceback as string[]).length, 1);
  assert.match(String(reply.evalue), /nothing\.txt is not there yet/);
});

test('a type error names the line of the cell and shows it', async () => {
  const { reply } = await kernel.run("const fine = 1;\nconst wrong: number = 'a';");
  assert.equal(reply.ename, 'TypeScript');
  assert.match(String(reply.evalue), /^line 2: Type 'string' is not assignable to type 'number'/);
  assert.equal((reply.traceback as string[])[1], "const wrong: number = 'a';");
});

test('waiting cells are refused after a failed one, later ones run', async () => {
  const failed = kernel.run('throw new Error("first");');
  const waiting = kernel.run('console.log("second");');
  assert.equal((await failed).status, 'error');
  assert.equal((await waiting).status, 'aborted');
  assert.equal(printed(await kernel.run('console.log("third");')), 'third\n');
});

test('who asks to go on after errors is not refused the next cell', async () => {
  const failed = kernel.run('throw new Error("first");', false);
  assert.equal((await failed).status, 'error');
  assert.equal(printed(await kernel.run('console.log("second");')), 'second\n');
});

test('no stray rejection or exception ends the kernel, whatever a library does about them', async () => {
  await kernel.run(
    "process.on('unhandledRejection', (reason) => { throw reason; });" +
      "process.on('uncaughtException', () => process.exit(7));",
  );
  const stray = await kernel.run(
    "Promise.reject(new Error('nobody')); setTimeout(() => { throw new Error('timer'); }, 1);" +
      'await new Promise((done) => setTimeout(done, 100));',
  );
  assert.match(printed(stray, 'stderr'), /nobody(.|\n)*timer/);
  assert.equal(printed(await kernel.run('console.log("alive");')), 'alive\n');
});

/**
 * Runs a cell that does not end by itself; gives how it ends once it is in the middle of it.
 * @param pausing - it waits for something, so that the part of it that runs without a pause is over by then: Node.js
 *   hears no signal while it goes from watching that part to hearing it as an event.
 */
async function begun(code: string, pausing = true): Promise<{ ended: Promise<Execution> }> {
  const mark = join(mkdtempSync(join(tmpdir(), 'begun-')), 'mark');
  const begin = [
    "import { writeFileSync as mark } from 'node:fs';",
    ...(pausing ? ['await new Promise((done) => setTimeout(done, 50));'] : []),
    `mark(${JSON.stringify(mark)}, '');`,
  ];
  const ended = kernel.run([...begin, code].join('\n'));
  await eventually(() => assert.ok(existsSync(mark)));
  return { ended };
}

test('a loop with pauses ends by the message of a system without signals', async () => {
  await kernel.run('const turns = { count: 0 };');
  const pausing = await begun(
    'for (;;) { await new Promise((done) => setTimeout(done, 5)); turns.count++; showTable([turns]); }',
  );
  await kernel.interruptByMessage();
  assert.equal((await pausing.ended).reply.ename, 'Interrupted');
  const pause = 'await new Promise((done) => setTimeout(done, 150));';
  const counted = await kernel.run(
    `${pause}\nconst before = turns.count;\n${pause}\nconsole.log(turns.count - before);`,
  );
  assert.equal(printed(counted), '0\n', 'it still turns');
  const waiting = await begun('await new Promise(() => {});');
  await kernel.interruptByMessage();
  assert.equal((await waiting.ended).reply.ename, 'Interrupted');
});

test('a stopped loop ends by a signal, with or without pauses in it', {
  skip: withoutSignals,
}, async () => {
  const pausing = await begun('for (;;) await new Promise((done) => setTimeout(done, 5));');
  kernel.interrupt();
  assert.equal((await pausing.ended).reply.ename, 'Interrupted');
  const busy = await begun('for (;;) {}', false);
  kernel.interrupt();
  assert.equal((await busy.ended).reply.ename, 'Interrupted');
});

test('variables of earlier cells can be written in the short form', async () => {
  await kernel.run('const a = 1, b = 2;');
  const { outputs } = await kernel.run(
    'const { a: again, ...rest } = { a, b }; console.log(again, rest);',
  );
  assert.equal(outputs.find(({ type }) => type === 'stream')?.content.text, '1 { b: 2 }\n');
});

test('lib is loaded once: a cell and lib have the same modules', async () => {
  const { outputs } = await kernel.run(
    "import { UserError } from './lib/outputs';\n" +
      "try { readArtefact('nothing.txt'); } catch (e) { console.log(e instanceof UserError); }",
  );
  assert.equal(outputs.find(({ type }) => type === 'stream')?.content.text, 'true\n');
  assert.ok(!existsSync(join(projectRoot, 'lib', 'outputs', 'index.js')));
});

test('a module that was not there is found when it has been written, without a restart', async () => {
  const folder = mkdtempSync(join(projectRoot, 'outputs', 'kernel-'));
  const cell = `import { own } from './${shortPath(folder)}/own';\nconsole.log(own);`;
  try {
    assert.match(String((await kernel.run(cell)).reply.evalue), /^line 1: Cannot find module/);
    writeFileSync(join(folder, 'own.ts'), 'export const own: number = 7;');
    assert.equal(printed(await kernel.run(cell)), '7\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a kernel ends by itself when the Jupyter that started it is gone, even before it was ready', async () => {
  const script = `import { endWithParent } from './lib/kernel/survive.ts';
    endWithParent();
    setTimeout(() => {}, 60_000);`;
  const orphan = spawn(process.execPath, [...moduleOptions, '--input-type=module', '-e', script], {
    cwd: projectRoot,
    env: { ...process.env, JPY_PARENT_PID: String(2 ** 22 + 1) },
  });
  assert.deepEqual(await once(orphan, 'exit'), [1, null]);
});
