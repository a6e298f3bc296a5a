import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { findSource, sourceHtml } from '../../lib/display/source.js';
import { thumbnail } from '../../lib/display/thumbnail.js';
import { createRandom } from '../../lib/engine/random.js';
import { projectRoot, shortPath, UserError } from '../../lib/outputs/index.js';

test('a function is found with its documentation, where it stands', () => {
  const source = findSource(createRandom)!;
  assert.equal(source.file, 'lib/engine/random.ts');
  assert.match(source.text, /^\/\*\*.*\*\/\nexport function createRandom\(.*\n}$/s);
  const lines = readFileSync(join(projectRoot, source.file), 'utf8').split('\n');
  assert.equal(lines[source.line - 1], source.text.split('\n')[0]);
  assert.ok(lines.some((line) => line.includes('@example')));
  assert.ok(!source.text.includes('@example'), 'its example is left out');
});

test('async functions and classes are found', () => {
  assert.match(findSource(thumbnail)!.text, /export async function thumbnail/);
  assert.match(findSource(UserError)!.text, /export class UserError/);
  assert.equal(findSource(shortPath)!.file, 'lib/outputs/run-folder.ts');
});

test('a constant that holds a function is found', () => {
  const named = (name: string) => Object.defineProperty(() => {}, 'name', { value: name });
  const source = findSource(named('newFigureId'))!;
  assert.match(source.text, /^export const newFigureId = /);
  assert.equal(source.file, 'lib/display/plotly.ts');
});

test('of several functions of one name the one meant is shown', () => {
  function open(picture: unknown) {
    const { width, height, pixels } = picture as {
      width: number;
      height: number;
      pixels: number[];
    };
    return [Uint8ClampedArray.from(pixels), { raw: { width, height, channels: 3 } }];
  }
  assert.equal(findSource(open)!.file, 'lib/display/thumbnail.ts');
});

test('a function that is not of lib has no source', () => {
  assert.equal(
    findSource(function notOfLibAtAll() {}),
    undefined,
  );
  assert.equal(
    findSource(() => {}),
    undefined,
  );
});

test('source is coloured and escaped', () => {
  const html = sourceHtml({
    name: 'f',
    file: 'lib/x.ts',
    line: 3,
    text: 'const f = (a: Map<string, number>) => a < 1;',
  });
  assert.match(html, /<span class="hljs-keyword">const<\/span>/);
  assert.match(html, /lib\/x\.ts · line 3/);
  assert.ok(html.includes('&lt;') && !html.includes('<string'));
});
