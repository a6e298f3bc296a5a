import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { greedySearch } from '../../lib/inference/index.js';
import { checkpointMadeFrom } from '../../lib/model/checkpoint.js';
import {
  captionerFor,
  keptCaptioner,
  loadModel,
  type ModelInputs,
  modelAsFiles,
  modelFolder,
  openCaptionModel,
  trainAndKeep,
  transformerOf,
} from '../../lib/model/index.js';
import { cellsLeft, poolCells } from '../../lib/model/pooled-maps/pool-cells.js';
import { readNumbers } from '../../lib/model/weight-numbers.js';
import { vocabulary } from '../inference/talkative-model.js';
import { smallDataset, smallInputs, smallOptions } from './small-training.js';
import { tinyEnd } from './tiny-end.js';

const WIDTH = 5;

/** Inputs whose maps have so many cells. */
function inputsOf(cells: number): ModelInputs {
  const given = smallInputs();
  const random = createRandom('maps');
  const maps = new Map(
    given.features.ids.map((id) => [
      id,
      Float32Array.from({ length: cells * WIDTH }, random.uniform),
    ]),
  );
  const { normal } = createRandom('word vectors');
  const embedding = { width: 4, rows: Float32Array.from({ length: 36 }, normal) };
  return {
    ...given,
    ...{ vocabulary, embedding },
    features: { ...given.features, width: WIDTH, cells, of: (id: string) => maps.get(id) },
  } as unknown as ModelInputs;
}

describe('pooled cells', () => {
  before(() => startEngine());

  it('are the means of those that lie together', async () => {
    // 4 x 4 cells of two numbers: what a cell is counted by, and ten times its row.
    const map = Array.from({ length: 16 }, (_, cell) => [cell, 10 * Math.floor(cell / 4)]);
    const means = [
      [(0 + 1 + 4 + 5) / 4, 5],
      [(2 + 3 + 6 + 7) / 4, 5],
      [(8 + 9 + 12 + 13) / 4, 25],
      [(10 + 11 + 14 + 15) / 4, 25],
    ];
    const other = map.map(([a, b]) => [-a, 100 + b]);
    const both = tf.tensor3d([map, other]);
    assert.deepEqual(await poolCells(both, 2).array(), [
      means,
      means.map(([a, b]) => [-a, 100 + b]),
    ]);
  });

  it('are the means by hand of any map that can be parted', async () => {
    const random = createRandom('any map');
    for (const [side, pool] of [
      [9, 3],
      [8, 2],
      [8, 4],
      [6, 3],
    ]) {
      const map = Array.from({ length: side * side }, () => [random.normal(), random.normal()]);
      const left = side / pool;
      assert.equal(cellsLeft(side * side, pool), left * left);
      const [pooled] = await poolCells(tf.tensor3d([map]), pool).array();
      for (const [place, cell] of pooled.entries()) {
        const [top, first] = [Math.floor(place / left) * pool, (place % left) * pool];
        const those = map.filter((_, at) => {
          const [row, column] = [Math.floor(at / side), at % side];
          return row >= top && row < top + pool && column >= first && column < first + pool;
        });
        assert.equal(those.length, pool * pool);
        for (const [i, value] of cell.entries()) {
          const mean = those.reduce((sum, one) => sum + one[i], 0) / those.length;
          assert.ok(Math.abs(value - mean) < 1e-6, `${side} by ${pool}, cell ${place}`);
        }
      }
    }
  });

  it('are refused where maps cannot be parted so, with the sides that work', () => {
    const refusal = (cells: number, pool: number, message: RegExp) =>
      assert.throws(() => cellsLeft(cells, pool), { name: 'UserError', message });
    refusal(81, 2, /^Maps of 9 x 9 cells cannot be pooled 2 by 2; choose 3\.$/);
    refusal(64, 3, /^Maps of 8 x 8 cells cannot be pooled 3 by 3; choose 2 or 4\.$/);
    refusal(81, 9, /one cell would be left, and nowhere to look; choose 3\.$/);
    refusal(49, 2, /nothing between 1 and 7 divides 7, so leave pool out, or take an encoder/);
    refusal(50, 2, /^Maps of 50 cells are not square/);
  });
});

