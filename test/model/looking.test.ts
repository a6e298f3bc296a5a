import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  asRows,
  captioners,
  checkLooking as check,
  coverCells,
  coverTable,
  drawGrid,
  learnToLook,
  likeCell,
  lookByHand,
  lookFor,
  onePassAndSteps,
  scoresByName,
  softmaxOf,
  TOY_THINGS,
  toyAccuracy,
} from '../../lib/model/index.js';
import { said } from '../said.js';

await startEngine();
const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-6, `${a} and ${b}`);

test('a look by hand: scores by the root, shares that add up to 1, the mean of the values', () => {
  const { scores, shares, seen } = lookByHand(
    [2, 0, 0, 0],
    [
      [2, 0, 0, 0],
      [0, 2, 0, 0],
    ],
    [[1], [0]],
  );
  assert.deepEqual(scores, [2, 0]);
  near(shares[0], 1 / (1 + Math.exp(-2)));
  near(shares[0] + shares[1], 1);
  near(seen[0], shares[0]);
});

test('a softmax of large scores is no NaN, and only differences count', () => {
  near(softmaxOf([1000, 998])[0], softmaxOf([2, 0])[0]);
});

test('the toy learns where to look from colours alone, and leaves no tensor behind', () => {
  const before = tf.memory().numTensors;
  const learnt = learnToLook();
  assert.equal(tf.memory().numTensors, before);
  assert.ok(toyAccuracy(learnt, 100) > 0.98);
  assert.ok(toyAccuracy(learnToLook({ steps: 0 }), 100) < 0.75);
  const grid = drawGrid(createRandom('one'));
  TOY_THINGS.forEach((name, thing) => {
    const { shares } = lookFor(learnt, thing, grid);
    assert.equal(shares.indexOf(Math.max(...shares)), grid.things.indexOf(thing));
    const row: Record<string, unknown> = scoresByName(learnt)[thing];
    assert.ok(TOY_THINGS.every((other) => Number(row[name]) >= Number(row[other])));
  });
});

test('a cell is most like itself, and rows of a square map are its rows', () => {
  const map = Float32Array.from([1, 0, 0, 1, 1, 0.1, 0, 0]);
  const alike = likeCell(map, 0, 2);
  near(alike[0], 1);
  assert.ok(alike[2] > alike[1]);
  assert.deepEqual(asRows([1, 2, 3, 4]), [
    [1, 2],
    [3, 4],
  ]);
});

test('covered cells say what all cells say on average, the others what they said', () => {
  const map = Float32Array.from([4, 0, 0, 2]);
  assert.deepEqual([...coverCells(map, [1], 2)], [4, 0, 2, 1]);
  assert.deepEqual([...map], [4, 0, 0, 2]);
});

test('one pass and steps agree, and covering nothing changes nothing', () => {
  const sizes = {
    vocabularySize: 9,
    maxLength: 6,
    reads: { cells: 4, width: 3 },
    embeddingWidth: 5,
  };
  const model = captioners['merge-attention'].build(sizes, { embedding: 'fresh', units: 8 });
  const random = createRandom('map');
  const map = Float32Array.from({ length: 12 }, () => random.normal());
  assert.ok(onePassAndSteps(model, map, [1, 4, 2, 7]) < 1e-5);
  const word = {
    map,
    tokens: [1, 4, 2],
    place: 2,
    looked: Float32Array.from([0.1, 0.6, 0.2, 0.1]),
  };
  const [none, most] = coverTable(model, [word, { ...word, place: 1 }], { counts: [1] });
  near(none['fell by, %'], 0);
  assert.notEqual(most['mean probability of the word'], none['mean probability of the word']);
  model.dispose();
});

test('exercises 11.1 to 11.3: the right answer, each misconception, and a blank', () => {
  const cases: [(answer: number) => void, number, number[]][] = [
    [check.shareOfTwo, 0.881, [1, 0.119, 7.39, 0.5]],
    [check.shareOfNoQuestion, 0.01, [0, 1, 0.5]],
    [check.scoresOfFinerMap, 4, [2, 16, 400, 3]],
  ];
  for (const [exercise, right, wrong] of cases) {
    const says = (answer: number) => said(() => exercise(answer));
    assert.match(says(right), /^Exercise 11\.\d: right\./);
    assert.match(says(Number.NaN), /not answered yet/);
    const hints = wrong.map(says);
    for (const hint of hints) assert.match(hint, /not yet/);
    assert.equal(new Set(hints).size, wrong.length);
  }
});
