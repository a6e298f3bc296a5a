import assert from 'node:assert/strict';
import { readdirSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { projectRoot } from '../../lib/outputs/index.js';
import { projectText, withoutGit } from './tracked-files.js';

type Names = Record<string, string>;

/** What a table tells of a package: its megabytes, and those of what it cannot do without. */
interface Weight {
  own: number;
  more: number;
}

/** The packages that a table names; those without a weight are fetched when they are asked for. */
function tableOf(text: string): Map<string, Weight | undefined> {
  const rows = [...text.matchAll(/^\| `([^`]+)`.*\| (?:(\d+\.\d)(?: \+ (\d+))?)?[^|]*\|$/gm)];
  return new Map(
    rows.map(([, name, own, more]) => [name, own ? { own: +own, more: +(more ?? 0) } : undefined]),
  );
}

function megabytesOf(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  const sizes = files
    .filter((file) => file.isFile())
    .map((file) => statSync(join(file.parentPath ?? file.path, file.name)).size);
  return sizes.reduce((sum, size) => sum + size, 0) / 1e6;
}

describe('DEPENDENCIES.md', { skip: withoutGit }, () => {
  const table = tableOf(projectText('DEPENDENCIES.md'));
  const { dependencies, devDependencies, peerDependencies } = JSON.parse(
    projectText('package.json') || '{}',
  ) as { dependencies: Names; devDependencies: Names; peerDependencies: Names };
  const installed = Object.keys({ ...dependencies, ...devDependencies });

  it('says what each dependency is for, and names none that is gone', () => {
    const weighed = [...table].filter(([, weight]) => weight);
    assert.deepEqual(weighed.map(([name]) => name).sort(), installed.sort());
    for (const name of Object.keys(peerDependencies)) assert.ok(table.has(name), name);
  });

  it('gives the weight of each, to a tenth', () => {
    const wrong = installed.filter((name) => {
      const actual = megabytesOf(realpathSync(join(projectRoot, 'node_modules', name)));
      const { own, more } = table.get(name) ?? { own: 0, more: 0 };
      // esbuild's script, where an npm runs it, puts its program into its own folder.
      return actual < own - Math.max(0.2, own / 10) || actual > (own + more) * 1.1 + 0.2;
    });
    assert.deepEqual(wrong, []);
  });
});
