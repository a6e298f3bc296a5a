import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine } from '../../lib/engine/index.js';
import {
  captionsFlippedByLot,
  mirrorImageOf,
  otherSides,
  plainId,
  withMirrorImages,
} from '../../lib/model/flips.js';
import { modelPathOf } from '../../lib/model/kept-model.js';
import { steps } from '../../lib/model/schedule.js';
import type { SelfCritical } from '../../lib/model/training-types.js';
import { readArtefactHeader } from '../../lib/outputs/index.js';
import { numbersOf, smallDataset, smallInputs, trainSmall } from './small-training.js';

const LEFT = 4;
const RIGHT = 7;
const words = ['<start>', '<end>', 'a', 'left', 'dog', 'on', 'right'];
const otherSide = otherSides({ words });
const inputs = smallInputs();
const { features } = inputs;
/** A mirrored picture has other numbers here, that tell it from all others. */
const mirrored = {
  width: features.width,
  of: (id: string) => features.of(id).map((value) => -3 - value),
};
const flips = { features: mirrored, otherSide };

describe('pictures seen in a mirror', () => {
  before(() => startEngine());

  it('are another picture each, with numbers of its own', () => {
    const both = withMirrorImages(features, flips);
    assert.deepEqual(both.of('picture3'), features.of('picture3'));
    assert.deepEqual(both.of(mirrorImageOf('picture3')), mirrored.of('picture3'));
    assert.equal(plainId(mirrorImageOf('picture3')), 'picture3');
    assert.equal(plainId('picture3'), 'picture3');
  });

  it('take their captions with them, left and right exchanged', () => {
    const captions = new Map(
      Array.from({ length: 400 }, (_, i) => [`p${i}`, [[1, LEFT, 5, 6, RIGHT, 2]]]),
    );
    const shown = captionsFlippedByLot(captions, { flips, random: createRandom('toss') });
    let turned = 0;
    for (const [id, [caption]] of shown) {
      const isTurned = id !== plainId(id);
      if (isTurned) turned++;
      assert.deepEqual(caption, isTurned ? [1, RIGHT, 5, 6, LEFT, 2] : [1, LEFT, 5, 6, RIGHT, 2]);
    }
    assert.deepEqual([...shown.keys()].map(plainId), [...captions.keys()]);
    assert.ok(Math.abs(turned - 200) < 50, `${turned} of 400`);
    assert.equal(otherSides({ words: ['left', 'dog'] }).size, 0);
  });

  it('train a model, to the same numbers every time, and its header says so', async () => {
    const [dataset, again, without] = [smallDataset(), smallDataset(), smallDataset()];
    const one = await trainSmall(dataset, { flips });
    const other = await trainSmall(again, { flips });
    assert.deepEqual(numbersOf(one.model), numbersOf(other.model));
    assert.notDeepEqual(numbersOf(one.model), numbersOf((await trainSmall(without)).model));
    assert.equal(readArtefactHeader(modelPathOf(dataset)).madeFrom['training.flips'], true);
    assert.ok(!('training.flips' in readArtefactHeader(modelPathOf(without)).madeFrom));
  });

  it('are rewarded by the captions of the picture: what was said of the mirror image is mirrored first', async () => {
    const seen: string[] = [];
    const said = new Map<number, number>();
    const selfCritical: SelfCritical = {
      reward: {
        name: 'how often left is said',
        of(id, caption) {
          seen.push(id);
          const late = seen.length > 5 * 20 * 20; // the last of six rounds
          for (const word of late ? caption : []) said.set(word, (said.get(word) ?? 0) + 1);
          return caption.filter((word) => word === LEFT).length;
        },
      },
      ...{ samples: 4, picturesAStep: 5, stepsARound: 20, maxLength: 6 },
      ...{ markers: { start: 1, end: 2 }, from: { run: 'none', weights: 'none' } },
    };
    await trainSmall(smallDataset(), { flips, selfCritical, ...steps([6, 0.02]) });
    assert.ok(seen.length > 0 && seen.every((id) => id === plainId(id)));
    // Of a picture it has learnt to say left, and of its mirror image right, which the reward hears as left.
    assert.ok((said.get(LEFT) ?? 0) > 4 * (said.get(RIGHT) ?? 1), JSON.stringify([...said]));
  });
});