describe('a captioner whose maps are pooled', () => {
  before(() => startEngine());

  for (const name of ['attention', 'merge-attention', 'transformer'] as const) {
    it(`says of a map what it says of the pooled one without it (${name})`, async () => {
      const settings = { units: 8, dropout: 0.5, seed: 2 };
      const pooled = captionerFor(inputsOf(36), name, { ...settings, pool: 3 });
      const plain = captionerFor(inputsOf(4), name, settings);
      assert.deepEqual([pooled.reads, pooled.pool], [{ cells: 36, width: WIDTH }, 3]);
      assert.deepEqual({ ...plain.settings, pool: 3 }, pooled.settings);
      assert.deepEqual(await readNumbers(pooled.trained), await readNumbers(plain.trained));
      const maps = tf.randomNormal([2, 36, WIDTH], 0, 1, 'float32', 3) as tf.Tensor3D;
      const tokens = tf.tensor2d(
        [
          [1, 3, 4],
          [1, 5, 6],
        ],
        undefined,
        'int32',
      );
      const said = (model: typeof plain, pictures: tf.Tensor) =>
        model.captionLogits(pictures, tokens, createRandom('lot')).dataSync();
      assert.deepEqual(said(pooled, maps), said(plain, poolCells(maps, 3)));
    });
  }

  it('is drawn with the pool between its map and what reads it', () => {
    const drawn = captionerFor(inputsOf(36), 'merge-attention', { units: 8, pool: 2 }).graph();
    const [map, pool, cells] = drawn.layers;
    assert.deepEqual([map.name, map.outputShape], ['picture_map', [null, 36, WIDTH]]);
    assert.deepEqual(
      [pool.name, pool.outputShape, pool.inputs],
      ['pooled_map', [null, 9, WIDTH], ['picture_map']],
    );
    assert.deepEqual([cells.name, cells.inputs], ['cells_dense', ['pooled_map']]);
  });

  it('is trained, kept with that setting, opened, and captions whole maps', async () => {
    const [dataset, inputs] = [smallDataset(), inputsOf(16)];
    const model = captionerFor(inputs, 'merge-attention', { units: 6, pool: 2 });
    const results = await trainAndKeep(dataset, model, inputs, {
      ...smallOptions,
      standardise: true,
    });
    const folder = modelFolder(dataset);
    assert.equal(keptCaptioner(dataset), 'merge-attention');
    assert.equal(checkpointMadeFrom(folder)?.['model.pool'], 2);
    const kept = await loadModel(folder);
    assert.deepEqual([kept.settings, kept.pool], [model.settings, 2]);
    assert.equal(results.length, smallOptions.epochs);
    const maps = inputs.features.ids.slice(0, 3).map((id) => inputs.features.of(id));
    const options = { maxLength: 4, looks: true };
    for (const { words } of await greedySearch(kept, vocabulary, maps, options)) {
      for (const { looked } of words) assert.equal(looked?.length, 4);
    }
    const other = captionerFor(inputs, 'merge-attention', { units: 6 });
    await assert.rejects(
      trainAndKeep(dataset, other, inputs, { ...smallOptions, standardise: true, resume: true }),
      { name: 'UserError', message: /with model\.mapCells 4, but model\.mapCells is now 16/ },
    );
  });

  it('pools behind the end of its encoder, which learns too', async () => {
    const inputs = { ...inputsOf(16), encoderEnd: tinyEnd(WIDTH, 4) };
    const settings = { units: 6, tuneEncoder: true, pool: 2 };
    const model = captionerFor(inputs, 'attention', settings);
    assert.deepEqual(model.reads, { cells: 16, width: WIDTH });
    const names = model.graph().layers.map(({ name }) => name);
    assert.ok(names.indexOf('head') < names.indexOf('pooled_map'));
    const { json, weights } = await modelAsFiles(model);
    const again = await openCaptionModel(json, weights);
    assert.deepEqual(again.settings, model.settings);
    assert.deepEqual(again.pool, 2);
  });

  it('is as without it where the pool is 1', () => {
    const model = captionerFor(inputsOf(16), 'attention', { units: 6, pool: 1 });
    assert.ok(!('pool' in model.settings), 'headers of before know none');
    assert.equal(model.pool, undefined);
  });

  it('is refused where it reads vectors, and where a transformer is to be looked into', () => {
    assert.throws(() => captionerFor(smallInputs(), 'merge', { pool: 3 }), {
      name: 'UserError',
      message:
        'Maps can be pooled for a captioner that reads them (merge-attention, attention, transformer); merge reads none.',
    });
    const pooled = captionerFor(inputsOf(16), 'transformer', { units: 8, pool: 2 });
    assert.throws(() => transformerOf(pooled), /one without --pool and --tune-encoder/);
  });
});
