import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectText, withoutGit } from './tracked-files.js';

/** The packages of each table, in its order; a row is `| \`name\` | megabytes | what it is for |`. */
function packagesOf(text: string): string[][] {
  const tables = text.split(/^\| package \|.*$/m).slice(1);
  return tables.map((table) =>
    [...table.matchAll(/^\| `([^`]+)` \| ([\d.,]+) \| \S.* \|$/gm)].map(([, name]) => name),
  );
}

describe('the table of dependencies', { skip: withoutGit }, () => {
  const described = JSON.parse(projectText('package.json') || '{}') as Record<string, object>;

  it('has a row, with weight and purpose, for each of package.json and no other', () => {
    const [always, inClone, onDemand] = packagesOf(projectText('DEPENDENCIES.md'));
    assert.deepEqual(always, Object.keys(described.dependencies).sort());
    assert.deepEqual(inClone, Object.keys(described.devDependencies).sort());
    assert.deepEqual(onDemand, Object.keys(described.peerDependencies));
    const table = '| package | MB | for |\n|---|---|---|\n| `a` | 1.5 | x |\n| `b` | | y |\n';
    assert.deepEqual(packagesOf(table), [['a']]);
  });

  it('is one that README links to', () => {
    assert.ok(projectText('README.md').includes('](DEPENDENCIES.md)'));
  });
});
