import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { createRandom } from '../../lib/engine/random.js';
import {
  type CaptionScores,
  metrics,
  protocolInWords,
  protocols,
  publishedMetrics,
  type Scores,
  scoreCaptions,
} from '../../lib/evaluation/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { sharedData } from '../shared-data.js';

const whitespace = { tokenizer: 'whitespace' } as const;
const close = (a: number, b: number, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

/** Compares BLEU-1 to BLEU-4, ROUGE-L and CIDEr; tiny values to six digits. */
function assertScores(scores: Scores, expected: number[], within = 1e-9) {
  publishedMetrics.forEach((metric, at) => {
    const value = expected[at];
    close(scores[metric], value, value > 0 ? Math.min(within, within * 1e3 * value) : within);
  });
}

const scoresOf = (scored: CaptionScores, id: string) =>
  scored.pictures.find(({ imageId }) => imageId === id)!.scores;

describe('five captions, as pycocoevalcap 1.2 scores them', () => {
  const items: Record<string, [candidate: string, references: string[]]> = {
    sat: [
      'the black cat sat on the road',
      ['the black cat sat on grass', 'a black cat is sitting on the lawn'],
    ],
    walking: [
      'a white cat walks on grass',
      ['the white cat is walking on road', 'white cats walk along a road', 'a cat on the road'],
    ],
    dog: ['a dog', ['the brown dog runs in the snow', 'a dog is running through deep snow']],
    snow: ['snow', ['two children play on the beach']],
    again: [
      'a dog runs and a dog runs and a dog',
      ['a brown dog and a black dog run', 'two dogs run on the grass'],
    ],
  };
  const ids = Object.keys(items);
  const candidates = new Map(ids.map((id) => [id, items[id][0]]));
  const references = new Map(ids.map((id) => [id, items[id][1]]));
  const scored = scoreCaptions(candidates, references, whitespace);

  test('together', () => {
    assertScores(scored.corpus, [
      ...[0.4701334985745069, 0.36989905857566735, 0.26422330219197543, 0.21182268444917668],
      ...[0.46109692270312685, 1.2552384031415134],
    ]);
  });

  test('and one by one', () => {
    const expected: Record<string, number[]> = {
      sat: [
        ...[0.7142857141836736, 0.7715167496910582, 0.7094917058646911, 0.6500593259109354],
        ...[0.7800511508951408, 3.976200012447749],
      ],
      walking: [
        ...[0.6666666664444446, 0.3651483715423091, 3.218297947487514e-6, 1.0266900956653875e-8],
        ...[0.5545454545454546, 0.9092511437889534],
      ],
      dog: [
        ...[0.08208499854181397, 0.08208499852129275, 8.208499854181399e-4, 8.208499855207459e-5],
        ...[0.40397350993377484, 0.861943424333067],
      ],
      snow: [
        ...[6.737946985609614e-18, 2.1307259238645787e-13],
        ...[6.737946990101587e-12, 3.789026039791798e-11],
        ...[0, 0],
      ],
      again: [
        ...[0.4999999999500001, 0.23570226037063632, 1.9078570707084714e-6, 5.612222323633712e-9],
        ...[0.5669144981412639, 0.5287974351377972],
      ],
    };
    for (const id of ids) assertScores(scoresOf(scored, id), expected[id]);
  });

  test('with the alignment of NLTK 3.10 without WordNet', () => {
    const expected = [0.7934426229508196, 0.625, 0.28846153846153844, 0, 0.5199864498644986];
    ids.forEach((id, at) => {
      close(scoresOf(scored, id)['alignment F (exact, stem)'], expected[at]);
    });
    const mean = expected.reduce((sum, value) => sum + value) / 5;
    close(scored.corpus['alignment F (exact, stem)'], mean);
  });

  test('the order of pictures and references changes nothing', () => {
    const turned = scoreCaptions(
      new Map([...candidates].reverse()),
      new Map(Array.from(references, ([id, texts]) => [id, [...texts].reverse()])),
      whitespace,
    );
    for (const metric of metrics) close(turned.corpus[metric], scored.corpus[metric], 1e-12);
  });

  test('scores carry their protocol', () => {
    assert.deepEqual(scored.protocol, {
      ...{ tokenizer: 'whitespace', cleaning: 'none', markers: false },
      references: [1, 3],
    });
    assert.equal(
      protocolInWords(scored.protocol),
      'tokenizer whitespace, no cleaning, no markers, 1 to 3 references a picture',
    );
    const { protocol } = scoreCaptions(candidates, references, protocols.markers);
    assert.match(protocolInWords(protocol), /the tutorial's cleaning, markers counted/);
  });

  test('references without a candidate are left aside, a candidate without references is named', () => {
    const fewer = new Map([...candidates].slice(0, 3));
    const those = new Map([...references].slice(0, 3));
    const { corpus } = scoreCaptions(fewer, references, whitespace);
    assert.deepEqual(corpus, scoreCaptions(fewer, those, whitespace).corpus);
    assert.throws(
      () => scoreCaptions(candidates, those),
      (error: Error) => error instanceof UserError && /Picture snow/.test(error.message),
    );
    assert.throws(() => scoreCaptions(new Map(), references), UserError);
  });

  test('a caption that says nothing scores 0 and breaks nothing', () => {
    const { corpus } = scoreCaptions(new Map([...candidates, ['dog', ' . ']]), references);
    for (const metric of metrics) assert.ok(corpus[metric] > 0 && corpus[metric] < 10);
    const silent = scoreCaptions(new Map([['dog', '']]), references).corpus;
    for (const metric of metrics) close(silent[metric], 0, 1e-6);
  });
});

test('a mixed fraction is two tokens to BLEU and CIDEr and one to ROUGE-L, as in pycocoevalcap 1.2', () => {
  const { corpus } = scoreCaptions(
    new Map([
      ['tea', '1 1/2 cups of tea'],
      ['dogs', 'two dogs run'],
    ]),
    new Map([
      ['tea', ['1 1/2 cups', '1/2 cups of tea']],
      ['dogs', ['two dogs run in the snow']],
    ]),
  );
  assertScores(corpus, [
    ...[0.7788007828767051, 0.7788007828604799, 0.7788007828334383, 0.6548907864291248],
    ...[0.7543368358445678, 5.270848004121937],
  ]);
});

describe('the reference values beside the project', () => {
  const folder = sharedData('metrics');
  const skip = folder ? false : 'no ../shared/data/metrics';
  const read = (name: string) => readFileSync(join(folder as string, name), 'utf8');

  test('five captions: corpus and every picture as pycocoevalcap has them', { skip }, () => {
    const { items, all, single_a } = JSON.parse(read('five-captions.json'));
    const ids = Object.keys(items);
    const candidates = new Map<string, string>(ids.map((id) => [id, items[id].candidate]));
    const references = new Map<string, string[]>(ids.map((id) => [id, items[id].references]));
    type Expected = { bleu: number[]; rougeL: number; cider: number };
    const flat = ({ bleu, rougeL, cider }: Expected) => [...bleu, rougeL, cider];
    for (const tokenizer of ['whitespace', 'coco'] as const) {
      const scored = scoreCaptions(candidates, references, { tokenizer });
      assertScores(scored.corpus, flat(all));
      for (const id of ids) assertScores(scoresOf(scored, id), flat(all.perImage[id]));
    }
    const alone = new Map([['a', items.a.candidate as string]]);
    assertScores(scoreCaptions(alone, references, whitespace).corpus, flat(single_a));
  });

  test("nlg-eval's example and its single sentence", { skip }, () => {
    const expected = JSON.parse(read('expected.json'));
    const [example, single] = Object.values(expected) as Record<string, number>[];
    const flat = (values: Record<string, number>) =>
      ['Bleu_1', 'Bleu_2', 'Bleu_3', 'Bleu_4', 'ROUGE_L', 'CIDEr'].map((name) => values[name]);
    const lines = (name: string) => read(join('nlg-eval', name)).trim().split('\n');
    const [said, first, second] = ['hyp.txt', 'ref1.txt', 'ref2.txt'].map(lines);
    const candidates = new Map(said.map((line, at) => [`${at}`, line]));
    const references = new Map(said.map((_, at) => [`${at}`, [first[at], second[at]]]));
    const { corpus } = scoreCaptions(candidates, references, whitespace);
    publishedMetrics.forEach((metric, at) => {
      close(corpus[metric], flat(example)[at], 1e-6);
    });
    const { ref, hyp } = single as unknown as { ref: string[]; hyp: string };
    const one = scoreCaptions(new Map([['1', hyp]]), new Map([['1', ref]]), whitespace).corpus;
    publishedMetrics.forEach((metric, at) => {
      close(one[metric], flat(single)[at], 1e-6);
    });
  });
});

test('a thousand captions against five thousand references take less than 2 s of a processor', () => {
  const random = createRandom('captions');
  const words = Array.from({ length: 3000 }, (_, at) => `word${at}`);
  const word = () => words[Math.floor(3000 * random.uniform() ** 4)];
  const caption = () => Array.from({ length: 8 + random.integer(8) }, word).join(' ');
  const ids = Array.from({ length: 1000 }, (_, at) => `picture${at}`);
  const candidates = new Map(ids.map((id) => [id, caption()]));
  const references = new Map(ids.map((id) => [id, Array.from({ length: 5 }, caption)]));
  const start = process.cpuUsage();
  scoreCaptions(candidates, references);
  const { user, system } = process.cpuUsage(start);
  assert.ok(user + system < 2e6, `${(user + system) / 1e6} s`);
});
