import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { ensureSequences } from '../../lib/caption-preprocessing/index.js';
import { openDataset } from '../../lib/data-understanding/index.js';
import {
  asInput,
  findOrMake,
  readArtefact,
  sayFound,
  sayOnce,
  writeArtefact,
} from '../../lib/outputs/index.js';
import { ensureVocabulary } from '../../lib/vocabulary/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';

/** What is said on the console from now on, each line by the last part of the path that it names. */
function listen(t: TestContext): string[] {
  const lines: string[] = [];
  t.mock.method(console, 'log', (line: string) => {
    lines.push(line.replace(/\S*\/(\S+)/, '$1'));
  });
  return lines;
}

function kept(name: string, input?: () => Promise<string>): () => Promise<string> {
  const path = join(mkdtempSync(join(tmpdir(), 'captionlab-')), name);
  return async () => {
    if (input) await asInput(input);
    return findOrMake(path, {
      read: () => readArtefact(path).toString(),
      make: () => {
        writeArtefact(path, name, {});
        return name;
      },
    });
  };
}

describe('what is said of artefacts', () => {
  it('names what is made, with what it is made from', async (t) => {
    const said = listen(t);
    const words = kept('words.txt');
    await kept('model.json', words)();
    assert.deepEqual(said, [
      'words.txt is not there yet: making it',
      'model.json is not there yet: making it',
    ]);
  });

  it('names what is found once, and only what was asked for', async (t) => {
    const words = kept('words.txt');
    const model = kept('model.json', words);
    await model();
    const said = listen(t);
    for (let i = 0; i < 29; i++) await model();
    assert.deepEqual(said, ['Found model.json']);
    await words();
    assert.deepEqual(said, ['Found model.json', 'Found words.txt'], 'asked for later by name');
  });

  it('is silent about inputs however deep they lie and however many are fetched at a time', async (t) => {
    const words = kept('words.txt');
    const numbers = kept('numbers.txt', words);
    const features = kept('features.txt');
    const model = kept('model.json', async () =>
      (await Promise.all([numbers(), features()])).join(),
    );
    await model();
    const said = listen(t);
    await model();
    assert.deepEqual(said, ['Found model.json']);
  });

  it('is silent about what is read or fetched while something is made', async (t) => {
    const words = kept('words.txt');
    await words();
    const path = join(mkdtempSync(join(tmpdir(), 'captionlab-')), 'report.json');
    const said = listen(t);
    await findOrMake(path, { read: () => 'read', make: words });
    assert.deepEqual(said, ['report.json is not there yet: making it']);
  });

  it('says a remark on what was found under the same rule, and a warning always', async (t) => {
    const said = listen(t);
    await asInput(async () => {
      sayFound('vectors: trained');
      sayOnce('a warning');
    });
    sayFound('vectors: trained');
    sayFound('vectors: trained');
    assert.deepEqual(said, ['a warning', 'vectors: trained']);
  });

  it('holds for the rooms: who asks for sequences hears of sequences', async (t) => {
    const before = process.env.CAPTIONLAB_OUTPUTS;
    process.env.CAPTIONLAB_OUTPUTS = mkdtempSync(join(tmpdir(), 'captionlab-'));
    t.after(() => {
      if (before === undefined) delete process.env.CAPTIONLAB_OUTPUTS;
      else process.env.CAPTIONLAB_OUTPUTS = before;
    });
    const dataset = await openDataset({ name: 'flickr8k', folder: smallDataset() });
    const said = listen(t);
    await ensureSequences(dataset, { minCount: 2 });
    assert.equal(said.length, 3, 'descriptions, vocabulary and sequences are made');
    await ensureSequences(dataset, { minCount: 2 });
    await ensureSequences(dataset, { minCount: 2 });
    assert.deepEqual(said.slice(3), ['Found sequences.json']);
    await ensureVocabulary(dataset, { minCount: 2 });
    assert.deepEqual(said.slice(4), ['Found vocabulary.json']);
  });
});
