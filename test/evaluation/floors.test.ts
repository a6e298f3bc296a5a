import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { captionsOf, openDataset } from '../../lib/data-understanding/index.js';
import {
  bestConstantCaption,
  leaveOneOut,
  nearestCaptions,
  personRow,
  publishedMetrics,
  sameCaption,
  scoreCaptions,
} from '../../lib/evaluation/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { sharedData } from '../shared-data.js';

const close = (a: number, b: number, within: number) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

const train = new Map([
  ['a', ['A black cat sits on the grass .', 'A cat sits']],
  ['b', ['A white dog runs on the road', 'A dog runs on the road']],
]);
const dev = new Map([
  ['c', ['A dog runs on the road .', 'A brown dog is running']],
  ['d', ['The dog runs on the grass', 'A dog runs']],
  ['e', ['A cat on the road', 'A cat sits there']],
]);

function bleuOf(candidates: Map<string, string>, references: Map<string, string[]>): number[] {
  const { corpus } = scoreCaptions(candidates, references);
  return [corpus['BLEU-1'], corpus['BLEU-2'], corpus['BLEU-3'], corpus['BLEU-4']];
}

describe('the constant caption', () => {
  test('is the training caption that scores best on dev, with the score corpus BLEU gives it', () => {
    const { caption, bleu } = bestConstantCaption(train, dev);
    assert.equal(caption, 'A dog runs on the road');
    for (const text of [...train.values()].flat()) {
      const score = bleuOf(sameCaption(dev.keys(), text), dev);
      assert.ok(score[3] <= bleu[3] + 1e-12);
      if (text === caption) assert.deepEqual(score, bleu);
    }
  });

  test('counts words that a caption says twice as corpus BLEU does', () => {
    const repeated = new Map([['a', ['a dog and a dog and a dog on a road on a road']]]);
    const { caption, bleu } = bestConstantCaption(repeated, dev);
    assert.deepEqual(bleu, bleuOf(sameCaption(dev.keys(), caption), dev));
  });

  test('needs captions to choose from and by', () => {
    assert.throws(() => bestConstantCaption(new Map(), dev), UserError);
    assert.throws(() => bestConstantCaption(train, new Map()), UserError);
  });
});

describe('the nearest training picture', () => {
  test('lends its first caption', () => {
    const vectors: Record<string, number[]> = { a: [1, 0], b: [0, 1], c: [0.2, 3], d: [5, 1] };
    const of = (id: string) => Float32Array.from(vectors[id]);
    const features = { ids: Object.keys(vectors), of };
    const captions = nearestCaptions(features, ['c', 'd'], train);
    assert.equal(captions.get('c'), 'A white dog runs on the road');
    assert.equal(captions.get('d'), 'A black cat sits on the grass .');
  });
});

describe('a person against the others', () => {
  test('one caption is the candidate, the others are the references', () => {
    const { candidates, references } = leaveOneOut(dev, 1);
    assert.equal(candidates.get('d'), 'A dog runs');
    assert.deepEqual(references.get('d'), ['The dog runs on the grass']);
    const turns = [0, 1].map((which) => {
      const split = leaveOneOut(dev, which);
      return scoreCaptions(split.candidates, split.references).corpus;
    });
    const person = personRow(dev);
    for (const metric of publishedMetrics) {
      close(person[metric], (turns[0][metric] + turns[1][metric]) / 2, 0.0005);
    }
    assert.ok(person.CIDEr > 0 && person['ROUGE-L'] > 0);
  });

  test('has no numbers where no picture has two captions', () => {
    assert.ok(Number.isNaN(personRow(new Map([['a', ['A cat']]]))['BLEU-4']));
  });
});

describe('the floors of Flickr8k, test split, coco protocol', () => {
  const folder = sharedData('flickr8k');
  const skip = folder ? false : 'no ../shared/data/flickr8k';

  test('a person scores BLEU-1 .647, BLEU-4 .214, ROUGE-L .495 and CIDEr .820', {
    skip,
  }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const person = personRow(captionsOf(dataset, 'test'));
    close(person['BLEU-1'], 0.647, 0.0015);
    close(person['BLEU-4'], 0.214, 0.0015);
    close(person['ROUGE-L'], 0.495, 0.0015);
    close(person.CIDEr, 0.82, 0.0015);
  });

  test('constant captions: .472 and .079 for a skier, .404 and .087 for the best on dev', {
    skip,
  }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const [training, development, references] = (['train', 'dev', 'test'] as const).map((split) =>
      captionsOf(dataset, split),
    );
    const scoresOf = (caption: string) =>
      scoreCaptions(sameCaption(references.keys(), caption), references).corpus;
    const skier = scoresOf('a man in a red jacket is skiing');
    close(skier['BLEU-1'], 0.472, 0.0015);
    close(skier['BLEU-4'], 0.079, 0.0015);
    close(skier['ROUGE-L'], 0.317, 0.0015);
    close(skier.CIDEr, 0.041, 0.0015);
    const { caption } = bestConstantCaption(training, development);
    assert.match(caption, /^a man in a blue shirt standing in front of a building/i);
    const best = scoresOf(caption);
    close(best['BLEU-1'], 0.404, 0.0005);
    close(best['BLEU-4'], 0.087, 0.0005);
  });
});
