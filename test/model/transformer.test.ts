import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import type { ModelSettings } from '../../lib/model/index.js';
import {
  captioners,
  captionLoss,
  checkTransformer,
  chosenTraining,
} from '../../lib/model/index.js';
import { refuseForeignSettings } from '../../lib/model/model-inputs.js';
import {
  attend,
  attentionByHand,
  buildTransformer,
  cacheTable,
  causalMask,
  handAgainstTensors,
  headHabits,
  inHeads,
  layerNorm,
  looksAlong,
  orderTable,
  positionRows,
  readPictures,
  readWords,
  transformerOf,
  withoutMask,
} from '../../lib/model/transformer/index.js';
import { said } from '../said.js';

const random = createRandom('transformer tests');
const normal = (shape: number[]) =>
  tf.tensor(Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, random.normal), shape);
const apart = async (a: tf.Tensor, b: tf.Tensor) => (await a.sub(b).abs().max().data())[0];
const near = async (a: tf.Tensor, b: tf.Tensor, most = 1e-5) => {
  assert.deepEqual(a.shape, b.shape);
  const most_ = await apart(a, b);
  assert.ok(most_ <= most, `${most_} apart`);
};

describe('layer normalisation', () => {
  before(() => startEngine());
  const weights = () => ({
    gain: tf.variable(normal([5]).add(1)),
    bias: tf.variable(normal([5])),
  });
  /** The same in plain operations, whose gradient TensorFlow.js makes. */
  const plain = (x: tf.Tensor, gain: tf.Tensor, bias: tf.Tensor) => {
    const { mean, variance } = tf.moments(x, 1, true);
    return x.sub(mean).div(variance.add(1e-5).sqrt()).mul(gain).add(bias);
  };

  it('has value and gradients of the plain expression, for rows, gain and bias', async () => {
    const { gain, bias } = weights();
    const [x, far] = [normal([7, 5]).mul(3).add(2), normal([7, 5])];
    const ways = [
      (...[x, g, b]: tf.Tensor[]) =>
        layerNorm(x as tf.Tensor2D, { gain: g, bias: b } as unknown as ReturnType<typeof weights>),
      plain as (...args: tf.Tensor[]) => tf.Tensor,
    ];
    const [one, other] = ways.map((way) =>
      tf.valueAndGrads((...args: tf.Tensor[]) =>
        way(...args)
          .mul(far)
          .sum()
          .asScalar(),
      )([x, gain, bias]),
    );
    await near(one.value, other.value, 1e-4);
    for (const [i, gradient] of one.grads.entries()) await near(gradient, other.grads[i], 2e-5);
  });

  it('brings every row to mean 0 and deviation 1, whatever its size', async () => {
    const one = { gain: tf.variable(tf.ones([64])), bias: tf.variable(tf.zeros([64])) };
    const rows = layerNorm(normal([3, 64]).mul(100).add(40) as tf.Tensor2D, one);
    const { mean, variance } = tf.moments(rows, 1);
    await near(mean, tf.zeros([3]), 1e-4);
    await near(variance, tf.ones([3]), 1e-3);
  });
});

describe('heads', () => {
  before(() => startEngine());
  it('are stretches of the columns: part by part, then head by head', async () => {
    const [rows, places, parts, heads, depth] = [2, 3, 3, 2, 4];
    const x = normal([rows * places, parts * heads * depth]);
    const cut = inHeads(x, { rows, parts, heads });
    for (const [part, tensor] of cut.entries()) {
      for (let head = 0; head < heads; head++) {
        const from = (part * heads + head) * depth;
        const expected = x.slice([0, from], [-1, depth]).reshape([rows, places, depth]);
        await near(tensor.slice([0, head], [-1, 1]).squeeze([1]), expected, 0);
      }
    }
    const [single] = inHeads(x, { rows, parts: 1, heads: 3 });
    assert.deepEqual(single.shape, [2, 3, 3, 8]);
    await near(
      single.slice([0, 1], [-1, 1]).squeeze([1]),
      x.slice([0, 8], [-1, 8]).reshape([2, 3, 8]),
      0,
    );
  });

  it('see what each head sees alone, side by side', async () => {
    const [questions, keys, values] = [
      normal([2, 2, 3, 4]),
      normal([2, 2, 5, 4]),
      normal([2, 2, 5, 4]),
    ];
    const { seen, shares } = attend(questions as tf.Tensor4D, { keys, values } as never);
    assert.deepEqual(
      [seen.shape, shares.shape],
      [
        [6, 8],
        [2, 2, 3, 5],
      ],
    );
    const head = (x: tf.Tensor, n: number) => x.slice([0, n], [-1, 1]).squeeze([1]);
    for (const n of [0, 1]) {
      const scores = tf.matMul(head(questions, n), head(keys, n), false, true).div(2);
      const alone = tf.matMul(scores.softmax(), head(values, n)).reshape([6, 4]);
      await near(seen.slice([0, 4 * n], [-1, 4]), alone);
    }
  });

  it('part the width, or are refused with both numbers', () => {
    const sizes = {
      vocabularySize: 5,
      maxLength: 4,
      embeddingWidth: 3,
      reads: { cells: 2, width: 3 },
    };
    const build = (settings: ModelSettings) => buildTransformer(sizes, settings);
    assert.throws(() => build({ units: 10, heads: 4 }), /10 units .* 4 heads/);
    const usual = [256, 128, 6, 10, 7].map((units) => build({ units }).settings.heads);
    assert.deepEqual(usual, [4, 4, 3, 2, 1]);
  });
});

