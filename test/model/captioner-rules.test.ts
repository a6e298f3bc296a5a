import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { beamSearch, greedySearch } from '../../lib/inference/index.js';
import { type CaptionerKind, captioners, openCaptionModel } from '../../lib/model/captioners.js';
import {
  type CaptionModel,
  captionLoss,
  saveModel,
  steps,
  train,
  trainAndKeep,
} from '../../lib/model/index.js';
import { withPooledMaps } from '../../lib/model/pooled-maps/index.js';
import { withEncoderEnd } from '../../lib/model/tuned-encoder/index.js';
import { readNumbers, setNumbers } from '../../lib/model/weight-numbers.js';
import { vocabulary } from '../inference/talkative-model.js';
import { captions, features } from './small-model.js';
import { smallDataset, smallInputs, smallOptions } from './small-training.js';
import { tinyEnd } from './tiny-end.js';
import { toy } from './toy-captioner.js';

/*
 * What holds for every captioner, whatever its kind: those of the table, one behind the end of an encoder, one whose maps are
 * pooled, one with both, and the toy of CONTRIBUTING.
 */

const behindAnEnd = (kind: CaptionerKind): CaptionerKind => ({
  ...kind,
  build(sizes, settings) {
    const end = tinyEnd(sizes.reads.width, 4);
    const reads = { cells: sizes.reads.cells, width: end.width };
    return withEncoderEnd(kind.build({ ...sizes, reads }, settings), end);
  },
});
/** Cells side by side, and below one another, that are read as one. */
const POOL = 2;
const pooled = (kind: CaptionerKind): CaptionerKind => ({
  ...kind,
  build: (sizes, settings) =>
    withPooledMaps(sizes.reads.cells, POOL, (cells) =>
      kind.build({ ...sizes, reads: { ...sizes.reads, cells } }, settings),
    ),
});
const { attention, transformer } = captioners;
const kinds: Record<string, CaptionerKind> = {
  ...{ ...captioners, toy },
  "attention, behind its encoder's end": behindAnEnd(attention),
  'transformer, its maps pooled': pooled(transformer),
  "attention, its maps pooled behind its encoder's end": behindAnEnd(pooled(attention)),
};
const random = createRandom('captioner rules');
const sizes = {
  ...{ vocabularySize: 9, maxLength: 7, embeddingWidth: 4 },
  embedding: Float32Array.from({ length: 9 * 4 }, random.normal),
};
/** Cells of a map where it reads maps; the small pictures have 5 numbers a cell. */
const CELLS = 6;
const WIDTH = 5;

