import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  actionsOf,
  coloursOf,
  isHeldOut,
  PLACES,
  type PlannedScene,
  planScenes,
  SPLIT_SIZES,
  type Split,
  SUBJECTS,
  tripleOf,
} from '../../lib/scenes/index.js';

const plan = planScenes(8);
const of = (split: Split) => plan.filter((planned) => planned.split === split);
const seen = [...of('train'), ...of('dev')];
const namesIn = (planned: PlannedScene[], name: (p: PlannedScene['scene']) => string) =>
  new Set(planned.map(({ scene }) => name(scene)));

describe('the plan of the scenes', () => {
  it('has 1,600 pictures to train on, 200 for dev and 200 to test, each id once', () => {
    for (const split of ['train', 'dev', 'test'] as const) {
      assert.equal(of(split).length, SPLIT_SIZES[split]);
    }
    assert.equal(new Set(plan.map(({ id }) => id)).size, 2000);
  });

  it('tests only combinations of subject, colour and action never shown in training or dev', () => {
    const known = namesIn(seen, tripleOf);
    for (const { scene } of of('test')) assert.ok(!known.has(tripleOf(scene)), tripleOf(scene));
    for (const { scene } of seen) {
      assert.ok(!isHeldOut(scene));
      assert.ok(!scene.second || !isHeldOut(scene.second), 'not even in the background');
    }
  });

  it('shows every subject in each of its colours, actions and places while training', () => {
    const train = of('train');
    const coloured = namesIn(train, ({ colour, subject }) => `${colour} ${subject}`);
    const acting = namesIn(train, ({ subject, action }) => `${subject} ${action}`);
    const placed = namesIn(train, ({ subject, place }) => `${subject} ${place}`);
    for (const subject of SUBJECTS) {
      for (const colour of coloursOf(subject)) assert.ok(coloured.has(`${colour} ${subject}`));
      for (const action of actionsOf(subject)) assert.ok(acting.has(`${subject} ${action}`));
      for (const place of PLACES) assert.ok(placed.has(`${subject} ${place}`));
    }
  });

  it("keeps the tutorial's example: the black cat walks on the grass in the test split alone", () => {
    const cats = (planned: PlannedScene[], colour: string, action: string) =>
      planned.filter(
        ({ scene }) =>
          scene.subject === 'cat' && scene.colour === colour && scene.action === action,
      );
    assert.ok(cats(of('train'), 'black', 'sitting').length > 0);
    assert.ok(cats(of('train'), 'white', 'walking').length > 0);
    assert.equal(cats(seen, 'black', 'walking').length, 0);
    const tested = cats(of('test'), 'black', 'walking');
    assert.ok(tested.some(({ scene }) => scene.place === 'grass'));
  });

  it('has nobody asleep in the water, and somebody else of another kind', () => {
    for (const { scene } of plan) {
      assert.ok(scene.place !== 'water' || scene.action !== 'sleeping');
      assert.notEqual(scene.second?.subject, scene.subject);
    }
  });

  it('depends on its seed and on nothing else', () => {
    assert.deepEqual(planScenes(8), plan);
    assert.notDeepEqual(planScenes(9), plan);
  });
});
