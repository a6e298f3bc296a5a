import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRandom } from '../../lib/engine/random.js';
import { bootstrapIntervals, pairedBootstrap, scoreCaptions } from '../../lib/evaluation/index.js';

const ids = Array.from({ length: 60 }, (_, at) => `picture${at}`);
const random = createRandom('paired');
const references = new Map(
  ids.map((id) => [id, [`a ${random.choice(['black', 'white'])} cat sits on the grass`]]),
);
const scored = (caption: (id: string) => string) =>
  scoreCaptions(new Map(ids.map((id) => [id, caption(id)])), references);

describe('paired bootstrap', () => {
  const black = scored(() => 'a black cat sits on the grass');
  const white = scored(() => 'a white cat sits on the grass');
  const half = scored((id) =>
    Number(id.slice(7)) % 2 ? 'a cat' : 'a black cat sits on the grass',
  );

  test('a system against itself: no difference, and a tie in every resample', () => {
    for (const row of pairedBootstrap(black, black)) {
      assert.deepEqual([row.difference, row.low, row.high, row.secondBetter], [0, 0, 0, 0.5]);
    }
  });

  test('the difference lies in its interval, and the other way round has its sign turned', () => {
    const there = pairedBootstrap(black, white);
    const back = pairedBootstrap(white, black);
    there.forEach((row, at) => {
      assert.ok(row.low <= row.difference && row.difference <= row.high, row.metric);
      assert.equal(row.difference, -back[at].difference);
      assert.ok(Math.abs(row.low + back[at].high) < 1e-12);
      assert.ok(Math.abs(row.secondBetter + back[at].secondBetter - 1) < 1e-12);
    });
  });

  test('a system that is never worse is better in all resamples, where its own interval would leave doubt', () => {
    const [bleu] = pairedBootstrap(half, black);
    assert.ok(bleu.low > 0 && bleu.secondBetter === 1);
    const own = bootstrapIntervals(black)['BLEU-1'];
    assert.ok(bleu.high - bleu.low > 0 && own.high > own.low);
  });

  test('pictures are matched by their ids, in whatever order they were scored', () => {
    const turned = scoreCaptions(
      new Map([...ids].reverse().map((id) => [id, 'a black cat sits on the grass'])),
      references,
    );
    assert.ok(pairedBootstrap(black, turned).every(({ low, high }) => low === 0 && high === 0));
  });

  test('two systems on different pictures are refused with the picture that is missing', () => {
    const fewer = scoreCaptions(new Map([[ids[0], 'a cat']]), references);
    assert.throws(() => pairedBootstrap(black, fewer), /first has 60, the second 1 .*picture1\b/);
  });
});
