import assert from 'node:assert/strict';
import { posix } from 'node:path';
import { describe, it } from 'node:test';
import { projectText, withoutGit } from './tracked-files.js';

const { join } = posix;

interface Locked {
  resolved?: string;
  link?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

/** Which packages others ask for that the lockfile lacks; npm looks in each folder above the one that asks. */
function missingFrom(packages: Record<string, Locked>): string[] {
  const has = (from: string, name: string): boolean => {
    if (packages[join(from, 'node_modules', name)]) return true;
    return from !== '' && has(from.slice(0, Math.max(0, from.lastIndexOf('/node_modules/'))), name);
  };
  return Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !has(from, name))
      .map((name) => `${from} asks for ${name}`),
  );
}

describe('the lockfile', { skip: withoutGit }, () => {
  const { packages } = JSON.parse(projectText('package-lock.json') || '{}') as {
    packages: Record<string, Locked>;
  };

  it('holds every package of every system, so that no npm adds any', () => {
    assert.deepEqual(missingFrom(packages), []);
    const kept = { 'node_modules/a': { optionalDependencies: { 'a-win32': '1', 'a-linux': '1' } } };
    assert.deepEqual(missingFrom({ ...kept, 'node_modules/a-linux': {} }), [
      'node_modules/a asks for a-win32',
    ]);
  });

  it('names no registry, and .npmrc sees to it', () => {
    const named = Object.values(packages).filter(({ resolved, link }) => resolved && !link);
    assert.deepEqual(named, []);
    assert.match(projectText('.npmrc'), /^omit-lockfile-registry-resolved=true$/m);
  });

  it('allows no package a script of its own', () => {
    const { allowScripts } = JSON.parse(projectText('package.json')) as {
      allowScripts: Record<string, boolean>;
    };
    assert.ok(Object.values(allowScripts).every((allowed) => !allowed));
    const asking = Object.entries(packages).filter(([, one]) => 'hasInstallScript' in one);
    const names = asking.map(([path]) => path.split('node_modules/').pop() as string);
    assert.deepEqual(
      names.filter((name) => !(name in allowScripts)),
      [],
    );
  });
});
