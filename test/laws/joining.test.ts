import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { projectRoot } from '../../lib/outputs/index.js';

const read = (name: string) => readFileSync(join(projectRoot, name), 'utf8');
const contributing = read('CONTRIBUTING.md');
const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>;

test('package.json, CITATION.cff and the newest change have one version', () => {
  const { version } = JSON.parse(read('package.json')) as { version: string };
  assert.equal(/^version: (.+)$/m.exec(read('CITATION.cff'))?.[1], version);
  assert.equal(/^## (.+)$/m.exec(read('CHANGELOG.md'))?.[1], version);
});

test('CONTRIBUTING names files that are there', () => {
  const named = [...contributing.matchAll(/`((?:lib|test|notebooks)\/[\w./-]+)`/g)];
  const missing = named
    .map(([, path]) => path)
    .filter((path) => !existsSync(join(projectRoot, path)));
  assert.deepEqual(missing, []);
  assert.ok(named.length > 15);
});

test('CONTRIBUTING speaks of names that the code has', () => {
  const files = readdirSync(join(projectRoot, 'lib'), { recursive: true, encoding: 'utf8' });
  const code = files.filter((file) => file.endsWith('.ts')).map((file) => read(join('lib', file)));
  const all = `${code.join('\n')}\n${read('test/laws/tracked-files.ts')}`;
  const names = [...contributing.matchAll(/`([A-Za-z]\w*[A-Z_]\w*)(?:\.\w+)?`/g)].map(
    ([, name]) => name,
  );
  assert.deepEqual(
    names.filter((name) => !new RegExp(`\\b${name}\\b`).test(all)),
    [],
  );
});

test('the scripts that CONTRIBUTING and README name are there', () => {
  const text = contributing + read('README.md');
  const called = [...text.matchAll(/npm\s+run ([a-z\d:]+)/g)].map(([, name]) => name);
  assert.deepEqual(
    called.filter((name) => !(name in scripts)),
    [],
  );
});
