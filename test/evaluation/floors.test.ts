import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { captionsOf, openDataset } from '../../lib/data-understanding';
import {
  bestConstantCaption,
  leaveOneOut,
  nearestCaptions,
  personBleu,
  sameCaption,
  scoreCaptions,
} from '../../lib/evaluation';
import { UserError } from '../../lib/outputs';
import { sharedData } from '../shared-data';

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

describe('the constant caption', () => {
  test('is the training caption that scores best on dev, with the score corpus BLEU gives it', () => {
    const { caption, bleu } = bestConstantCaption(train, dev);
    assert.equal(caption, 'A dog runs on the road');
    for (const text of [...train.values()].flat()) {
      const score = scoreCaptions(sameCaption(dev.keys(), text), dev, 'coco').bleu;
      assert.ok(score[3] <= bleu[3] + 1e-12);
      if (text === caption) assert.deepEqual(score, bleu);
    }
  });

  test('counts words that a caption says twice as corpus BLEU does', () => {
    const repeated = new Map([['a', ['a dog and a dog and a dog on a road on a road']]]);
    const { caption, bleu } = bestConstantCaption(repeated, dev);
    assert.deepEqual(bleu, scoreCaptions(sameCaption(dev.keys(), caption), dev, 'coco').bleu);
  });

  test('needs captions to choose from and by', () => {
    assert.throws(() => bestConstantCaption(new Map(), dev), UserError);
    assert.throws(() => bestConstantCaption(train, new Map()), UserError);
  });
});

describe('the nearest training picture', () => {
  test('lends its first caption', () => {
    const vectors: Record<string, number[]> = { a: [1, 0], b: [0, 1], c: [0.2, 3], d: [5, 1] };
    const features = { of: (id: string) => Float32Array.from(vectors[id]) };
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
    const [first, second] = [0, 1].map((which) => {
      const split = leaveOneOut(dev, which);
      return scoreCaptions(split.candidates, split.references, 'coco').bleu[0];
    });
    close(personBleu(dev)[0], (first + second) / 2, 1e-12);
  });

  test('needs two captions a picture', () => {
    assert.throws(() => personBleu(new Map([['a', ['A cat']]])), UserError);
  });
});

describe('the floors of Flickr8k, test split, coco protocol', () => {
  const folder = sharedData('flickr8k');
  const skip = folder ? false : 'no ../shared/data/flickr8k';

  test('a person scores BLEU-1 .647 and BLEU-4 .214', { skip }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const bleu = personBleu(captionsOf(dataset, 'test'));
    close(bleu[0], 0.647, 0.0015);
    close(bleu[3], 0.214, 0.0015);
  });

  test('constant captions: .472 and .079 for a skier, .404 and .087 for the best on dev', {
    skip,
  }, async () => {
    const dataset = await openDataset({ name: 'flickr8k', folder });
    const [training, development, references] = (['train', 'dev', 'test'] as const).map((split) =>
      captionsOf(dataset, split),
    );
    const scoreOf = (caption: string) =>
      scoreCaptions(sameCaption(references.keys(), caption), references, 'coco').bleu;
    const skier = scoreOf('A man in a red jacket is skiing');
    close(skier[0], 0.472, 0.0015);
    close(skier[3], 0.079, 0.0015);
    const { caption } = bestConstantCaption(training, development);
    assert.match(caption, /^a man in a blue shirt standing in front of a building/i);
    const best = scoreOf(caption);
    close(best[0], 0.404, 0.0005);
    close(best[3], 0.087, 0.0005);
  });
});
