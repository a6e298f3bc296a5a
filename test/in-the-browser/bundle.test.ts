import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { bundleForBrowser, serveFolder } from '../../lib/in-the-browser/index.js';
import { projectRoot, UserError } from '../../lib/outputs/index.js';

const section = (name: string) => join(projectRoot, 'lib', name);

test('a bundle has what is used, and nothing of Node', async () => {
  const files = await bundleForBrowser(join(section('inference'), 'beam.ts'), 'beam');
  const text = Buffer.from(files.get('beam.js') as Uint8Array).toString();
  assert.match(text, /cannot be parted into/);
  for (const unused of ['Searching captions', 'node:fs', 'sharp', 'createHash']) {
    assert.ok(!text.includes(unused), unused);
  }
});

test('what only Node has is named where the browser would need it', async () => {
  await assert.rejects(
    bundleForBrowser(join(section('image-encoding'), 'picture.ts'), 'picture'),
    /picture\.js would need what only Node has: .*sharp/,
  );
});

/** The answer to a path as it is, dots and all. */
const ask = (address: string, path: string) =>
  new Promise<{ status?: number; type?: string; text: string }>((resolve, reject) => {
    get({ host: '127.0.0.1', port: new URL(address).port, path }, (answer) => {
      let text = '';
      answer.on('data', (more) => {
        text += more;
      });
      const { 'content-type': type } = answer.headers;
      answer.on('end', () => resolve({ status: answer.statusCode, type, text }));
    }).on('error', reject);
  });

test('a folder is served with its types, and nothing that lies outside it', async () => {
  const outside = mkdtempSync(join(tmpdir(), 'served-'));
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  const folder = mkdtempSync(join(outside, 'web-'));
  writeFileSync(join(folder, 'index.html'), '<p>here');
  writeFileSync(join(folder, 'a.wasm'), 'x');
  const { address, close } = await serveFolder(folder);
  assert.match(address, /^http:\/\/127\.0\.0\.1:\d+\/$/);
  const page = await ask(address, '/');
  assert.deepEqual([page.status, page.text], [200, '<p>here']);
  assert.match(page.type ?? '', /^text\/html/);
  assert.equal((await ask(address, '/a.wasm')).type, 'application/wasm');
  for (const path of ['/../secret.txt', '/%2e%2e/secret.txt', '/..%2fsecret.txt', '/nothing']) {
    const { status, text } = await ask(address, path);
    assert.ok(status === 404 && text !== 'secret', `${path}: ${status}`);
  }
  await assert.rejects(serveFolder(folder, Number(new URL(address).port)), UserError);
  await close();
});
