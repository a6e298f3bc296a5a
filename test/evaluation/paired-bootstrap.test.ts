import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createRandom } from '../../lib/engine/random.js';
import {
  bootstrapIntervals,
  comparisonTable,
  mean,
  pairedBootstrap,
  protocols,
  resample,
  scoreCaptions,
  shareTable,
} from '../../lib/evaluation/index.js';

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
      assert.equal(row.p, 1);
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
    assert.equal(bleu.p, 2 / 1001);
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

  test('the p value is twice the share of resamples on the other side, drawn picture by picture', () => {
    const [first, second] = [black, white].map(({ pictures }) =>
      pictures.map((one) => one.scores['ROUGE-L']),
    );
    const pairs = first.map((value, at) => second[at] - value);
    const drawn = resample(pairs, mean, { resamples: 400, seed: 2 });
    const row = pairedBootstrap(black, white, { resamples: 400, seed: 2 }).find(
      ({ metric }) => metric === 'ROUGE-L',
    )!;
    const sides = [-1, 1].map((side) => drawn.filter((one) => side * one > -1e-12).length);
    assert.ok(Math.abs(row.p - Math.min(1, (2 * (Math.min(...sides) + 1)) / 401)) < 1e-12);
    assert.ok(row.p > 0.05 && row.p < 1, `${row.p}`);
  });

  test('two equal systems differ by p below 5 % about once in twenty times', () => {
    const lot = createRandom('equal');
    const low = Array.from({ length: 150 }, () => {
      const one = scored(() => (lot.uniform() < 0.5 ? 'a black cat' : 'a white cat'));
      const other = scored(() => (lot.uniform() < 0.5 ? 'a black cat' : 'a white cat'));
      return pairedBootstrap(one, other, { resamples: 100 })[0].p < 0.05;
    }).filter(Boolean).length;
    assert.ok(low >= 1 && low <= 18, `${low} of 150`);
  });

  test('a table says whether it may be chance, and under which protocol', () => {
    const system = (name: string, caption: (id: string) => string) => ({
      name,
      captions: new Map(ids.map((id) => [id, caption(id)])),
    });
    const [one, other] = [
      system('one', (id) => (Number(id.slice(7)) % 2 ? 'a cat' : 'a black cat sits on the grass')),
      system('other', () => 'a black cat sits on the grass'),
    ];
    const [bleu] = comparisonTable(one, other, references, 'coco');
    assert.equal(bleu.score, 'BLEU-1 (coco)');
    assert.equal(bleu['may be chance'], 'no');
    assert.equal(
      (bleu as Record<string, unknown>).other,
      Math.round(1000 * black.corpus['BLEU-1']) / 1000,
    );
    const [same] = comparisonTable(other, { ...other, name: 'again' }, references, 'coco');
    assert.equal(same['may be chance'], 'yes');
  });

  test('two systems under different protocols are refused with both named', () => {
    const other = scoreCaptions(new Map(ids.map((id) => [id, 'a cat'])), references, {
      ...protocols.tutorial,
    });
    assert.throws(() => pairedBootstrap(black, other), /under coco, the second under tutorial/);
  });

  test('what share of a person a floor has', () => {
    const row = { captions: 'floor', protocol: 'coco', 'BLEU-1': 0.3, CIDEr: 0.1 } as never;
    const person = { captions: 'a person', protocol: 'coco', 'BLEU-1': 0.6, CIDEr: 1 } as never;
    const [bleu, , , cider] = shareTable([row, person], 'floor', 'a person');
    assert.deepEqual(bleu, { score: 'BLEU-1 (coco)', floor: 0.3, 'a person': 0.6, share: '50 %' });
    assert.equal(cider.share, '10 %');
    assert.deepEqual(shareTable([row], 'floor', 'a person'), []);
  });

  test('two systems on different pictures are refused with the picture that is missing', () => {
    const fewer = scoreCaptions(new Map([[ids[0], 'a cat']]), references);
    assert.throws(() => pairedBootstrap(black, fewer), /first has 60, the second 1 .*picture1\b/);
  });
});
