process.env.CAPTIONLAB_ENGINE = 'wasm';

import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import { Worker } from 'node:worker_threads';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { captionBatchOf } from '../../lib/generator/index.js';
import { type CaptionerKind, type CaptionerName, captioners } from '../../lib/model/captioners.js';
import { type CaptionModel, captionLoss, steps, train } from '../../lib/model/index.js';
import { copiedRows } from '../../lib/model/picture-rows.js';
import { policyLoss } from '../../lib/model/self-critical/policy-loss.js';
import { gatherTeam, type Team } from '../../lib/model/team/index.js';
import { partsOf } from '../../lib/model/team/parts.js';
import { toTensors } from '../../lib/model/train-step.js';
import { readNumbers } from '../../lib/model/weight-numbers.js';
import { smallInputs, smallOptions } from './small-training.js';
import { toy } from './toy-captioner.js';

const CELLS = 4;
const WIDTH = 5;
const { sequences, features: vectors } = smallInputs();
const draw = createRandom('maps');
const maps = new Map(
  [...sequences.train.keys()].map((id) => [
    id,
    Float32Array.from({ length: CELLS * WIDTH }, draw.uniform),
  ]),
);
const features = (kind: CaptionerKind) =>
  kind.readsMaps
    ? { width: WIDTH, cells: CELLS, of: (id: string) => maps.get(id) as Float32Array }
    : vectors;

function build(name: CaptionerName, dropout = 0): CaptionModel {
  const kind: CaptionerKind = captioners[name];
  const sizes = {
    ...{ vocabularySize: 9, maxLength: 7, embeddingWidth: 4 },
    reads: { cells: kind.readsMaps ? CELLS : 1, width: WIDTH },
  };
  return kind.build(sizes, { units: 8, dropout, embedding: 'fresh', seed: 3 });
}

/** Five captions of unlike lengths, one or two of a picture: no two workers get the same. */
const captions = [...sequences.train].slice(0, 5).map(([id, [sequence]]) => ({ id, sequence }));
const uneven = () => captionBatchOf(captions);
const shared = () => {
  const rows = [...sequences.train].slice(0, 3).flatMap(([id, all], picture) => [
    { id, sequence: all[0] },
    { id, sequence: picture === 1 ? [] : all[1] },
  ]);
  return { ...captionBatchOf(rows), perPicture: 2 };
};

/** Largest difference, as a share of the largest number. */
function difference(one: ArrayLike<number>, other: ArrayLike<number>): number {
  assert.equal(one.length, other.length);
  const largest = Math.max(...Array.from(one, Math.abs));
  return Math.max(...Array.from(one, (value, i) => Math.abs(value - other[i]))) / largest;
}

describe('the parts of a batch', () => {
  it('hold each caption once, in order, as wide as its longest, and are as large as one another or one more', () => {
    const batch = uneven();
    const parts = partsOf(batch, 2);
    assert.deepEqual(
      parts.map((part) => part.ids),
      [batch.ids.slice(0, 2), batch.ids.slice(2)],
    );
    for (const [i, part] of parts.entries()) {
      const own = captions.slice(i * 2, i === 0 ? 2 : 5);
      assert.deepEqual(part, captionBatchOf(own));
    }
  });

  it('keep captions together that share a picture, and are no more than there are pictures', () => {
    const parts = partsOf(shared(), 8);
    assert.equal(parts.length, 3);
    assert.ok(
      parts.every(
        ({ batch, perPicture, ids }) => batch === 2 && perPicture === 2 && ids[0] === ids[1],
      ),
    );
  });
});

