import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { tf } from '../../lib/engine/index.js';
import {
  type BeamOptions,
  beamSearch,
  compareWidths,
  greedySearch,
  NORMALISATIONS,
} from '../../lib/inference/index.js';
import { scoreBy } from '../../lib/inference/normalise.js';
import type { TrainedModel } from '../../lib/model/index.js';
import { vocabularyOf } from '../../lib/vocabulary/index.js';
import {
  assertNoTensorLeft,
  beam,
  features,
  greedy,
  maxLength,
  modelThatSays,
  scoredAnew,
  sum,
  talkativeModel,
  texts,
  vocabulary,
} from './talkative-model.js';

function near(a: number, b: number, within = 1e-4): void {
  assert.ok(Math.abs(a - b) < within, `${a} is not ${b}`);
}

describe('beam search', () => {
  it('of width 1 is greedy search, whatever the rules', async () => {
    const model = talkativeModel();
    for (const rules of [{}, { sensible: true, minLength: 3 }]) {
      const walked = await greedy(model, rules);
      for (const normalisation of NORMALISATIONS) {
        const beams = await beam(model, { width: 1, normalisation, ...rules });
        assert.deepEqual(texts(beams.flat()), texts(walked));
      }
    }
  });

  it('as wide as everything finds every caption there is, the best first', async () => {
    const few = vocabularyOf(['startseq', 'cat', 'sat', 'endseq'], 1);
    const model = talkativeModel({ vocabularySize: 5, maxLength: 4 });
    const picture = features[0];
    const everything: { text: string; score: Record<string, number> }[] = [];
    /** Follows every word to come, asking the whole model for each prefix. */
    const follow = (prefix: number[], logProbability: number): void => {
      const probabilities = tf.tidy(() => {
        const padded = [...Array<number>(4 - prefix.length).fill(0), ...prefix];
        const inputs = [tf.tensor2d([[...picture]]), tf.tensor2d([padded], undefined, 'int32')];
        return (model.predict(inputs) as tf.Tensor2D).arraySync()[0];
      });
      for (const word of [1, 2, 3, 4]) {
        const total = logProbability + Math.log(probabilities[word]);
        const length = prefix.length;
        const text = [...prefix.slice(1), word].map((index) => few.words[index - 1]).join(' ');
        if (word === 4) {
          const score = {
            none: total,
            length: total / length,
            gnmt: scoreBy('gnmt')(total, length),
          };
          everything.push({ text, score });
        } else if (length < 4) follow([...prefix, word], total);
      }
    };
    follow([1], 0);
    assert.equal(everything.length, 1 + 3 + 9 + 27);
    for (const normalisation of NORMALISATIONS) {
      const options = { maxLength: 4, width: 200, normalisation };
      const [found] = await beamSearch(model, few, [picture], options);
      const expected = everything.sort((a, b) => b.score[normalisation] - a.score[normalisation]);
      assert.deepEqual(
        found
          .filter(({ ended }) => ended)
          .map(({ words }) => words.map(({ word }) => word).join(' ')),
        expected.map(({ text }) => text),
      );
      assert.equal(found.filter(({ ended }) => !ended).length, 81, 'cut at the greatest length');
      for (const [i, { score }] of expected.entries()) near(found[i].score, score[normalisation]);
    }
  });

  it("tells the model's own probabilities, as one pass over the caption gives them", async () => {
    const model = talkativeModel();
    const options = { normalisation: 'length', groups: 3, diversity: 2 } as const;
    for (const settings of [{}, options]) {
      const found = await beam(model, settings, features.slice(0, 5));
      for (const [picture, captions] of found.entries()) {
        for (const one of captions) {
          const anew = await scoredAnew(model, vocabulary, features[picture], one);
          near(one.logProbability, sum(anew));
          for (const [i, { probability }] of one.words.entries())
            near(probability, Math.exp(anew[i]));
          near(one.score, settings === options ? sum(anew) / anew.length : sum(anew));
        }
      }
    }
  });

  it('finds at least as probable a caption as greedy search when it follows all first words', async () => {
    const model = talkativeModel();
    const [walked, beams] = [await greedy(model), await beam(model, { width: 8 })];
    const better = walked.filter((one, i) => beams[i][0].score > one.score + 1e-6).length;
    assert.ok(better > 0, 'greedy search is not always the best');
    for (const [i, { ended, logProbability }] of walked.entries())
      if (ended) assert.ok(beams[i][0].logProbability >= logProbability - 1e-5);
  });

  it('says of many pictures what it says of each alone, with groups and without', async () => {
    const model = talkativeModel();
    for (const options of [{ width: 4 }, { width: 4, groups: 2 }]) {
      const pictures = features.slice(0, 12);
      const together = await beam(model, { ...options, batchSize: 5 }, pictures);
      const alone = [];
      for (const row of pictures) alone.push(...(await beam(model, options, [row])));
      assert.deepEqual(together.map(texts), alone.map(texts));
    }
  });

  it('cuts what never meets the end marker, and says so', async () => {
    const model = modelThatSays({ cat: 20, endseq: -20 });
    const [found] = await beam(model, { width: 2 }, features.slice(0, 1));
    assert.equal(found.length, 2);
    assert.ok(found.every(({ ended, words }) => !ended && words.length === maxLength));
    assert.equal(found[0].caption, Array(maxLength).fill('cat').join(' '));
  });

  it('ranks what was cut behind what ended, however probable', async () => {
    const model = modelThatSays({ cat: 20, endseq: 2 });
    const [found] = await beam(model, { width: 8, normalisation: 'length' }, [features[0]]);
    const ended = found.map((one) => one.ended);
    assert.ok(ended.includes(true) && ended.includes(false));
    assert.deepEqual(
      ended,
      [...ended].sort((a, b) => Number(b) - Number(a)),
    );
  });

  it('may be wider than the vocabulary', async () => {
    const model = talkativeModel();
    const [found] = await beam(model, { width: 50, maxLength: 1 }, features.slice(0, 1));
    assert.equal(found.length, vocabulary.words.length, 'one word each');
    assert.equal(new Set(found.map(({ words }) => words[0].word)).size, found.length);
    const all = sum(found.map(({ logProbability }) => Math.exp(logProbability)));
    assert.ok(all > 0 && all < 1, 'what is left is the probability of padding');
  });

  it('does nothing for no pictures', async () => {
    const model = talkativeModel();
    assert.deepEqual(await beam(model, {}, []), []);
    assert.deepEqual(await greedy(model, {}, []), []);
  });

  it('tells what else might have been said at each step', async () => {
    const [found] = await beam(talkativeModel(), { alternatives: 3 }, features.slice(0, 1));
    for (const { words } of found) {
      for (const { word, probability, alternatives = [] } of words) {
        assert.equal(alternatives.length, 3);
        assert.ok(alternatives[0].probability >= probability - 1e-7);
        const itself = alternatives.find((other) => other.word === word);
        if (itself) near(itself.probability, probability, 1e-6);
      }
    }
  });

  it('is compared with greedy search, width by width', async () => {
    const model = talkativeModel();
    const ids = features.map((_, i) => `picture${i}`);
    const of = (id: string) => features[ids.indexOf(id)];
    const inputs = { vocabulary, features: { of }, sequences: { maxLength } };
    const trained = { model, inputs } as unknown as TrainedModel;
    const scored: string[][] = [];
    const score = (captions: ReadonlyMap<string, string>) => {
      scored.push([...captions.values()]);
      return { pictures: captions.size };
    };
    const [greedy, wide] = await compareWidths(trained, ids, [1, 8], { score });
    assert.deepEqual([greedy.width, wide.width, wide.pictures], [1, 8, 40]);
    assert.equal(greedy['more probable than greedy'], '0 of 40');
    const best = (await beam(model, { width: 8 })).map(([one]) => one);
    near(wide['mean log probability'], sum(best.map((one) => one.logProbability)) / best.length);
    assert.deepEqual(scored[1], texts(best));
    assert.match(wide['more probable than greedy'], /^[1-9]\d* of 40$/);
    const ranking = { normalisation: 'length', score } as const;
    const [fair] = await compareWidths(trained, ids, [8], ranking);
    assert.ok(
      fair['mean length, words'] > wide['mean length, words'],
      'ranked by the mean of a word',
    );
  });

  it('leaves no tensor behind, not even when it fails', async () => {
    const model = talkativeModel();
    const broken = modelThatSays({ cat: NaN });
    await assertNoTensorLeft(async () => {
      await beam(model, { groups: 3 });
      await assert.rejects(beam(broken), /not numbers \(NaN\)/);
    });
  });

  it('refuses settings that cannot be, each by its name', async () => {
    const model = talkativeModel();
    const wrong: [Partial<BeamOptions>, RegExp][] = [
      [{ width: 0 }, /width of the beam is 0: expected a whole number, 1 or more/],
      [{ width: 1.5 }, /width of the beam is 1.5/],
      [{ minLength: 8 }, /minLength is 8, but maxLength only 7/],
      [{ maxLength: 0 }, /maxLength is 0/],
      [{ batchSize: 0 }, /batchSize is 0/],
      [{ width: 4, groups: 3 }, /4 cannot be parted into 3 groups/],
      [{ diversity: -1 }, /diversity is -1/],
      [{ normalisation: 'gnmt', alpha: -1 }, /alpha is -1/],
      [{ normalisation: 'mean' as 'none' }, /no normalisation "mean": expected none, length, gnmt/],
    ];
    for (const [options, message] of wrong)
      await assert.rejects(beam(model, options), { name: 'UserError', message });
  });

  it('refuses features and vocabularies that are not the model’s', async () => {
    const model = talkativeModel();
    await assert.rejects(beam(model, {}, [new Float32Array(4)]), /features of 5 .* has 4/);
    const few = vocabularyOf(['startseq', 'endseq'], 1);
    await assert.rejects(
      beamSearch(model, few, features, { width: 3, maxLength }),
      /vocabulary of 9.*this one has 3/,
    );
  });
});

