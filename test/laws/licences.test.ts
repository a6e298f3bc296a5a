import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { projectText, withoutGit } from './tracked-files.js';

interface Locked {
  version?: string;
  resolved?: string;
  integrity?: string;
  license?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}

/** Licences under which a package may be used beside ours, MIT. */
const OPEN =
  /^(MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|Unlicense|CC0-1\.0|BlueOak-1\.0\.0|Python-2\.0|MIT-0)$/;

/** Others, each looked at: what it asks for is kept, or it is used in a clone alone. */
const LOOKED_AT: Record<string, string> = {
  // libvips, a library beside sharp, loaded as it is: whoever wants may put another in its place.
  '@img/sharp-*': 'LGPL-3.0-or-later',
  // Tests alone use it; its files are not changed.
  'axe-core': 'MPL-2.0',
  // The software of NIST may be used and copied by anybody; HDF5's own licence is BSD's.
  h5wasm: 'SEE LICENSE IN LICENSE.txt',
  // MIT by its file LICENSE; its package.json says nothing.
  'typed-function': 'none',
  // Jupyter's messages in a clone; libzmq, inside, is under MPL-2.0 and not changed.
  zeromq: 'MPL-2.0',
};

const choices = (license: string) =>
  license
    .replace(/[()]/g, '')
    .split(/ OR /)
    .map((one) => one.split(/ AND /));

describe('packages of others', { skip: withoutGit }, () => {
  const { packages } = JSON.parse(projectText('package-lock.json') || '{"packages": {}}') as {
    packages: Record<string, Locked>;
  };
  const others = Object.entries(packages)
    .filter(([path, { link }]) => path.includes('node_modules/') && !link)
    .map(([path, one]) => ({ name: path.replace(/.*node_modules\//, ''), one }));

  it('have licences that go with ours, or were looked at', () => {
    const open = (part: string) => OPEN.test(part);
    for (const { name, one } of others) {
      const { license = 'none' } = one;
      const known = LOOKED_AT[name.replace(/^(@img\/sharp-).*/, '$1*')];
      const fits = choices(license).some((parts) => parts.every((p) => open(p) || p === known));
      assert.ok(fits, `${name}: ${license}`);
    }
  });

  it('are of one version each, with a checksum, from a registry', () => {
    for (const { name, one } of others) {
      assert.match(one.version ?? '', /^\d+\.\d+\.\d+/, name);
      assert.match(one.integrity ?? '', /^sha(512|1)-/, name);
    }
  });

  it('run no script when they are installed, but those that are named', () => {
    const { allowScripts } = JSON.parse(projectText('package.json') || '{}');
    const names = others.filter(({ one }) => one.hasInstallScript).map(({ name }) => name);
    assert.deepEqual(
      [...new Set(names)].filter((name) => allowScripts[name] !== false),
      [],
    );
  });
});
