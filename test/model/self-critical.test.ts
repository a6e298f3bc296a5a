import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { captionBatchOf } from '../../lib/generator/index.js';
import { type CaptionerKind, captioners } from '../../lib/model/captioners.js';
import {
  advantages,
  type CaptionModel,
  copiedRows,
  drawCaptions,
  loadModel,
  modelFolder,
  policyLoss,
  steps,
  toTensors,
  trainAndKeep,
} from '../../lib/model/index.js';
import type { EpochResult, SelfCritical } from '../../lib/model/training-types.js';
import { readNumbers, setNumbers } from '../../lib/model/weight-numbers.js';
import { smallDataset, smallInputs, smallOptions } from './small-training.js';
import { toy } from './toy-captioner.js';

const kinds: Record<string, CaptionerKind> = { ...captioners, toy };
const [START, END] = [1, 2];
const markers = { start: START, end: END };

/** Of the words 1 to 3, two at most: all captions that there are. */
const ALL = [[END], ...[1, 3].flatMap((first) => [1, 2, 3].map((second) => [first, second]))];
/** What each is worth: any numbers. */
const WORTH = [0.3, 1, 4, 1.5, 0, 2.5, 0.7];

for (const [name, kind] of Object.entries(kinds)) {
  describe(`self-critical training of the captioner ${name}`, () => {
    before(() => startEngine());

    const cells = kind.readsMaps ? 3 : 1;
    const WIDTH = 5;
    const build = (vocabularySize: number, dropout = 0): CaptionModel => {
      const random = createRandom('self-critical');
      const sizes = {
        ...{ vocabularySize, maxLength: 7, embeddingWidth: 4, reads: { cells, width: WIDTH } },
        embedding: Float32Array.from({ length: vocabularySize * 4 }, random.normal),
      };
      const model = kind.build(sizes, { units: 6, dropout, embedding: 'tuned', seed: 3 });
      for (const variable of model.trained) {
        const shift = Float32Array.from({ length: variable.size }, () => 0.5 * random.normal());
        tf.tidy(() => variable.assign(variable.add(tf.tensor(shift, variable.shape))));
      }
      return model;
    };
    const draw = createRandom('picture');
    const picture = Float32Array.from({ length: cells * WIDTH }, draw.uniform);
    const rows = copiedRows({ width: WIDTH, cells, of: () => picture });
    const sequences = ALL.map((words) => [START, ...words]);

    /** The probability of every caption, from one pass that says nothing of padding. */
    async function probabilities(model: CaptionModel): Promise<number[]> {
      const batch = captionBatchOf(sequences.map((sequence) => ({ id: 'one', sequence })));
      const logs = tf.tidy(() => {
        const { pictures, tokens } = toTensors(batch, rows);
        const logits = model.captionLogits(pictures, tokens); // [steps * batch, vocabulary]
        return logits.slice([0, 1], [-1, 3]).logSoftmax();
      });
      const values = (await logs.array()) as number[][];
      logs.dispose();
      return ALL.map((words, row) =>
        Math.exp(words.reduce((sum, word, i) => sum + values[i * ALL.length + row][word - 1], 0)),
      );
    }

    it('has, over all captions that could be drawn, the gradient that the expected reward has', async () => {
      const model = build(4);
      const shares = await probabilities(model);
      assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-5);
      const sums = new Map(model.trained.map((one) => [one.name, new Float64Array(one.size)]));
      for (const [a, one] of ALL.entries()) {
        for (const [b, other] of ALL.entries()) {
          const drawn = [one, other].map((words) => ({ id: 'one', sequence: [START, ...words] }));
          const batch = { ...captionBatchOf(drawn), perPicture: 2 };
          const worth = advantages([WORTH[a], WORTH[b]], 2);
          const { value, grads } = tf.tidy(() => {
            const tensors = toTensors(batch, rows);
            return tf.variableGrads(() => policyLoss(model, tensors, worth), model.trained);
          });
          for (const [key, gradient] of Object.entries(grads)) {
            const sum = sums.get(key) as Float64Array;
            const values = await gradient.data();
            for (const [i, one] of values.entries()) sum[i] += shares[a] * shares[b] * one;
          }
          tf.dispose([value, grads]);
        }
      }
      const expected = async () =>
        (await probabilities(model)).reduce((sum, share, i) => sum + share * WORTH[i], 0);
      const step = 1e-2;
      for (const variable of model.trained) {
        const gradient = sums.get(variable.name) as Float64Array;
        const at = gradient.reduce(
          (best, one, i) => (Math.abs(one) > Math.abs(gradient[best]) ? i : best),
          0,
        );
        const numbers = await readNumbers([variable]);
        const moved = async (by: number) => {
          const others = numbers.slice();
          others[at] += by;
          setNumbers([variable], others);
          return expected();
        };
        const numeric = -((await moved(step)) - (await moved(-step))) / (2 * step);
        setNumbers([variable], numbers);
        assert.ok(Math.abs(gradient[at]) > 1e-4, `${variable.name} has no gradient`);
        const apart = Math.abs(numeric - gradient[at]);
        assert.ok(
          apart < 1e-3 + 0.01 * Math.abs(numeric),
          `${variable.name}: ${gradient[at]}, ${numeric}`,
        );
      }
    });

    it('draws captions as often as they are probable, and says how probable', async () => {
      const model = build(4);
      const shares = await probabilities(model);
      const perPicture = 4000;
      const seen = rows.of(['one']);
      const random = createRandom('lots');
      const tensors = tf.memory().numTensors;
      const options = { perPicture, maxLength: 2, markers, random };
      const drawn = await drawCaptions(model, seen, options);
      assert.equal(tf.memory().numTensors, tensors);
      seen.dispose();
      const counts = ALL.map(() => 0);
      for (const { sequence, logProbability } of drawn) {
        const which = sequences.findIndex((one) => one.join() === sequence.join());
        counts[which]++;
        assert.ok(Math.abs(Math.exp(logProbability) - shares[which]) < 1e-4);
      }
      for (const [i, count] of counts.entries()) {
        const deviation = Math.sqrt(shares[i] * (1 - shares[i]) * perPicture);
        assert.ok(Math.abs(count - shares[i] * perPicture) < 4 * deviation, ALL[i].join(' '));
      }
    });

    /** Worth 1 for every word 3 and 1 for an end, on 20 pictures with words 3 to 8. */
    const choice = (more: Partial<SelfCritical> = {}): SelfCritical => ({
      ...{ samples: 3, picturesAStep: 4, stepsARound: 17, maxLength: 6, markers },
      reward: {
        name: 'threes',
        of: (_, words) => words.filter((word) => word === 3 || word === END).length / words.length,
      },
      from: { run: 'merge', weights: 'abc' },
      ...more,
    });
    const inputsOf = () => {
      const given = smallInputs();
      const source = { width: WIDTH, cells, of: () => picture };
      return { ...given, features: { ...given.features, ...source } };
    };
    const options = (more: Partial<SelfCritical> = {}) => ({
      ...{ ...smallOptions, ...steps([3, 0.01]) },
      selfCritical: choice(more),
    });

    it('draws better captions round after round, though nothing tells it which', async () => {
      const model = build(9);
      const results = await trainAndKeep(smallDataset(), model, inputsOf(), options());
      assert.deepEqual(
        results.map(({ epoch }) => epoch),
        [0, 1, 2, 3],
      );
      const [, first, , last] = results as [never, EpochResult, never, EpochResult];
      assert.ok((last.reward as number) > (first.reward as number) + 0.05, `${last.reward}`);
    });

    it('drops nothing: the network that draws is the one that learns', async () => {
      const [with0, withHalf] = [build(9), build(9, 0.5)];
      for (const model of [with0, withHalf]) {
        await trainAndKeep(smallDataset(), model, inputsOf(), {
          ...options(),
          ...steps([1, 0.01]),
        });
      }
      assert.deepEqual(await readNumbers(withHalf.trained), await readNumbers(with0.trained));
    });

    it('ends, interrupted within a round and gone on with, in the same weights', async () => {
      const [whole, halted, fresh] = [build(9), build(9), build(9)];
      const [one, other] = [smallDataset(), smallDataset()];
      const results = await trainAndKeep(one, whole, inputsOf(), options());
      let calls = 0;
      const stop = new Error('stop');
      const reward = {
        ...choice().reward,
        of: (id: string, words: readonly number[]) => {
          if (++calls > 12 * (17 + 16)) throw stop; // in the last step but one of the second round
          return choice().reward.of(id, words);
        },
      };
      await assert.rejects(trainAndKeep(other, halted, inputsOf(), options({ reward })), stop);
      const resumed = await trainAndKeep(other, fresh, inputsOf(), { ...options(), resume: true });
      assert.deepEqual(await readNumbers(fresh.trained), await readNumbers(whole.trained));
      const told = (all: EpochResult[]) => all.map(({ loss, reward }) => [loss, reward]);
      assert.deepEqual(told(resumed), told(results));
    });

    it('keeps the model that it went on from where no round is better', async () => {
      const model = build(9);
      const before = await readNumbers(model.trained);
      const dataset = smallDataset();
      let score = 1;
      const judge = { name: 'falling', of: async () => score-- };
      const results = await trainAndKeep(dataset, model, inputsOf(), { ...options(), judge });
      assert.deepEqual(
        results.map(({ devScore }) => devScore),
        [1, 0, -1, -2],
      );
      if (name === 'toy') return; // it is not in the table by which files are opened
      const kept = await loadModel(modelFolder(dataset));
      assert.deepEqual(await readNumbers(kept.trained), before);
    });

    // What follows is the training's, not the captioner's: one that is in the table, and one that is not.
    if (!['merge', 'toy'].includes(name)) return;

    it('stops after so many rounds without a better one', async () => {
      let score = 1;
      const judge = { name: 'falling', of: async () => score-- };
      const given = { ...options(), judge, patience: 2 };
      const results = await trainAndKeep(smallDataset(), build(9), inputsOf(), given);
      assert.equal(results.at(-1)?.epoch, 2);
    });

    it('says what cannot be: nothing to compare with, another start', async () => {
      const dataset = smallDataset();
      const train = (more: Partial<SelfCritical>, resume = false) =>
        trainAndKeep(dataset, build(9), inputsOf(), { ...options(more), resume });
      await assert.rejects(train({ samples: 1 }), {
        name: 'UserError',
        message: 'samples is 1: expected a whole number, 2 or more.',
      });
      await train({});
      await assert.rejects(train({ from: { run: 'merge', weights: 'xyz' } }, true), {
        name: 'UserError',
        message: /training\.fromWeights abc, but training\.fromWeights is now xyz/,
      });
      const { selfCritical: _, ...plain } = options();
      const goesOn = trainAndKeep(dataset, build(9), inputsOf(), { ...plain, resume: true });
      await assert.rejects(goesOn, {
        name: 'UserError',
        message: /was begun with --self-critical --start-from merge: go on with it so/,
      });
    });
  });
}

describe('the advantage of a caption', () => {
  it('is what it is worth beyond the others of its picture, and adds up to nothing', () => {
    assert.deepEqual([...advantages([1, 2, 6], 3)], [-3, -1.5, 4.5]);
    const all = advantages([0.5, 2, 3, 3], 2);
    assert.deepEqual([...all], [-1.5, 1.5, 0, 0]);
  });
});
