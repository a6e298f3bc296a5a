import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { featureTable } from '../../lib/image-encoding/index.js';
import { beamSearch, greedySearch } from '../../lib/inference/index.js';
import { captioners } from '../../lib/model/captioners.js';
import {
  type CaptionerName,
  type CaptionModel,
  ensembleOf,
  joinedFeatures,
  membersOf,
  trainAndKeep,
} from '../../lib/model/index.js';
import { faultOfRun } from '../../lib/model/run-folder.js';
import { texts, vocabulary } from '../inference/talkative-model.js';
import { smallDataset, smallInputs, smallOptions } from './small-training.js';

const random = createRandom('ensemble');

/** A captioner far from where it began: words and pictures matter to it. */
function build(kind: CaptionerName, cells: number, vocabularySize = 9): CaptionModel {
  const sizes = {
    ...{ vocabularySize, maxLength: 7, embeddingWidth: 4, reads: { cells, width: 5 } },
    embedding: Float32Array.from({ length: vocabularySize * 4 }, random.normal),
  };
  const model = captioners[kind].build(sizes, { units: 6, dropout: 0, embedding: 'tuned' });
  for (const variable of model.trained) {
    const shift = Float32Array.from({ length: variable.size }, random.normal);
    tf.tidy(() => variable.assign(variable.add(tf.tensor(shift, variable.shape))));
  }
  return model;
}

describe('an ensemble of a captioner that reads vectors and one that reads maps', () => {
  before(() => startEngine());
  const pictures = Array.from({ length: 4 }, () =>
    Float32Array.from({ length: 5 + 3 * 5 }, random.uniform),
  );
  const open = () => {
    const members = [build('merge', 1), build('merge-attention', 3)];
    return { members, both: ensembleOf(members) };
  };
  const tokens = [
    [1, 3, 4],
    [1, 5, 6],
    [1, 2, 0],
    [1, 8, 8],
  ];
  const shown = () => tf.tensor2d(Float32Array.from(pictures.flatMap((row) => [...row])), [4, 20]);

  it("gives every word the mean of its members' probabilities", async () => {
    const { members, both } = open();
    const all = shown();
    const read = tf.tensor2d(tokens, undefined, 'int32');
    const own = [all.slice([0, 0], [4, 5]), all.slice([0, 5], [4, 15]).reshape([4, 3, 5])];
    const [one, other] = members.map((model, i) =>
      model.captionLogits(own[i], read).softmax().dataSync(),
    );
    const mean = both.captionLogits(all, read).softmax().dataSync();
    for (const [i, value] of mean.entries()) {
      assert.ok(Math.abs(value - (one[i] + other[i]) / 2) < 1e-6);
    }
    assert.ok(one.some((value, i) => Math.abs(value - other[i]) > 0.1));
  });

  for (const kind of ['merge-attention', 'attention', 'transformer'] as const) {
    it(`with ${kind} says word by word what it says in one pass`, async () => {
      const both = ensembleOf([build('merge', 1), build(kind, 3)]);
      const all = both.captionLogits(shown(), tf.tensor2d(tokens, undefined, 'int32')).arraySync();
      const begun = both.begin(shown());
      let { state } = begun;
      for (const step of [0, 1]) {
        const words = tf.tensor1d(
          tokens.map((row) => row[step]),
          'int32',
        );
        const next = both.step(begun.pictures, words, state);
        state = next.state;
        for (const [row, logits] of next.logits.arraySync().entries()) {
          for (const [word, value] of logits.entries()) {
            assert.ok(Math.abs(value - (all as number[][])[step * 4 + row][word]) < 1e-4);
          }
        }
      }
    });
  }

  it('is searched like any captioner, and leaves no tensor behind', async () => {
    const { both } = open();
    const before = tf.memory().numTensors;
    const greedy = await greedySearch(both, vocabulary, pictures, { maxLength: 6 });
    const beams = await beamSearch(both, vocabulary, pictures, { maxLength: 6, width: 30 });
    assert.equal(tf.memory().numTensors, before);
    for (const [i, [best]] of beams.entries()) {
      if (greedy[i].ended) assert.ok(best.logProbability >= greedy[i].logProbability - 1e-5);
    }
  });

  for (const kind of Object.keys(captioners) as CaptionerName[]) {
    it(`of one ${kind} twice says what that one says`, async () => {
      const { readsMaps } = captioners[kind];
      const model = build(kind, readsMaps ? 3 : 1);
      const rows = pictures.map((row) => row.slice(0, readsMaps ? 15 : 5));
      const alone = await greedySearch(model, vocabulary, rows, { maxLength: 6 });
      const twice = rows.map((row) => Float32Array.from([...row, ...row]));
      const both = ensembleOf([model, model]);
      const found = await greedySearch(both, vocabulary, twice, { maxLength: 6 });
      assert.deepEqual(texts(found), texts(alone));
    });
  }

  it('needs two captioners of one vocabulary, and is neither kept nor trained', async () => {
    const { both, members } = open();
    assert.throws(() => ensembleOf([members[0]]), /needs two captioners or more/);
    const wider = build('merge', 1, 12);
    assert.throws(() => ensembleOf([members[0], wider]), {
      name: 'UserError',
      message: /share their vocabulary: one has 9 words, padding included, another 12\./,
    });
    await assert.rejects(both.artifacts(), { name: 'UserError' });
    const named = { ...smallDataset(), run: 'a+b' };
    await assert.rejects(trainAndKeep(named, members[0], smallInputs(), smallOptions), {
      name: 'UserError',
      message: 'a+b is an ensemble: its runs are trained, each for itself.',
    });
  });
});

describe('features of several encoders', () => {
  it('are joined picture by picture, of the pictures that have all', () => {
    const one = featureTable(['a', 'b'], Float32Array.of(1, 2, 3, 4), 2, 'one');
    const other = featureTable(['b', 'a', 'c'], Float32Array.of(5, 6, 7), 1, 'other');
    const { ids, of, width, encoder } = joinedFeatures([one, other]);
    assert.deepEqual([ids, width, encoder], [['a', 'b'], 3, 'one + other']);
    assert.deepEqual([...of('a')], [1, 2, 6]);
  });
});

describe("an ensemble's name", () => {
  it('joins those of its runs, each of them a name, none of them twice', () => {
    assert.deepEqual(membersOf('merge+wide'), ['merge', 'wide']);
    assert.equal(faultOfRun('merge+wide'), undefined);
    assert.match(faultOfRun('merge+../x') ?? '', /"\.\.\/x" cannot be a run's name/);
    assert.match(faultOfRun('merge+') ?? '', /"" cannot be/);
    assert.match(faultOfRun('merge+merge') ?? '', /names a run twice/);
  });
});