describe('what may be said', () => {
  it('is no shorter than asked for', async () => {
    const model = modelThatSays({ endseq: 6 });
    for (const minLength of [0, 2, 7]) {
      const [found] = await beam(model, { minLength }, features.slice(0, 1));
      const lengths = found.map(({ caption }) => caption.split(' ').filter(Boolean).length);
      assert.equal(Math.min(...lengths), minLength);
      const [greedy] = await greedySearch(model, vocabulary, [features[0]], {
        maxLength,
        minLength,
      });
      assert.equal(greedy.words.length, Math.min(minLength + 1, maxLength));
    }
  });

  it('holds no word three times in a row and no start marker where it shall be sensible', async () => {
    const model = modelThatSays({ startseq: 9, cat: 8, sat: 4, endseq: -20 });
    const free = await greedySearch(model, vocabulary, [features[0]], { maxLength: 4 });
    assert.equal(free[0].caption, 'startseq startseq startseq startseq');
    const sensible = { maxLength, sensible: true };
    const [greedy] = await greedySearch(model, vocabulary, [features[0]], sensible);
    assert.equal(greedy.caption, 'cat cat sat cat cat sat cat');
    const [beams] = await beam(model, sensible, [features[0]]);
    for (const { caption } of beams) assert.doesNotMatch(caption, /startseq|(\b\w+) \1 \1\b/);
  });

  it('is never the word for the unknown, in any spelling', async () => {
    for (const unknown of ['<unk>', 'unk', 'UNK']) {
      const known = vocabularyOf(['startseq', unknown, 'cat', 'endseq'], 1);
      const model = modelThatSays({ [unknown]: 30, cat: 5 }, known);
      const options = { maxLength: 3, width: 4 };
      const [found] = await beamSearch(model, known, [features[0]], options);
      assert.ok(found.length > 0 && found.every(({ caption }) => !caption.includes(unknown)));
    }
  });

  it('may be nothing at all: then a caption is cut where it stands', async () => {
    const markers = vocabularyOf(['startseq', 'endseq'], 1);
    const model = modelThatSays({}, markers);
    const options = { maxLength: 3, minLength: 2, sensible: true };
    const [greedy] = await greedySearch(model, markers, [features[0]], options);
    const [found] = await beamSearch(model, markers, [features[0]], { ...options, width: 2 });
    for (const one of [greedy, ...found]) {
      assert.deepEqual([one.caption, one.ended, one.logProbability], ['', false, 0]);
    }
    assert.equal(found.length, 1);
  });
});

