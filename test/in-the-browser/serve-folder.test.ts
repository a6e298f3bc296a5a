import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { serveFolder } from '../../lib/in-the-browser/index.js';
import type { LoopbackServer } from '../../lib/outputs/index.js';

const folder = mkdtempSync(join(tmpdir(), 'served-'));
let server: LoopbackServer;

/** Asks for a path as it is typed, under any name. */
function ask(path: string, host?: string): Promise<{ code: number; text: string }> {
  const { port } = new URL(server.address);
  return new Promise((resolve, reject) => {
    const headers = host === undefined ? {} : { host };
    request({ host: '127.0.0.1', port, path, headers }, (response) => {
      let text = '';
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => resolve({ code: response.statusCode as number, text }));
    })
      .on('error', reject)
      .end();
  });
}

before(async () => {
  mkdirSync(join(folder, 'web'));
  writeFileSync(join(folder, 'web', 'index.html'), 'page');
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  server = await serveFolder(join(folder, 'web'));
});
after(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

describe('the server of a page', () => {
  it('answers this machine by its own names alone: a page elsewhere may have its name lead here', async () => {
    for (const name of ['localhost', '127.0.0.1', '[::1]', 'LOCALHOST:80'])
      assert.deepEqual(await ask('/', name), { code: 200, text: 'page' });
    for (const name of ['evil.example', 'localhost.evil.example', '127.0.0.1.evil.example'])
      assert.equal((await ask('/', name)).code, 403, name);
  });

  it('gives nothing from outside its folder', async () => {
    for (const path of [
      '/../secret.txt',
      '/..%2fsecret.txt',
      '/%2e%2e/secret.txt',
      '/..%5csecret.txt',
      '//secret.txt',
      '/x/../../secret.txt',
      `/${folder}/secret.txt`,
      '/%00',
      '/%',
    ]) {
      const { code, text } = await ask(path);
      assert.ok(code >= 400 || text === 'page', `${path}: ${code}`);
      assert.ok(!text.includes('secret'), path);
    }
  });
});
