import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createRandom, startEngine } from '../../lib/engine/index.js';
import { captioners } from '../../lib/model/captioners.js';
import { logLikelihoods } from '../../lib/searching-pictures/index.js';
import { forgetParts, keptLikelihoods } from '../../lib/searching-pictures/likelihood-parts.js';
import { maxLength, vocabulary } from '../inference/talkative-model.js';

describe('likelihoods of many pictures', () => {
  const parent = mkdtempSync(join(tmpdir(), 'captionlab-parts-'));
  const folder = join(parent, 'parts');
  before(() => startEngine());
  after(() => rmSync(parent, { recursive: true }));

  it('are kept part by part, and go on behind what is kept and whole', async () => {
    const random = createRandom('parts');
    const sizes = {
      ...{ vocabularySize: vocabulary.size, maxLength, embeddingWidth: 4 },
      ...{ embedding: new Float32Array(vocabulary.size * 4), reads: { cells: 1, width: 5 } },
    };
    const model = captioners.merge.build(sizes, { units: 6, dropout: 0, embedding: 'tuned' });
    const ids = Array.from({ length: 50 }, (_, i) => String(i));
    const numbers = ids.map(() => Float32Array.from({ length: 5 }, () => random.normal()));
    let read = 0;
    let most = Number.POSITIVE_INFINITY;
    const features = {
      ...{ width: 5, cells: 1 },
      of(id: string) {
        if (++read > most) throw new Error('killed');
        return numbers[Number(id)];
      },
    };
    const sequences = [
      [1, 2, 3, 8],
      [1, 3, 8],
    ];
    const whole = await logLikelihoods(model, features, ids, sequences);
    const work = { told: 'Asking', folder, madeFrom: { run: 'a' } };
    const again = () => keptLikelihoods(model, features, ids, sequences, work);

    [read, most] = [0, 45]; // it ends in the third part of 20
    await assert.rejects(again(), /killed/);
    const parts = readdirSync(folder).filter((name) => name.endsWith('.npy'));
    assert.equal(parts.length, 2);
    writeFileSync(join(folder, parts[0]), 'half of it');
    [read, most] = [0, Number.POSITIVE_INFINITY];
    assert.deepEqual(await again(), whole);
    assert.equal(read, 20 + 10, 'the broken part and the missing one');

    read = 0;
    work.madeFrom = { run: 'b' };
    await again();
    assert.equal(read, 50, 'what was made from something else does not count');
    forgetParts(folder);
    assert.ok(!existsSync(folder));
    model.dispose();
  });
});