describe('the causal mask', () => {
  before(() => startEngine());
  it('leaves a word itself and those before it', async () => {
    const allowed = async (steps: number, done?: number) =>
      ((await causalMask(steps, done).array()) as number[][]).map((row) =>
        row.map((value) => (value === 0 ? 'x' : '.')).join(''),
      );
    assert.deepEqual(await allowed(3), ['x..', 'xx.', 'xxx']);
    assert.deepEqual(await allowed(2, 3), ['xxxx.', 'xxxxx']);
  });
});

describe('positions', () => {
  it('are those of the paper, and of further places as of the first', () => {
    const rows = positionRows(0, 12, 6);
    assert.deepEqual([...rows.subarray(0, 6)], [0, 1, 0, 1, 0, 1]);
    const angle = 11 / 10_000 ** (4 / 6);
    assert.ok(Math.abs(rows[11 * 6 + 4] - Math.sin(angle)) < 1e-6);
    assert.ok(Math.abs(rows[11 * 6 + 5] - Math.cos(angle)) < 1e-6);
    assert.deepEqual(positionRows(7, 5, 6), rows.slice(7 * 6));
  });
});

describe('the transformer', () => {
  before(() => startEngine());
  const sizes = {
    ...{ vocabularySize: 11, maxLength: 8, embeddingWidth: 5, reads: { cells: 4, width: 3 } },
    embedding: Float32Array.from({ length: 55 }, random.normal),
  };
  const build = (settings: ModelSettings = {}) =>
    buildTransformer(sizes, { units: 8, dropout: 0, embedding: 'tuned', ...settings });
  const tokens = tf.tensor2d(
    Array.from({ length: 10 }, () => Array.from({ length: 6 }, () => 1 + random.integer(10))),
    undefined,
    'int32',
  );
  const maps = normal([2, 4, 3]) as tf.Tensor3D;

  it('reads five captions of a picture as it reads each with the picture, missing ones too', async () => {
    const model = build();
    const rows = (await tokens.array()) as number[][];
    rows[4].fill(0);
    const some = tf.tensor2d(rows, undefined, 'int32');
    const repeated = maps.gather([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    await near(model.captionLogits(maps, some), model.captionLogits(repeated, some));
    const targets = some.slice([0, 1]).concat(tf.zeros([10, 1], 'int32'), 1) as tf.Tensor2D;
    const gradient = (pictures: tf.Tensor) =>
      tf.variableGrads(() => captionLoss(model, { pictures, tokens: some, targets }), model.trained)
        .grads;
    const [together, each] = [gradient(maps), gradient(repeated)];
    for (const { name } of model.trained) await near(together[name], each[name]);
  });

  it('never reads what comes behind a word', async () => {
    const model = build();
    const other = tokens.slice([0, 0], [10, 4]).concat(tf.ones([10, 2], 'int32'), 1) as tf.Tensor2D;
    const [one, two] = [tokens, other].map((some) => model.captionLogits(maps, some));
    await near(one.slice([0], [40]), two.slice([0], [40]), 1e-6);
    assert.ok((await apart(one.slice([40]), two.slice([40]))) > 0.01);
  });

  it('goes on from its memory by several words as by one', async () => {
    const { weights } = build();
    const pictures = readPictures(weights, maps);
    const whole = readWords(weights, tokens, { pictures });
    const first = readWords(weights, tokens.slice([0, 0], [10, 2]), { pictures });
    const past = first.looks.map(({ memory }) => memory);
    const rest = readWords(weights, tokens.slice([0, 2], [10, 4]), { pictures, past });
    const all = whole.known.reshape([10, 6, 8]).slice([0, 2], [10, 4]).reshape([40, 8]);
    await near(rest.known, all);
    await near(rest.looks[1].memory.keys, whole.looks[1].memory.keys);
  });

  it('has word vectors of its own width where they are drawn, else matrices to and from theirs', async () => {
    const fresh = build({ embedding: 'fresh' });
    assert.deepEqual(fresh.weights.embedding.shape, [11, 8]);
    assert.deepEqual([fresh.weights.fromWord, fresh.weights.saidWords], [undefined, undefined]);
    const frozen = build({ embedding: 'frozen' });
    assert.deepEqual(frozen.weights.saidWords?.shape, [11, 8]);
    assert.deepEqual(build().weights.toWord?.shape, [8, 5]);
    assert.ok(!frozen.trained.includes(frozen.weights.embedding));
    await near(frozen.weights.embedding, tf.tensor2d(sizes.embedding, [11, 5]), 0);
  });

  it('counts in its drawing every number that it has', () => {
    for (const embedding of ['fresh', 'frozen', 'tuned'] as const) {
      const model = build({ embedding, layers: 3 });
      const { layers } = model.graph();
      const drawn = layers.reduce((sum, { parameters }) => sum + parameters, 0);
      const frozen = embedding === 'frozen' ? model.weights.embedding.size : 0;
      assert.equal(drawn, frozen + model.trained.reduce((sum, { size }) => sum + size, 0));
      const names = new Set(layers.map(({ name }) => name));
      assert.ok(layers.every(({ inputs }) => inputs.every((input) => names.has(input))));
    }
  });

  it('begins with logits that are neither all alike nor far apart', async () => {
    for (const embedding of ['fresh', 'tuned', 'frozen'] as const) {
      const logits = build({ embedding, units: 64, layers: 4 }).captionLogits(maps, tokens);
      const { variance } = tf.moments(logits, 1);
      const deviation = Math.sqrt((await variance.mean().data())[0]);
      assert.ok(deviation > 0.2 && deviation < 3, `${embedding}: ${deviation}`);
    }
  });

  it('drops little unless told, and has settings that other captioners refuse', () => {
    const scenes = { name: 'scenes', text: 'tutorial' } as const;
    assert.equal(chosenTraining(scenes, {}, 'transformer').model.dropout, 0.1);
    assert.equal(chosenTraining(scenes, {}, 'merge').model.dropout, 0.5);
    const { model } = chosenTraining(scenes, { layers: 3, dropout: 0.3 }, 'transformer');
    assert.deepEqual([model.layers, model.heads, model.dropout], [3, undefined, 0.3]);
    assert.equal(captioners.transformer.readsMaps, true);
    assert.throws(() => refuseForeignSettings('merge', model), /merge has no layers: transformer/);
    refuseForeignSettings('transformer', model);
  });
});

describe('what notebook 12 lays open', () => {
  before(() => startEngine());
  const sizes = {
    ...{ vocabularySize: 11, maxLength: 9, embeddingWidth: 5 },
    reads: { cells: 4, width: 3 },
  };
  const model = () => buildTransformer(sizes, { units: 8, embedding: 'fresh', heads: 2 });
  const map = Float32Array.from({ length: 12 }, random.normal);
  const sequence = [1, 4, 7, 5, 9, 3, 2];
  const words = [
    { word: 'black', question: [3, 0], key: [0, 2], value: [0, 1] },
    { word: 'cat', question: [0, 3], key: [2, 0], value: [1, 0] },
    { word: 'sleeps', question: [3, 0], key: [0, 0], value: [0, 0] },
  ];

  it('looks by hand as by tensors, with mask and without', async () => {
    const share = Math.exp(6 / Math.SQRT2) / (Math.exp(6 / Math.SQRT2) + 2);
    const [, cat] = attentionByHand(words);
    assert.ok(Math.abs(cat.shares[0] - share) < 1e-12);
    assert.ok(Math.abs(cat.seen[1] - share) < 1e-12);
    assert.deepEqual(attentionByHand(words, true)[0].shares, [1, 0, 0]);
    for (const masked of [false, true]) {
      for (const row of await handAgainstTensors(words, masked)) {
        assert.equal(row['sees, by hand'], row['sees, by tensors']);
      }
    }
  });

  it('knows no order without positions and mask, and some with either', async () => {
    const rows = await orderTable(model(), map, sequence);
    const differences = rows.map((row) => row['largest difference']);
    assert.ok(differences[0] < 1e-5, `${differences}`);
    assert.ok(
      differences.slice(1).every((one) => one > 0.01),
      `${differences}`,
    );
  });

  it('says the same with and without its cache, and leaves no tensor behind', async () => {
    const one = model();
    const tensors = tf.memory().numTensors;
    const rows = await cacheTable(one, map, sequence, { lengths: [2, 5], captions: 3 });
    assert.deepEqual(
      rows.map((row) => [row['words read, kept'], row['words read, anew']]),
      [
        [2, 3],
        [5, 15],
      ],
    );
    assert.ok(rows.every((row) => Number(row['largest difference']) < 1e-5));
    await looksAlong(one, map, sequence);
    await orderTable(one, map, sequence);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('tells where each head looked: shares of 1, none ahead', async () => {
    const { words: looks, cells } = await looksAlong(model(), map, sequence);
    assert.deepEqual([looks.length, looks[0].length, looks[0][0].length], [2, 2, 7]);
    assert.equal(cells[1][1][6].length, 4);
    for (const [word, row] of looks[1][0].entries()) {
      assert.ok(Math.abs(row.reduce((sum, share) => sum + share, 0) - 1) < 1e-5);
      assert.ok(row.slice(word + 1).every((share) => share === 0));
    }
    const source = { width: 3, cells: 4, of: () => map };
    for (const row of await headHabits(model(), source, [{ id: 'one', sequence }])) {
      const { layer: _, head: __, ...shares } = row;
      const sum = Object.values(shares).reduce((total, share) => total + share, 0);
      assert.ok(Math.abs(sum - 1) < 1e-5 && Object.values(shares).every((share) => share > -1e-6));
    }
  });

  it('sees ahead without its mask, and nothing else changes', async () => {
    const one = model();
    const maps = tf.tensor3d(map, [1, 4, 3]);
    const [first, other] = [sequence, [...sequence.slice(0, -1), 8]].map((row) =>
      tf.tensor2d([row], undefined, 'int32'),
    );
    const open = withoutMask(one);
    assert.ok(
      (await apart(
        open.captionLogits(maps, first).slice([0], [6]),
        open.captionLogits(maps, other).slice([0], [6]),
      )) > 1e-3,
    );
    assert.equal(transformerOf(open), open);
    assert.throws(
      () => transformerOf(captioners['merge-attention'].build(sizes, { units: 8 })),
      /of the kind merge-attention: a transformer is wanted/,
    );
  });

  it('judges the exercises: the right answer, and a hint for each misconception', () => {
    const { looksBehindMask, shareOfFirst, numbersOfSelfAttention } = checkTransformer;
    for (const check of [looksBehindMask, shareOfFirst, numbersOfSelfAttention]) {
      assert.match(
        said(() => check(Number.NaN)),
        /^Exercise 12\.\d: not answered yet$/,
      );
    }
    const cases: [(answer: number) => void, number, RegExp][] = [
      [looksBehindMask, 36, /right/],
      [looksBehindMask, 64, /not yet.*whole square/],
      [looksBehindMask, 28, /not yet.*at itself/],
      [looksBehindMask, 8, /not yet.*how many words look/],
      [looksBehindMask, 5, /not yet.*Add them up/],
      [shareOfFirst, 0.804, /right/],
      [shareOfFirst, 0.881, /not yet.*root/],
      [shareOfFirst, Math.SQRT2, /not yet.*softmax/],
      [shareOfFirst, 1, /not yet.*power of 0/],
      [shareOfFirst, 0.2, /not yet.*Multiply/],
      [numbersOfSelfAttention, 16384, /right/],
      [numbersOfSelfAttention, 12288, /not yet.*fourth/],
      [numbersOfSelfAttention, 65536, /not yet.*share the width/],
      [numbersOfSelfAttention, 4096, /not yet.*one of the matrices/],
      [numbersOfSelfAttention, 7, /not yet.*One matrix each/],
    ];
    for (const [check, answer, expected] of cases) {
      assert.match(
        said(() => check(answer)),
        expected,
      );
    }
  });
});
