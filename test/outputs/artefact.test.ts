import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  contentOf,
  findOrMake,
  findOrRemake,
  fingerprintOf,
  readArtefact,
  writeArtefact,
} from '../../lib/outputs/index.js';

const place = () => join(mkdtempSync(join(tmpdir(), 'captionlab-')), 'run', 'words.json');

describe('an artefact', () => {
  it('comes back as written, with nothing half-written left beside it', () => {
    const path = place();
    writeArtefact(path, 'grass', { seed: 1 });
    assert.equal(readArtefact(path, { seed: 1 }).toString(), 'grass');
    assert.deepEqual(readdirSync(join(path, '..')), ['words.json', 'words.json.header.json']);
  });

  it('is refused when it was made from other inputs, with the names of both', () => {
    const path = place();
    writeArtefact(path, 'grass', { dataset: 'scenes 1a2b', minCount: 10 });
    assert.throws(() => readArtefact(path, { dataset: 'scenes 1a2b', minCount: 5 }), {
      name: 'UserError',
      message: /was made with minCount 10, but minCount is now 5/,
    });
  });

  it('is refused when it is not there, cut short or changed', () => {
    const path = place();
    assert.throws(() => readArtefact(path), /is not there yet/);
    writeArtefact(path, 'grass', {});
    writeFileSync(path, 'gra');
    assert.throws(() => readArtefact(path), /has 3 bytes instead of 5/);
    writeFileSync(path, 'grasp');
    assert.throws(() => readArtefact(path), /it was changed/);
  });

  it('tells what it holds, for what is made from it', () => {
    const path = place();
    writeArtefact(path, 'grass', { dataset: 'scenes 1a2b' });
    assert.equal(contentOf(path), fingerprintOf('grass').slice(0, 12));
    assert.equal(contentOf(`${path}.not-there`), 'none');
  });

  it('is found when it is there and made when it is not', async () => {
    const path = place();
    const steps = {
      read: () => `read ${readArtefact(path)}`,
      make: () => {
        writeArtefact(path, 'grass', {});
        return 'made';
      },
    };
    assert.equal(await findOrMake(path, steps), 'made');
    assert.equal(await findOrMake(path, steps), 'read grass');
  });

  it('is made again where it costs little, if it was made from something else', async () => {
    const path = place();
    const once = (seed: number) =>
      findOrRemake(
        path,
        { seed },
        {
          read: () => `read ${readArtefact(path, { seed })}`,
          make: () => {
            writeArtefact(path, `grass ${seed}`, { seed });
            return 'made';
          },
        },
      );
    assert.deepEqual(
      [await once(1), await once(1), await once(2), await once(2)],
      ['made', 'read grass 1', 'made', 'read grass 2'],
    );
  });
});
