import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { startEngine } from '../../lib/engine/index.js';
import { checkpointMadeFrom, readCheckpoint, writeCheckpoint } from '../../lib/model/checkpoint.js';
import {
  ensureTraining,
  type KeepOptions,
  loadModel,
  modelFolder,
  steps,
  trainAndKeep,
  trainingData,
  unfinishedTraining,
} from '../../lib/model/index.js';
import type { TrainingOptions, TrainingState } from '../../lib/model/training-types.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';
import { wasKilled } from '../signals.js';
import { smallModel } from './small-model.js';
import {
  numbersOf,
  smallDataset,
  smallInputs,
  smallOptions,
  trainSmall,
} from './small-training.js';

const checkpoints = (folder: string) =>
  readdirSync(folder).filter((file) => /^checkpoint-.*safetensors$/.test(file));

describe('a training that was interrupted', () => {
  before(() => startEngine());

  it('ends with the same weights and losses as one that was not, killed in the middle of an epoch', async () => {
    const whole = await trainSmall(smallDataset());
    const dataset = smallDataset();
    const words = [
      ...moduleOptions,
      join(import.meta.dirname, 'killed-training.ts'),
      dataset.runFolder,
      String(20 + 18),
    ];
    assert.ok(wasKilled(spawnSync(process.execPath, words, { stdio: 'ignore' })));
    const folder = modelFolder(dataset);
    assert.deepEqual(checkpoints(folder), ['checkpoint-00000036.safetensors']);
    assert.equal(unfinishedTraining(modelFolder(dataset)), 'epoch 2');

    const resumed = await trainSmall(dataset, { resume: true });
    assert.deepEqual(resumed.losses, whole.losses);
    assert.deepEqual(numbersOf(resumed.model), numbersOf(whole.model));
    assert.equal(unfinishedTraining(modelFolder(dataset)), undefined);
    assert.deepEqual(checkpoints(folder), ['checkpoint-00000060.safetensors']);
  });

  it('does the same when it stopped at the end of an epoch, and keeps the best model', async () => {
    const [one, other] = [smallDataset(), smallDataset()];
    const whole = await trainSmall(one);
    const stop = new Error('stop');
    const onEpoch = (results: unknown[]) => {
      if (results.length === 2) throw stop;
    };
    await assert.rejects(trainSmall(other, { onEpoch }), stop);
    const resumed = await trainSmall(other, { resume: true });
    assert.deepEqual(numbersOf(resumed.model), numbersOf(whole.model));
    const [kept, expected] = [
      await loadModel(modelFolder(other)),
      await loadModel(modelFolder(one)),
    ];
    assert.deepEqual(numbersOf(kept), numbersOf(expected));
  });

  it('does the same with every option there is', async () => {
    const every = {
      ...{ smoothing: 0.1, weightDecay: 0.1, standardise: true, clipNorm: 1, patience: 2 },
      ...{ warmUp: 30, averaging: 0.9 },
    };
    const [one, other] = [smallDataset(), smallDataset()];
    const whole = await trainSmall(one, every);
    const stop = new Error('stop');
    const onEpoch = (results: unknown[]) => {
      if (results.length === 2) throw stop;
    };
    await assert.rejects(trainSmall(other, { ...every, onEpoch }), stop);
    const resumed = await trainSmall(other, { ...every, resume: true });
    assert.deepEqual(resumed.losses, whole.losses);
    assert.deepEqual(numbersOf(resumed.model), numbersOf(whole.model));
    assert.deepEqual(
      numbersOf(await loadModel(modelFolder(other))),
      numbersOf(await loadModel(modelFolder(one))),
    );
  });

  it('has nothing left to do when it was over', async () => {
    const dataset = smallDataset();
    const first = await trainSmall(dataset);
    const again = await trainSmall(dataset, { resume: true });
    assert.deepEqual(again.losses, first.losses);
    assert.deepEqual(numbersOf(again.model), numbersOf(first.model));
  });

  const ask = (dataset: Dataset, given: Partial<TrainingOptions> = {}) =>
    ensureTraining(dataset, smallModel({ dropout: 0.5 }), smallInputs(), {
      ...smallOptions,
      ...given,
    });

  it('is found when it was over, and its curve drawn once', async () => {
    const dataset = smallDataset();
    const first = await trainSmall(dataset);
    const drawn: number[] = [];
    const found = await ask(dataset, { onEpoch: (soFar) => void drawn.push(soFar.length) });
    assert.deepEqual(
      found.flatMap(({ loss, devLoss }) => [loss, devLoss]),
      first.losses,
    );
    assert.deepEqual(drawn, [3]);
  });

  it('is not replaced by another that is only asked for, finished or not, and both are named', async () => {
    const names =
      'training.schedule 2 x 0.01, 1 x 0.001, but training.schedule is now 2 x 0.02. It is not replaced: ';
    const saying = (words: string) => (error: Error) =>
      error.name === 'UserError' && error.message.includes(words);
    const finished = smallDataset();
    await trainSmall(finished);
    const before = checkpointMadeFrom(modelFolder(finished));
    const other = steps([2, 0.02]);
    await assert.rejects(ask(finished, other), saying(`a training with ${names}move the folder`));
    assert.deepEqual(checkpointMadeFrom(modelFolder(finished)), before);

    const stopped = smallDataset();
    const stop = new Error('stop');
    const onEpoch = () => {
      throw stop;
    };
    await assert.rejects(trainSmall(stopped, { onEpoch }), stop);
    const unfinished = `a training that stopped in epoch 1, with ${names}go on with it (npx captionlab train`;
    await assert.rejects(ask(stopped, other), saying(unfinished));
    assert.equal(unfinishedTraining(modelFolder(stopped)), 'epoch 1');
    assert.equal((await ask(stopped)).length, 3);
  });

  it('does not begin without features of pictures to check it on', async () => {
    const inputs = smallInputs();
    const { ids } = inputs.features;
    inputs.features.ids = ids.slice(4);
    const dataset = smallDataset();
    await assert.rejects(trainAndKeep(dataset, smallModel(), inputs, smallOptions), {
      name: 'UserError',
      message: /^None of the 4 dev pictures has features by none, and training needs them\. /,
    });
    assert.ok(!existsSync(modelFolder(dataset)));
    inputs.features.ids = ids.slice(1);
    assert.deepEqual([...trainingData(inputs).dev.keys()], ids.slice(1, 4));
  });

  it('is not gone on with under other settings or with other inputs, and both are named', async () => {
    const dataset = smallDataset();
    await trainSmall(dataset);
    await assert.rejects(trainSmall(dataset, { resume: true, ...steps([5, 0.01]) }), {
      name: 'UserError',
      message:
        /made with training\.schedule 2 x 0\.01, 1 x 0\.001, but training\.schedule is now 5 x 0\.01/,
    });
    const others: [Partial<KeepOptions>, string][] = [
      [{ smoothing: 0.1 }, 'training.smoothing 0, but training.smoothing is now 0.1'],
      [{ weightDecay: 0.1 }, 'training.weightDecay 0, but training.weightDecay is now 0.1'],
      [{ standardise: true }, 'training.standardise false, but training.standardise is now true'],
    ];
    for (const [options, names] of others) {
      const again = trainSmall(dataset, { ...options, resume: true });
      await assert.rejects(again, ({ message }: Error) => message.includes(`made with ${names}`));
    }
    const wider = trainSmall(dataset, { resume: true }, 8);
    await assert.rejects(wider, /made with model\.units 6, but model\.units is now 8/);
  });

  it('is missed where there is none', async () => {
    await assert.rejects(trainSmall(smallDataset(), { resume: true }), {
      name: 'UserError',
      message: /There is no training to go on with: .*model holds no checkpoint/,
    });
  });

  it('stops at a loss that is no number, names the pictures and leaves what was kept', async () => {
    const dataset = smallDataset();
    await assert.rejects(trainSmall(dataset, steps([1, 0.01], [1, 1e38])), {
      name: 'UserError',
      message: /^The loss is NaN in epoch 2, with the captions of picture\d+/,
    });
    const kept = await loadModel(modelFolder(dataset));
    assert.ok(numbersOf(kept).flat().every(Number.isFinite));
    const state = readCheckpoint(modelFolder(dataset), {}) as TrainingState;
    assert.equal(state.results.length, 1);
    assert.ok(state.weights.every(Number.isFinite));
  });
});

