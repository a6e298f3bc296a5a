import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import {
  captionOf,
  compareDice,
  type FoundCaption,
  meanLogProbability,
  mostVaried,
  nonsensePictures,
  perplexityOf,
  runningLogProbability,
  surenessQuarters,
  surenessTable,
  widestGain,
  widestSpread,
  wordRace,
} from '../../lib/inference/index.js';
import type { TrainedModel } from '../../lib/model/index.js';
import {
  draw,
  features,
  maxLength,
  sum,
  talkativeModel,
  texts,
  vocabulary,
} from './talkative-model.js';

/** A caption whose words, the end marker the last, have these probabilities. */
const saying = (caption: string, ...probabilities: number[]): FoundCaption =>
  captionOf(
    [...caption.split(' '), 'endseq'].map((word, i) => ({
      word,
      probability: probabilities[i] ?? probabilities[0],
    })),
  );

const near = (a: number, b: number) => assert.ok(Math.abs(a - b) < 1e-9, `${a} is not ${b}`);

describe('how sure a model is of a caption', () => {
  it('does not depend on how long it is', () => {
    near(perplexityOf(saying('dog', 0.5)), 2);
    near(perplexityOf(saying('the dog sat on the grass', 0.5)), 2);
    near(meanLogProbability(saying('dog', 0.2, 0.8)), Math.log(0.16) / 2);
    near(perplexityOf(captionOf([])), 1);
  });

  it('is told beside others: of how many it was less sure', () => {
    const others = [saying('dog', 0.1), saying('a dog sat here', 0.9), saying('cat', 0.3)];
    const named = { name: 'grey', found: saying('cat', 0.5), vector: Float32Array.of(3, 4) };
    const [row] = surenessTable([named], others);
    assert.equal(row['surer than'], '2 of 3');
    assert.deepEqual([row.caption, row['length of its vector']], ['cat', 5]);
    near(row.perplexity, 2);
  });

  it('parts captions into quarters from the surest, each caption in one', () => {
    const captions = [0.1, 0.9, 0.5, 0.3, 0.8, 0.2, 0.7, 0.4].map((p) => saying('cat', p));
    const rows = surenessQuarters(captions, [0, 10, 4, 2, 8, 0, 6, 2], 'score');
    assert.deepEqual(
      rows.map(({ score }) => score),
      [9, 5, 2, 0],
    );
    near(rows[0]['mean perplexity'] as number, (1 / 0.9 + 1 / 0.8) / 2);
    assert.deepEqual(surenessQuarters([], [], 'score'), []);
  });
});

describe('pictures to look at are chosen by what was found', () => {
  const plain = [saying('cat', 0.5), saying('dog on grass', 0.5), saying('a cow', 0.4)];

  it('for a gain: the greatest among captions that are no shorter', () => {
    const other = [saying('cat', 0.5), saying('dog', 0.9), saying('the cow', 0.6)];
    assert.deepEqual(widestGain(plain, other), {
      at: 2,
      told: 'They say different things of 2 of 3 pictures.',
    });
    const shorter = [plain[0], saying('dog', 0.9), plain[2]];
    assert.equal(widestGain(plain, shorter).at, 1, 'a shorter one where there is no other');
  });

  it('for variety: the most different captions, then those furthest apart in length', () => {
    const second = [saying('cat', 0.5), saying('dog', 0.5), saying('cow', 0.5)];
    const third = [saying('cat', 0.5), saying('dog', 0.5), saying('the brown cow', 0.5)];
    assert.equal(mostVaried([plain, second, third]).at, 2);
    assert.equal(mostVaried([plain, second]).at, 1);
  });

  it('and where there is no difference it says so', () => {
    const told = 'They say the same of all 3 pictures: look at the first.';
    assert.deepEqual(widestGain(plain, plain), { at: 0, told });
    assert.deepEqual(mostVaried([plain, plain]), { at: 0, told });
  });

  it('for a spread: where captions begin in more ways than before', () => {
    const [a, the, one] = [saying('a cat', 0.5), saying('the cat', 0.5), saying('one cat', 0.5)];
    const spread = widestSpread(
      [
        [a, the],
        [a, a],
      ],
      [
        [a, one],
        [a, the],
      ],
    );
    assert.deepEqual(spread, {
      at: 1,
      told: "Different first words of a picture's captions, on average: 1.5 and 2.0.",
    });
  });
});

describe('a race of two captions', () => {
  it('tells word by word what each has and what all have together', () => {
    const [first, second, third] = wordRace(
      saying('cat', 0.6, 0.1),
      saying('dog sat', 0.5, 0.4, 0.9),
    );
    assert.equal(first['greedy: product so far'], '60 %');
    assert.equal(second['greedy: product so far'], '6 %');
    assert.equal(second['beam: product so far'], '20 %');
    assert.deepEqual([third['greedy: word'], third['beam: word']], [undefined, 'endseq']);
  });

  it('ends at the log probability of the caption', () => {
    const found = saying('dog sat', 0.5, 0.4, 0.9);
    near(runningLogProbability(found)[2], found.logProbability);
  });
});

describe('pictures of nothing', () => {
  it('are plain, or noise that is the same each time', async () => {
    const pictures = await nonsensePictures();
    const { channels } = await sharp(pictures[0].picture).stats();
    assert.ok(channels.every(({ min, max }) => min === 0x88 && max === 0x88));
    const noise = pictures.find(({ name }) => name === 'noise');
    const { channels: spread } = await sharp(noise?.picture).stats();
    assert.ok(spread.every(({ min, max, stdev }) => min === 0 && max === 255 && stdev > 70));
    assert.deepEqual(await nonsensePictures(), pictures);
    assert.notDeepEqual((await nonsensePictures(2))[3], pictures[3]);
  });
});

describe('ways of throwing dice', () => {
  it('are compared by variety, perplexity and whatever scores the first of each picture', async () => {
    const model = talkativeModel();
    const ids = features.map((_, i) => `picture${i}`);
    const of = (id: string) => features[ids.indexOf(id)];
    const inputs = { vocabulary, features: { of }, sequences: { maxLength } };
    const trained = { model, inputs } as unknown as TrainedModel;
    const firsts: string[][] = [];
    const score = (captions: ReadonlyMap<string, string>) => {
      firsts.push([...captions.values()]);
      return {};
    };
    const ways = [{ temperature: 0 }, { temperature: 1 }, { temperature: 1, topP: 0.5 }];
    const [cold, warm, nucleus] = await compareDice(trained, ids, ways, { seed: 3, score });
    assert.equal(cold['different captions of 5'], 1);
    assert.ok(warm['different captions of 5'] > nucleus['different captions of 5']);
    assert.ok(cold.perplexity < nucleus.perplexity && nucleus.perplexity < warm.perplexity);
    assert.deepEqual(
      [cold, nucleus].map((row) => row['drawn from']),
      ['all words', 'the first 50 %'],
    );
    const drawn = (await draw(model, { samples: 5, seed: 3 })).flat();
    assert.deepEqual(firsts[1], texts(drawn.filter((_, i) => i % 5 === 0)));
    const words = sum(drawn.map((one) => one.words.length));
    near(warm.perplexity, Math.exp(-sum(drawn.map((one) => one.logProbability)) / words));
  });
});
