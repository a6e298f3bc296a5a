import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, type RecurrentActivation, startEngine, tf } from '../../lib/engine/index.js';
import { additiveScores, buildAttention } from '../../lib/model/attention/index.js';
import { type CaptionModel, captionerFor, captionLoss } from '../../lib/model/index.js';
import { readNumbers, setNumbers } from '../../lib/model/weight-numbers.js';
import { smallInputs } from './small-training.js';

const [pictures, cells, width, units] = [3, 6, 5, 4];
const numbers = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.7, 'float32', seed);

/** Each picture five times. */
const ofFive = () =>
  tf.tensor1d(
    [0, 1, 2].flatMap((row) => Array<number>(5).fill(row)),
    'int32',
  );

function small(sentinel: boolean, recurrentActivation?: RecurrentActivation): CaptionModel {
  const random = createRandom('attention');
  const model = buildAttention(
    {
      ...{ vocabularySize: 9, maxLength: 7, embeddingWidth: 4, reads: { cells, width } },
      embedding: Float32Array.from({ length: 36 }, random.normal),
    },
    { units: 6, dropout: 0.25, embedding: 'tuned', recurrentActivation, sentinel, seed: 3 },
  );
  for (const variable of model.trained) {
    const shift = Float32Array.from({ length: variable.size }, () => 0.4 * random.normal());
    tf.tidy(() => variable.assign(variable.add(tf.tensor(shift, variable.shape))));
  }
  return model;
}

/** Five captions for each of three pictures, of one to five words; the last picture has three. */
const five = Array.from({ length: 5 * pictures }, (_, row) =>
  Array.from({ length: 5 }, (_, step) =>
    row < 13 && step <= row % 5 ? 1 + ((3 * row + 2 * step) % 8) : 0,
  ),
);
const tokens = () => tf.tensor2d(five, undefined, 'int32');

async function furthest(some: tf.Tensor, others: tf.Tensor): Promise<number> {
  const [one, other] = await Promise.all([some.data(), others.data()]);
  assert.deepEqual(some.shape, others.shape);
  return Math.max(...Array.from(one, (value, i) => Math.abs(value - other[i])));
}

/** The logits `[steps * captions, vocabulary]` one step after the other, and the gradients that TensorFlow.js has for them. */
function stepByStep(model: CaptionModel, maps: tf.Tensor): tf.Tensor2D {
  const begun = model.begin(maps);
  let { state } = begun;
  const logits = Array.from({ length: 5 }, (_, step) => {
    const words = tf.tensor1d(
      five.map((row) => row[step]),
      'int32',
    );
    const next = model.step(begun.pictures, words, state);
    state = next.state;
    return next.logits;
  });
  return tf.concat(logits);
}

describe('the scores of additive attention', () => {
  before(() => startEngine());

  it('are the formula as it stands in the paper', async () => {
    const asked = numbers([5 * pictures, units], 1);
    const keys = numbers([pictures, cells, units], 2);
    const score = numbers([units, 1], 3);
    const met = asked.reshape([pictures, 5, 1, units]).add(keys.expandDims(1)).tanh();
    const expected = met
      .mul(score.flatten())
      .sum(3)
      .reshape([5 * pictures, cells]);
    assert.ok((await furthest(additiveScores(asked, keys.mul(2), score), expected)) < 1e-5);
  });
});

