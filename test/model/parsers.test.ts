import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { startEngine } from '../../lib/engine/index.js';
import { readCheckpoint } from '../../lib/model/checkpoint.js';
import { loadModel, modelFolder, readTrainedModel } from '../../lib/model/index.js';
import { readArtefactHeader, writeArtefact } from '../../lib/outputs/index.js';
import { jsonMutantsOf, mutantsOf, onlyUserErrors } from '../mutants.js';
import { smallDataset, smallInputs, trainSmall } from './small-training.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
after(() => rmSync(folder, { recursive: true }));
const dataset = smallDataset(folder);
const inModel = (name: string) => join(modelFolder(dataset), name);

/** Writes other contents with a header that fits them. */
function rewrite(path: string, contents: Uint8Array | string): void {
  writeArtefact(path, contents, readArtefactHeader(path).madeFrom);
}

const text = (json: unknown) => JSON.stringify(json) ?? '';

describe('whatever a training left, it is read or refused by name', () => {
  before(async () => {
    await startEngine();
    await trainSmall(dataset);
  });

  it('a checkpoint', () => {
    const [name] = readdirSync(modelFolder(dataset)).filter((file) =>
      /^checkpoint.*rs$/.test(file),
    );
    const whole = readFileSync(inModel(name));
    const notes = new TextDecoder('latin1').decode(whole);
    const head = Buffer.from(notes.slice(0, notes.indexOf('}}')), 'latin1').length;
    const read = (bytes: Uint8Array) => {
      rewrite(inModel(name), Buffer.concat([bytes, whole.subarray(head + 2)]));
      readCheckpoint(modelFolder(dataset), {});
    };
    return onlyUserErrors(mutantsOf(whole.subarray(0, head + 2)), name, read, {
      label: 'a checkpoint',
    });
  });

  it('the history', async () => {
    const whole = readFileSync(inModel('history.json'), 'utf8');
    await onlyUserErrors(
      jsonMutantsOf(JSON.parse(whole)),
      'history.json',
      async (json) => {
        rewrite(inModel('history.json'), text(json));
        (await readTrainedModel(dataset, smallInputs())).model.dispose();
      },
      { numRuns: 60, label: 'the history of a training' },
    );
    rewrite(inModel('history.json'), whole);
  });

  it("the model's list of weights", async () => {
    const json = JSON.parse(readFileSync(inModel('model.json'), 'utf8'));
    await onlyUserErrors(
      jsonMutantsOf(json.weightsManifest),
      'model',
      async (mutant) => {
        rewrite(inModel('model.json'), text({ ...json, weightsManifest: mutant }));
        (await loadModel(modelFolder(dataset))).dispose();
      },
      { numRuns: 200, label: "a model's list of weights" },
    );
  });
});
