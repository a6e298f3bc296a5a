import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { writeStarts } from '../../lib/book/stick/write-starts.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { startChromium } from '../pages/chromium.js';

let stick: string;

before(async () => {
  stick = mkdtempSync(join(tmpdir(), 'stick-'));
  symlinkSync(join(projectRoot, 'outputs', 'book'), join(stick, 'book'));
  writeFileSync(join(stick, 'secret.html'), 'not of the book');
  await writeStarts(stick);
});

after(() => rmSync(stick, { recursive: true, force: true }));

interface Started {
  program: ChildProcess;
  address: string;
}

/** Starts a program of the stick, and waits for the address that it tells. */
async function started(name: string, words: string[]): Promise<Started> {
  const program = spawn(name, [...words, '--no-browser'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  for await (const part of program.stdout) {
    said += part;
    const [, address] = /The book is at (\S+)\n/.exec(said) ?? [];
    if (address) return { program, address };
  }
  throw new Error(`It ended with: ${said}`);
}

/** The status of what a server answers, to a path as it is. */
async function statusOf(address: string, path: string, options = {}): Promise<number> {
  const { hostname, port } = new URL(address);
  const asked = request({ hostname, port, path, ...options }).end();
  const [response] = await once(asked, 'response');
  response.resume();
  return response.statusCode;
}

const programs: [string, string, () => string[]][] = [
  ['Node.js', process.execPath, () => [join(stick, 'server', 'serve.cjs')]],
  ['Python 3', 'python3', () => [join(stick, 'server', 'serve.py')]],
  ['the start of macOS and Linux', 'sh', () => [join(stick, 'Start on Linux.sh')]],
];

for (const [name, program, words] of programs) {
  describe(`the stick's server, by ${name}`, () => {
    let server: Started;
    before(async () => {
      server = await started(program, words());
    });
    after(() => server.program.kill());

    test('gives the book, and nothing that lies beside it', async () => {
      const { address } = server;
      assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
      assert.equal(await statusOf(address, '/'), 200);
      assert.equal(await statusOf(address, '/01-data-understanding.html?a=b'), 200);
      for (const path of [
        '/../secret.html',
        '/%2e%2e/secret.html',
        '/live',
        '/no.html',
        '/%00',
        '/%',
      ]) {
        assert.equal(await statusOf(address, path), 404, path);
      }
    });

    test('answers readers of this machine alone', async () => {
      const { address } = server;
      const { port } = new URL(address);
      const host = (text: string) => ({ headers: { host: text } });
      assert.equal(await statusOf(address, '/', host(`localhost:${port}`)), 200);
      for (const other of ['captionlab.example', `127.0.0.1.example:${port}`, 'localhost@a:1']) {
        assert.equal(await statusOf(address, '/', host(other)), 403, other);
      }
      assert.equal(await statusOf(address, '/', { method: 'POST' }), 405);
    });

    test('is not started twice', async () => {
      const again = await started(program, words());
      await once(again.program, 'exit');
      assert.equal(again.address, server.address);
    });
  });
}

test("a live notebook runs from the stick's server", async () => {
  const { program, address } = await started(process.execPath, [
    join(stick, 'server', 'serve.cjs'),
  ]);
  const browser = await startChromium();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    await page.getByRole('link', { name: 'Run it here' }).nth(2).click();
    await page.locator('.jp-CodeCell .cm-content').first().click();
    await page.keyboard.press('Control+A');
    await page.keyboard.insertText("console.log('answer', 6 * 7);");
    await page.keyboard.press('Shift+Enter');
    await page.locator('.jp-OutputArea-output', { hasText: 'answer 42' }).first().waitFor();
  } finally {
    await browser.close();
    program.kill();
  }
});