for (const [name, kind] of Object.entries(kinds)) {
  describe(`the captioner ${name}`, () => {
    before(() => startEngine());

    const isPooled = name.includes('pooled');
    const ofMap = isPooled ? 16 : name.includes('end') ? 9 : CELLS; // those need as many rows as columns
    const cells = kind.readsMaps ? ofMap : 1;
    const looksAt = isPooled ? cells / POOL ** 2 : cells;
    const build = (dropout = 0): CaptionModel => {
      const reads = { cells, width: WIDTH };
      const settings = { units: 6, dropout, embedding: 'tuned', seed: 3 } as const;
      const model = kind.build({ ...sizes, reads }, settings);
      // Far from where it began, so that words and pictures matter.
      const moved = createRandom('moved');
      for (const variable of model.trained) {
        const shift = Float32Array.from({ length: variable.size }, () => 0.4 * moved.normal());
        tf.tidy(() => variable.assign(variable.add(tf.tensor(shift, variable.shape))));
      }
      return model;
    };
    const spread = isPooled ? 4 : 1; // means of several cells are more alike than they are
    const draw = createRandom('pictures');
    const rows = features.map((row) =>
      Float32Array.from(
        { length: cells * WIDTH },
        (_, i) => row[i % WIDTH] + spread * draw.uniform(),
      ),
    );
    const shape = cells === 1 ? [rows.length, WIDTH] : [rows.length, cells, WIDTH];
    const pictures = () => tf.tensor(Float32Array.from(rows.flatMap((row) => [...row])), shape);
    const padded = (from: number, to?: number) =>
      captions.map((caption) => {
        const kept = caption.slice(from, to);
        return [...kept, ...Array<number>(5 - kept.length).fill(0)];
      });
    const batch = () => ({
      pictures: pictures(),
      tokens: tf.tensor2d(padded(0, -1), undefined, 'int32'),
      targets: tf.tensor2d(padded(1), undefined, 'int32'),
    });

    it('says of itself what it reads and how wide it is', () => {
      const model = build();
      assert.equal(model.name, name.split(',')[0]);
      assert.deepEqual(model.reads, { cells, width: WIDTH });
      assert.deepEqual([model.vocabularySize, model.maxLength], [9, 7]);
      assert.equal(model.pictureLayer.kernel.shape[0], WIDTH);
      assert.ok(model.trained.includes(model.pictureLayer.kernel));
    });

    it('says word by word what it says in one pass', async () => {
      const model = build();
      const tokens = padded(0, -1);
      const onePass = model.captionLogits(pictures(), tf.tensor2d(tokens, undefined, 'int32'));
      const all = (await onePass.array()) as number[][];
      const begun = model.begin(pictures());
      let { state } = begun;
      for (let step = 0; step < tokens[0].length; step++) {
        const words = tf.tensor1d(
          tokens.map((row) => row[step]),
          'int32',
        );
        const next = model.step(begun.pictures, words, state);
        const logits = (await next.logits.array()) as number[][];
        state = next.state;
        for (const [row, values] of logits.entries()) {
          if (tokens[row][step] === 0) continue; // behind the caption's end anything may stand
          const expected = all[step * tokens.length + row];
          const apart = Math.max(...values.map((value, i) => Math.abs(value - expected[i])));
          assert.ok(apart < 1e-5, `step ${step}, caption ${row}: ${apart}`);
        }
        if (!next.looked) continue;
        const looked = (await next.looked.array()) as number[][];
        assert.deepEqual(next.looked.shape, [rows.length, looksAt]);
        for (const shares of looked) {
          assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-5);
        }
      }
    });

    it('reads captions of one picture together as it reads each with the picture', async () => {
      const model = build();
      const { pictures: all, tokens: three } = batch();
      const few = all.slice([0], [2]);
      const tokens = tf.concat([three, three.slice([1], [1])]); // [4, steps]: two captions of each picture
      const [batchSize, steps] = tokens.shape;
      const repeated = few.gather([0, 0, 1, 1]);
      const places = [0, 2, 3, batchSize + 1, (steps - 1) * batchSize];
      const together = await model.captionLogits(few, tokens).array();
      const each = await model.captionLogits(repeated, tokens).array();
      const some = await model
        .captionLogits(few, tokens, undefined, tf.tensor1d(places, 'int32'))
        .array();
      const apart = (a: number[], b: number[]) =>
        Math.max(...a.map((value, i) => Math.abs(value - b[i])));
      for (const [row, logits] of together.entries()) assert.ok(apart(logits, each[row]) < 1e-5);
      for (const [i, place] of places.entries()) assert.ok(apart(some[i], together[place]) < 1e-5);
    });

    it('says after words the same where it leaves out what stands behind the ends', async () => {
      const model = build();
      const { pictures, tokens: three } = batch();
      const steps = three.shape[1];
      const lengths = [steps, 2, steps - 1];
      const kept = lengths.flatMap((words) =>
        Array.from({ length: steps }, (_, i) => +(i < words)),
      );
      const tokens = three.mul(tf.tensor2d(kept, three.shape, 'int32')) as tf.Tensor2D; // [3, steps]
      const all = Array.from({ length: 3 * steps }, (_, place) => place);
      const ofWords = all.filter((place) => Math.floor(place / 3) < lengths[place % 3]);
      const behind = 4 + (steps - 2) * 3; // the second caption's: named twice, as a batch pads its places
      const places = tf.tensor1d([...ofWords, behind, behind], 'int32');
      const said = await model.captionLogits(pictures, tokens, undefined, places, true).array();
      const whole = await model.captionLogits(pictures, tokens).array();
      for (const [i, place] of ofWords.entries()) {
        const apart = said[i].map((value, word) => Math.abs(value - whole[place][word]));
        assert.ok(Math.max(...apart) < 1e-5);
      }
    });

    it('goes on with captions of one picture together as it does with each', async () => {
      const model = build();
      const [first, second] = rows;
      const two = tf.stack([first, second].map((row) => tf.tensor(row, shape.slice(1))));
      const [begun, apart] = [two, two.gather([0, 0, 1, 1])].map((them) => model.begin(them));
      const words = [3, 4, 5, 6].map((word) => tf.tensor1d([word, 2, 7, word], 'int32'));
      let [state, other] = [begun.state.map((one) => one.gather([0, 0, 1, 1])), apart.state];
      for (const next of words) {
        const together = model.step(begun.pictures, next, state);
        const each = model.step(apart.pictures, next, other);
        assert.ok((await together.logits.sub(each.logits).abs().max().data())[0] < 1e-5);
        assert.deepEqual(together.looked?.shape, each.looked?.shape);
        if (together.looked && each.looked) {
          assert.ok((await together.looked.sub(each.looked).abs().max().data())[0] < 1e-5);
        }
        [state, other] = [together.state, each.state];
      }
    });

    it('has the gradients that finite differences have', async () => {
      const model = build();
      const small = batch();
      const loss = () => captionLoss(model, small);
      const { value, grads } = tf.variableGrads(loss, model.trained);
      value.dispose();
      const step = 1e-2;
      for (const variable of model.trained) {
        const gradient = (await grads[variable.name].data()) as Float32Array;
        const at = gradient.reduce(
          (best, one, i) => (Math.abs(one) > Math.abs(gradient[best]) ? i : best),
          0,
        );
        const numbers = await readNumbers([variable]);
        const lossAt = async (by: number) => {
          const moved = numbers.slice();
          moved[at] += by;
          setNumbers([variable], moved);
          const scalar = tf.tidy(loss);
          const [number] = await scalar.data();
          scalar.dispose();
          return number;
        };
        const numeric = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
        setNumbers([variable], numbers);
        const apart = Math.abs(numeric - gradient[at]);
        assert.ok(Math.abs(gradient[at]) > 1e-4, `${variable.name} has no gradient`);
        assert.ok(
          apart < 2e-3 + 0.03 * Math.abs(numeric),
          `${variable.name}: ${gradient[at]}, ${numeric}`,
        );
      }
      tf.dispose(grads);
    });

    it('drops the same with the same seed, others with another', async () => {
      const model = build(0.5);
      const { pictures: some, tokens } = batch();
      const sum = async (seed: number) =>
        (await model.captionLogits(some, tokens, createRandom(seed)).square().sum().data())[0];
      assert.equal(await sum(1), await sum(1));
      assert.notEqual(await sum(1), await sum(2));
    });

    it('comes back from its files as it was', async () => {
      const model = build(0.25);
      const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
      await saveModel(model, folder, {});
      const [json, bytes] = ['model.json', 'weights.bin'].map((file) =>
        readFileSync(join(folder, file)),
      );
      const again = await openCaptionModel(json.toString(), bytes, kinds);
      assert.deepEqual(again.settings, model.settings);
      assert.deepEqual(await readNumbers(again.trained), await readNumbers(model.trained));
      const { pictures: some, tokens } = batch();
      const said = await Promise.all(
        [model, again].map((one) => one.captionLogits(some, tokens).data()),
      );
      assert.deepEqual(said[0], said[1]);
    });

    it('is searched, a beam of all words finding what every caption of two words shows', async () => {
      const model = build();
      const options = { maxLength: 3, width: 81 };
      const [found] = await beamSearch(model, vocabulary, rows.slice(0, 1), options);
      const [greedy] = await greedySearch(model, vocabulary, rows.slice(0, 1), { maxLength: 3 });
      assert.ok(found[0].logProbability >= greedy.logProbability - 1e-6 || !greedy.ended);
      const tokens = found[0].words.map(({ word }) => vocabulary.indexOf.get(word) as number);
      const start = vocabulary.indexOf.get('startseq') as number;
      const read = tf.tensor2d([[start, ...tokens.slice(0, -1)]], undefined, 'int32');
      const first = pictures().slice([0], [1]);
      const logs = (await model.captionLogits(first, read).logSoftmax().array()) as number[][];
      const anew = tokens.reduce((sum, word, i) => sum + logs[i][word], 0);
      assert.ok(Math.abs(anew - found[0].logProbability) < 1e-4);
    });

    it('tells with each word where it looked when that is asked for, if it looks', async () => {
      const model = build();
      const options = { maxLength: 4, width: 2 };
      const [plain] = await greedySearch(model, vocabulary, rows.slice(0, 1), options);
      assert.ok(plain.words.every(({ looked }) => looked === undefined));
      const [greedy] = await greedySearch(model, vocabulary, rows, { ...options, looks: true });
      const [[best]] = await beamSearch(model, vocabulary, rows, { ...options, looks: true });
      for (const { looked } of [...greedy.words, ...best.words]) {
        const sum = looked?.reduce((a, b) => a + b, 0) ?? 1;
        assert.equal(looked?.length, cells === 1 ? undefined : looksAt);
        assert.ok(Math.abs(sum - 1) < 1e-5);
      }
    });

    it('learns, and when it is resumed ends in the same weights', async () => {
      const given = smallInputs();
      const ids = [...given.sequences.train.keys()];
      const wide = createRandom('wide');
      const maps = new Map(
        ids.map((id) => [id, Float32Array.from({ length: cells * WIDTH }, wide.uniform)]),
      );
      const source = { width: WIDTH, cells, of: (id: string) => maps.get(id) as Float32Array };
      const inputs = { ...given, features: { ...given.features, ...source } };
      const { train: some } = inputs.sequences;
      const results = await train(
        build(),
        { train: some, dev: some, features: source },
        { ...steps([12, 0.02]), batchSize: 8 },
      );
      assert.ok(results[11].devLoss < results[0].devLoss - 0.2, `${results[11].devLoss}`);

      const [whole, halted] = [build(0.5), build(0.5)];
      const [one, other] = [smallDataset(), smallDataset()];
      await trainAndKeep(one, whole, inputs, smallOptions);
      const stop = new Error('stop');
      const onEpoch = (sofar: unknown[]) => {
        if (sofar.length === 2) throw stop;
      };
      await assert.rejects(trainAndKeep(other, halted, inputs, { ...smallOptions, onEpoch }), stop);
      const fresh = build(0.5);
      await trainAndKeep(other, fresh, inputs, { ...smallOptions, resume: true });
      assert.deepEqual(await readNumbers(fresh.trained), await readNumbers(whole.trained));
    });

    it('leaves no tensor behind', async () => {
      const model = build();
      const small = batch();
      await greedySearch(model, vocabulary, rows, { maxLength: 4 });
      const before = tf.memory().numTensors;
      const { value, grads } = tf.variableGrads(() => captionLoss(model, small), model.trained);
      tf.dispose([value, grads]);
      await greedySearch(model, vocabulary, rows, { maxLength: 4 });
      await beamSearch(model, vocabulary, rows, { maxLength: 4, width: 3 });
      assert.equal(tf.memory().numTensors, before);
      model.dispose();
    });
  });
}