for (const sentinel of [false, true]) {
  describe(`an attention captioner ${sentinel ? 'with' : 'without'} a sentinel`, () => {
    before(() => startEngine());

    it('reads five captions of a picture as it reads the picture five times', async () => {
      const model = small(sentinel);
      const maps = numbers([pictures, cells, width], 5) as tf.Tensor3D;
      const repeated = tf.tensor1d(
        [0, 1, 2].flatMap((row) => Array<number>(5).fill(row)),
        'int32',
      );
      const shared = model.captionLogits(maps, tokens());
      const apart = await furthest(shared, model.captionLogits(maps.gather(repeated), tokens()));
      assert.ok(apart < 1e-5, `${apart}`);

      const targets = tf.tensor2d(
        five.map((row) => [...row.slice(1), 0]),
        undefined,
        'int32',
      );
      const gradients = [maps, maps.gather(repeated)].map((given) => {
        const batch = { pictures: given, tokens: tokens(), targets };
        return tf.variableGrads(() => captionLoss(model, batch), model.trained).grads;
      });
      for (const { name } of model.trained) {
        const between = await furthest(gradients[0][name], gradients[1][name]);
        assert.ok(between < 1e-5, `${name}: ${between}`);
      }
    });

    for (const gates of ['sigmoid', 'hardSigmoid'] as const) {
      it(`has the gradients that TensorFlow.js finds step by step (${gates})`, async () => {
        const model = small(sentinel, gates);
        const maps = numbers([pictures, cells, width], 5);
        const repeated = tf.gather(maps, ofFive());
        const weighted = numbers([25 * pictures, 9], 6);
        const [ours, theirs] = [
          () => model.captionLogits(maps, tokens()),
          () => stepByStep(model, repeated),
        ].map((logits) =>
          tf.variableGrads(() => logits().mul(weighted).sum() as tf.Scalar, model.trained),
        );
        for (const { name } of model.trained) {
          const largest = (await theirs.grads[name].abs().max().data())[0];
          const apart = await furthest(ours.grads[name], theirs.grads[name]);
          assert.ok(
            largest > 0.01 && apart < 1e-5 * Math.max(1, largest),
            `${name}: ${apart} of ${largest}`,
          );
        }
      });
    }

    it('keeps of a step nothing of each unit of each cell', () => {
      const model = small(sentinel);
      const bytesKept = (steps: number) => {
        const some = tf.ones([1, steps], 'int32') as tf.Tensor2D;
        const [many, wide] = [400, width];
        const before = tf.memory().numBytes;
        let kept = 0;
        tf.variableGrads(() => {
          const logits = model.captionLogits(tf.ones([1, many, wide]), some);
          kept = tf.memory().numBytes - before;
          return logits.sum() as tf.Scalar;
        }, model.trained);
        return kept;
      };
      const ofOneStep = (bytesKept(11) - bytesKept(1)) / 10;
      assert.ok(ofOneStep < 4 * 400 * 6, `${ofOneStep} bytes a step`);
    });

    it('has the gradients that finite differences have, in all of its variables', async () => {
      const model = small(sentinel);
      const maps = numbers([pictures, cells, width], 5);
      const targets = tf.tensor2d(
        five.map((row) => [...row.slice(1), 0]),
        undefined,
        'int32',
      );
      const loss = () => captionLoss(model, { pictures: maps, tokens: tokens(), targets });
      const { grads } = tf.variableGrads(loss, model.trained);
      for (const variable of model.trained) {
        const gradient = (await grads[variable.name].data()) as Float32Array;
        const at = gradient.reduce(
          (best, one, i) => (Math.abs(one) > Math.abs(gradient[best]) ? i : best),
          0,
        );
        const before = await readNumbers([variable]);
        const lossAt = async (by: number) => {
          const moved = before.slice();
          moved[at] += by;
          setNumbers([variable], moved);
          return (await loss().data())[0];
        };
        const numeric = ((await lossAt(1e-2)) - (await lossAt(-1e-2))) / 2e-2;
        setNumbers([variable], before);
        assert.ok(Math.abs(gradient[at]) > 1e-4, `${variable.name} has no gradient`);
        assert.ok(
          Math.abs(numeric - gradient[at]) < 1e-3 + 0.03 * Math.abs(numeric),
          `${variable.name}: ${gradient[at]}, ${numeric}`,
        );
      }
    });

    it(`says where it looked in shares that sum to ${sentinel ? 'what the sentinel leaves' : '1'}`, async () => {
      const model = small(sentinel);
      const begun = model.begin(numbers([pictures, cells, width], 5));
      const words = tf.tensor1d([1, 4, 7], 'int32');
      const { looked } = model.step(begun.pictures, words, begun.state);
      const sums = (await looked?.sum(1).data()) as Float32Array;
      assert.equal(sums.length, pictures);
      for (const sum of sums) {
        assert.ok(sentinel ? sum > 0.05 && sum < 0.99 : Math.abs(sum - 1) < 1e-6, `${sum}`);
      }
    });

    it('draws all of its parameters', () => {
      const model = small(sentinel);
      const all = model.trained.reduce((sum, { size }) => sum + size, 0);
      const { layers } = model.graph();
      assert.equal(
        layers.reduce((sum, { parameters }) => sum + parameters, 0),
        all,
      );
      const names = layers.map(({ name }) => name);
      for (const [i, { inputs }] of layers.entries()) {
        for (const input of inputs) assert.ok(names.indexOf(input) < i && names.includes(input));
      }
    });

    it('leaves no tensor behind', () => {
      const model = small(sentinel);
      const maps = numbers([pictures, cells, width], 5);
      const some = tokens();
      const run = () =>
        tf.dispose(
          tf.variableGrads(
            () => captionLoss(model, { pictures: maps, tokens: some, targets: some }),
            model.trained,
          ),
        );
      run();
      const before = tf.memory().numTensors;
      run();
      assert.equal(tf.memory().numTensors, before);
    });
  });
}

it('a sentinel is refused by a captioner that has none, with the name of the one that has', () => {
  assert.throws(
    () => captionerFor(smallInputs(), 'merge', { sentinel: true }),
    /The captioner merge has no sentinel: attention has/,
  );
});