describe('diverse beam search', () => {
  it('without a cost finds in every group the same', async () => {
    const model = talkativeModel();
    const single = await beam(model, { width: 2 });
    const groups = await beam(model, { width: 6, groups: 3, diversity: 0 });
    assert.deepEqual(groups.map(texts), single.map(texts));
  });

  it('at a high cost begins differently in every group', async () => {
    const model = talkativeModel();
    const found = await beam(model, { width: 4, groups: 4, diversity: 100 });
    for (const captions of found) {
      const first = captions.map(({ words }) => words[0].word);
      assert.equal(new Set(first).size, 4, first.join(' '));
    }
    const alike = await beam(model, { width: 4 });
    const firstWords = (captions: typeof found) =>
      sum(captions.map((one) => new Set(one.map(({ words }) => words[0].word)).size));
    assert.ok(firstWords(found) > firstWords(alike));
  });

  it('leaves the first group as it would be alone', async () => {
    const model = talkativeModel();
    const alone = await beam(model, { width: 1 });
    const found = await beam(model, { width: 2, groups: 2, diversity: 5 });
    for (const [i, captions] of found.entries())
      assert.ok(texts(captions).includes(alone[i][0].caption));
  });
});

describe('the score of a caption', () => {
  it('is its log probability, the mean over its words, or by the formula of Wu et al.', () => {
    assert.equal(scoreBy()(-6, 4), -6);
    assert.equal(scoreBy('length')(-6, 4), -1.5);
    near(scoreBy('gnmt', 0.65)(-6, 13), -6 / 3 ** 0.65, 1e-12);
    assert.equal(scoreBy('gnmt', 0)(-6, 13), -6);
    assert.equal(scoreBy('gnmt')(-6, 1), -6, 'a caption of one word is the measure');
  });
});
