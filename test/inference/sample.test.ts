import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createRandom } from '../../lib/engine/index.js';
import type { SampleOptions } from '../../lib/inference/index.js';
import { drawWord, keepNucleus, tempered } from '../../lib/inference/sample.js';
import {
  assertNoTensorLeft,
  draw,
  features,
  greedy,
  modelThatSays,
  scoredAnew,
  sum,
  talkativeModel,
  texts,
  vocabulary,
} from './talkative-model.js';

describe('sampled captions', () => {
  it('are those of greedy search when the temperature goes to 0', async () => {
    const model = talkativeModel();
    const walked = texts(await greedy(model));
    for (const temperature of [1e-3, 1e-300, 0]) {
      const found = await draw(model, { temperature });
      assert.deepEqual(texts(found.flat()), walked);
    }
    const narrow = await draw(model, { topP: 1e-9 });
    assert.deepEqual(texts(narrow.flat()), walked, 'a nucleus of one word');
  });

  it('are the same for the same seed and others for another, with every word in the nucleus too', async () => {
    const model = talkativeModel();
    const found = (await draw(model, { samples: 2 })).map(texts);
    assert.deepEqual((await draw(model, { samples: 2 })).map(texts), found);
    assert.deepEqual((await draw(model, { samples: 2, topP: 1 })).map(texts), found);
    assert.notDeepEqual((await draw(model, { samples: 2, seed: 2 })).map(texts), found);
  });

  it('do not depend on the other pictures, nor on how many are drawn', async () => {
    const model = talkativeModel();
    const together = await draw(model, { samples: 3, batchSize: 7 });
    const alone = [];
    for (const row of features.slice(0, 10)) alone.push((await draw(model, {}, [row]))[0][0]);
    assert.deepEqual(texts(together.slice(0, 10).map(([first]) => first)), texts(alone));
    const differ = together.filter((samples) => new Set(texts(samples)).size > 1).length;
    assert.ok(differ > 20, 'samples of one picture should differ');
  });

  it("tell the model's own probabilities, whatever the temperature", async () => {
    const model = talkativeModel();
    const found = await draw(model, { temperature: 3, topP: 0.8 }, features.slice(0, 5));
    for (const [picture, [one]] of found.entries()) {
      const anew = await scoredAnew(model, vocabulary, features[picture], one);
      assert.ok(Math.abs(one.logProbability - sum(anew)) < 1e-4);
      assert.equal(one.score, one.logProbability);
    }
  });

  it('say each word as often as it is probable', async () => {
    const model = modelThatSays({ cat: 2, sat: 1, grass: 1 });
    const picture = features.slice(0, 1);
    const count = 4000;
    const [found] = await draw(model, { samples: count, maxLength: 1, batchSize: 1 }, picture);
    for (const word of ['cat', 'sat', 'road']) {
      const said = found.filter(({ words }) => words[0].word === word);
      const { probability } = said[0].words[0];
      const among = probability / (1 - 0.045); // padding is never said
      const error = Math.sqrt((among * (1 - among)) / count);
      assert.ok(
        Math.abs(said.length / count - among) < 4 * error + 0.01,
        `${word}: ${said.length}`,
      );
    }
  });

  it('refuse settings that cannot be', async () => {
    const model = talkativeModel();
    const wrong: [Partial<SampleOptions>, RegExp][] = [
      [{ samples: 0 }, /samples is 0/],
      [{ temperature: -1 }, /temperature is -1/],
      [{ temperature: NaN }, /temperature is NaN/],
      [{ topP: 0 }, /topP is 0/],
      [{ topP: 1.1 }, /topP is 1.1/],
    ];
    for (const [options, message] of wrong)
      await assert.rejects(draw(model, options), { name: 'UserError', message });
  });

  it('leave no tensor behind', async () => {
    const model = talkativeModel();
    await assertNoTensorLeft(() => draw(model, { samples: 2 }));
  });
});

describe('a draw', () => {
  const row = Float32Array.from([0, 0.5, 0.3, 0.2]);

  it('weighs words by their probability to the power of 1 / temperature', () => {
    const shares = (temperature: number) => {
      const weights = [...tempered(row, temperature)];
      return weights.map((weight) => weight / sum(weights));
    };
    const expected = [0, 0.5, 0.3, 0.2];
    const near = (shared: number[], wanted: number[]) =>
      shared.every((share, i) => Math.abs(share - wanted[i]) < 1e-6);
    assert.ok(near(shares(1), expected));
    const squares = 0.25 + 0.09 + 0.04;
    assert.ok(
      near(
        shares(0.5),
        expected.map((share) => share ** 2 / squares),
      ),
    );
    assert.ok(shares(100)[3] > 0.33 - 0.01, 'a high temperature makes all alike');
  });

  it('from a nucleus takes the fewest words that hold so much of the probability', () => {
    const nucleus = (topP: number) => {
      const weights = tempered(row, 1);
      keepNucleus(weights, topP);
      return [...weights.keys()].filter((word) => weights[word] > 0);
    };
    assert.deepEqual(nucleus(0.4), [1]);
    assert.deepEqual(nucleus(0.7), [1, 2]);
    assert.deepEqual(nucleus(0.85), [1, 2, 3]);
    assert.deepEqual(nucleus(1), [1, 2, 3]);
  });

  it('never takes a word that weighs nothing', () => {
    const random = createRandom(1);
    for (let i = 0; i < 100; i++) {
      assert.equal(drawWord(Float64Array.from([0, 0, 1e-300, 0]), random), 2);
    }
  });
});