for (const name of Object.keys(captioners) as CaptionerName[]) {
  describe(`two workers that train ${name}`, () => {
    const kind: CaptionerKind = captioners[name];
    const pictures = copiedRows(features(kind));
    let model: CaptionModel;
    let team: Team;

    before(async () => {
      await startEngine();
      model = build(name);
      // Not as they were when the workers were started: each batch brings its own.
      team = (await gatherTeam(model, features(kind), pictures, 2)) as Team;
      for (const one of model.trained) tf.tidy(() => one.assign(one.add(0.05)));
    });
    after(() => team.close());

    it('find the loss and the gradients that one finds, of captions and of pictures with several', async () => {
      for (const batch of kind.readsMaps ? [uneven(), shared()] : [uneven()]) {
        const { value, grads } = tf.tidy(() =>
          tf.variableGrads(
            () => captionLoss(model, toTensors(batch, pictures), { smoothing: 0.1 }),
            model.trained,
          ),
        );
        const tensors = tf.memory().numTensors;
        const both = await team.gradients(batch, { smoothing: 0.1 });
        assert.equal(tf.memory().numTensors, tensors + 1 + model.trained.length);
        assert.ok(difference(await value.data(), await both.value.data()) < 1e-6);
        const all = (of: tf.NamedTensorMap) =>
          model.trained.flatMap((variable) => Array.from(of[variable.name].dataSync()));
        assert.ok(
          difference(all(grads), all(both.grads)) < 1e-6,
          `${difference(all(grads), all(both.grads))}`,
        );
        const plain = tf.tidy(() => captionLoss(model, toTensors(batch, pictures)));
        const checked = await team.loss(batch, {});
        assert.ok(difference(await plain.data(), await checked.data()) < 1e-6);
      }
    });

    it('find the gradients of a self-critical step', async () => {
      const batch = shared();
      const advantages = Float32Array.of(0.5, -0.5, 1, 0, -2, 2);
      const { grads } = tf.tidy(() =>
        tf.variableGrads(
          () => policyLoss(model, toTensors(batch, pictures), advantages),
          model.trained,
        ),
      );
      const both = await team.gradients(batch, { advantages });
      for (const { name: variable } of model.trained) {
        const [one, other] = [grads[variable].dataSync(), both.grads[variable].dataSync()];
        const scale = Math.max(1e-3, ...Array.from(one, Math.abs));
        one.forEach((value, i) => {
          assert.ok(Math.abs(value - other[i]) < 2e-6 * scale, variable);
        });
      }
    });
  });
}

describe('a training by two workers', () => {
  before(() => startEngine());

  const run = async (workers: number, options = {}, dropout = 0.5) => {
    const model = build('merge', dropout);
    const data = { ...sequences, features: vectors };
    const settings = { ...smallOptions, ...steps([2, 0.01]), batchSize: 7, workers, ...options };
    const results = await train(model, data, settings);
    return {
      weights: await readNumbers(model.trained),
      losses: results.flatMap(({ loss, devLoss }) => [loss, devLoss]),
    };
  };

  it('ends in the same weights each time, to the bit, and learns what one does', async () => {
    const [first, again] = [await run(2), await run(2)];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first.losses, (await run(1)).losses); // what is dropped is drawn otherwise
    const plain = { standardise: true, clipNorm: 1 };
    const [one, two] = [await run(1, plain, 0), await run(2, plain, 0)];
    assert.ok(difference(one.losses, two.losses) < 1e-4);
  });

  it('goes on when a worker dies, and ends in the same weights', async () => {
    const whole = await run(2);
    const said = mock.method(console, 'warn', () => {});
    const post = Worker.prototype.postMessage;
    let posted = 0;
    mock.method(Worker.prototype, 'postMessage', function (this: Worker, message: unknown) {
      post.call(this, message);
      if (++posted === 9) void this.terminate();
    });
    try {
      assert.deepEqual(await run(2), whole);
    } finally {
      mock.restoreAll();
    }
    assert.ok(posted > 9);
    assert.match(
      String(said.mock.calls[0].arguments[0]),
      /^A worker thread ended \(code 1\): its work is done again/,
    );
  });

  it('says so and trains in one thread where the others do not start', async () => {
    const said = mock.method(console, 'warn', () => {});
    const broken = {
      ...build('merge'),
      artifacts: async () => ({
        modelTopology: {},
        weightSpecs: [],
        weightData: new ArrayBuffer(0),
      }),
    };
    const team = await gatherTeam(broken, vectors, copiedRows(vectors), 2);
    said.mock.restore();
    assert.equal(team, undefined);
    assert.match(
      String(said.mock.calls.at(-1)?.arguments[0]),
      /No other threads could be started .*: one trains alone/s,
    );
  });

  it('is not begun for a captioner that the workers do not know', async () => {
    const sizes = {
      vocabularySize: 9,
      maxLength: 7,
      embeddingWidth: 4,
      reads: { cells: 1, width: 5 },
    };
    const unknown = toy.build(sizes, {});
    assert.equal(await gatherTeam(unknown, vectors, copiedRows(vectors), 2), undefined);
  });
});