describe('a checkpoint', () => {
  const state = (steps: number): TrainingState => ({
    results: [],
    progress: { batches: steps, loss: 1 / 3, pairs: 2, seconds: 1 },
    weights: Float32Array.of(steps),
    adam: { steps, first: Float32Array.of(1), second: Float32Array.of(2) },
  });

  it('comes back as it was', () => {
    const { runFolder } = smallDataset();
    writeCheckpoint(runFolder, state(7), { seed: 1 });
    assert.deepEqual(readCheckpoint(runFolder, { seed: 1 }), state(7));
    assert.deepEqual(checkpointMadeFrom(runFolder), { seed: 1 });
  });

  it('is the one before when the process ended while the next was written', () => {
    const { runFolder } = smallDataset();
    writeCheckpoint(runFolder, state(8), {});
    const next = join(runFolder, 'checkpoint-00000009.safetensors');
    writeFileSync(next, 'its header is not written yet');
    writeFileSync(`${next}.123.part`, 'half');
    assert.equal(readCheckpoint(runFolder, {})?.adam.steps, 8);
    writeCheckpoint(runFolder, state(10), {});
    assert.equal(readdirSync(runFolder).filter((file) => file.startsWith('checkpoint')).length, 2);
    assert.ok(!existsSync(next));
    rmSync(runFolder, { recursive: true });
    assert.equal(readCheckpoint(runFolder, {}), undefined);
  });
});
