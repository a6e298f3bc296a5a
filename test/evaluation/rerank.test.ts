import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { likenessesTo, weighCaption } from '../../lib/evaluation/cider.js';
import {
  ciderD,
  consensusJudge,
  consensusOf,
  countCaption,
  countDocuments,
  expectedGains,
  expectedJudge,
  rerankBeams,
  rerankPictures,
  scoreCaptions,
  sharesOf,
} from '../../lib/evaluation/index.js';
import { judgePictures, rerankGrid, scoreSetting } from '../../lib/evaluation/rerank/grid.js';
import { captionOf, type FoundCaption, type PictureSearches } from '../../lib/inference/index.js';

const counted = (text: string) => countCaption(text.split(' '));
const close = (a: number, b: number, within = 1e-9) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

/** A caption that met the end marker, each of its words with this probability. */
const found = (caption: string, probability = 0.5): FoundCaption =>
  captionOf([...caption.split(' '), 'endseq'].map((word) => ({ word, probability })));

/** What people said of four training pictures. */
const people = new Map([
  ['near', ['a dog runs on grass', 'the dog runs']],
  ['next', ['a dog jumps']],
  ['far', ['a man sits on a bench']],
  ['other', ['waves break']],
]);
const documents = countDocuments([...people.values()].map((captions) => captions.map(counted)));
const weigh = (caption: string) => weighCaption(counted(caption), documents);
const texts = {
  ids: [...people.keys()],
  weigh,
  of: (id: string) => (people.get(id) ?? []).map(weigh),
};
const near = new Map([['picture', [{ imageId: 'near' }, { imageId: 'next' }, { imageId: 'far' }]]]);
const beams = [found('a man sits', 0.6), found('a dog runs', 0.5), found('a dog jumps', 0.4)];

describe('likenesses to many captions', () => {
  const others = [...people.values()].flat();

  it('are CIDEr-D against each alone', () => {
    for (const candidate of [
      'a dog runs on grass',
      'dog',
      'the dog the dog',
      'nothing known',
      '',
    ]) {
      const all = likenessesTo(others.map(weigh))(weigh(candidate));
      others.forEach((other, at) => {
        close(all[at], ciderD(counted(candidate), [counted(other)], documents));
      });
    }
  });
});

describe('consensus with the captions of near pictures', () => {
  it('is the mean of the greatest likenesses', () => {
    assert.equal(consensusOf([1, 4, 2, 3], 2), 3.5);
    assert.equal(consensusOf([1, 4, 2, 3], 10), 2.5);
    assert.equal(consensusOf([], 10), 0);
  });

  it('can be computed by hand', () => {
    // Of two pictures, one near: each word of the neighbour stands in one of two documents, so that all weigh ln 2. The
    // candidate x y has the same 1-grams and 2-gram (cosines 1 and 1, none of length 3 and 4: 10 / 4 * 2 = 5), x alone has a
    // cosine of 1 / sqrt 2 and one bigram fewer: 10 / 4 * exp(-1 / 72) / sqrt 2, and z has none.
    const small = countDocuments([[counted('x y')], [counted('w')]]);
    const of = (caption: string) => weighCaption(counted(caption), small);
    const judge = consensusJudge(
      { ids: ['one', 'two'], weigh: of, of: (id) => [of(id === 'one' ? 'x y' : 'w')] },
      new Map([['picture', [{ imageId: 'one' }, { imageId: 'two' }]]]),
    );
    const gains = judge('picture', [found('x y'), found('x'), found('z')]);
    const whole = gains({ by: 'consensus', weight: 1, neighbours: 1, captions: 5 });
    [5, (2.5 * Math.exp(-1 / 72)) / Math.SQRT2, 0].forEach((value, at) => {
      close(whole[at], value);
    });
    const both = gains({ by: 'consensus', weight: 1, neighbours: 2, captions: 2 });
    close(both[0], 2.5); // the second neighbour shares nothing
    close(gains({ by: 'consensus', weight: 1, neighbours: 2, captions: 1 })[0], 5); // and is left out
  });

  it('hears no more neighbours than it is told', () => {
    const gains = consensusJudge(texts, near)('picture', beams);
    const [man] = gains({ by: 'consensus', weight: 1, neighbours: 2, captions: 9 });
    const [heard] = gains({ by: 'consensus', weight: 1, neighbours: 3, captions: 9 });
    assert.ok(heard > man, 'the third neighbour shows a man who sits');
  });
});

describe('the least risk', () => {
  const judge = expectedJudge({ weigh });

  it('is the sum over all captions of what each would be worth, by enumeration', () => {
    const gains = judge('picture', beams)({ by: 'mbr', weight: 1, sharpness: 1 });
    const total = beams.reduce((sum, { logProbability }) => sum + Math.exp(logProbability), 0);
    beams.forEach(({ caption }, at) => {
      let expected = 0;
      for (const other of beams) {
        const share = Math.exp(other.logProbability) / total;
        expected += share * ciderD(counted(caption), [counted(other.caption)], documents);
      }
      close(gains[at], expected);
    });
  });

  it('takes the beam that all others resemble, where all are as probable', () => {
    const three = [found('a man sits', 0.6), found('a dog runs', 0.5), found('a dog', 0.4)];
    const gains = judge('picture', three)({ by: 'mbr', weight: 1, sharpness: 0 });
    assert.equal(rerankBeams(three, gains, 1)[0].caption, 'a dog runs');
  });

  it('takes a share for each caption from their log probabilities, however small', () => {
    const shares = sharesOf([-2000, -2000 + Math.log(3)]);
    close(shares[0], 0.25);
    close(shares[1], 0.75);
    assert.deepEqual(expectedGains([[10, 2]], shares).map(Math.round), [4]);
  });
});

describe('choosing among beams', () => {
  const gains = [0, 2, 1];

  it('keeps the order of the search with a weight of 0, and its scores', () => {
    assert.deepEqual(rerankBeams(beams, gains, 0), beams);
  });

  it('is the order of the gains with a weight of 1', () => {
    const order = rerankBeams(beams, gains, 1).map(({ caption }) => caption);
    assert.deepEqual(order, ['a dog runs', 'a dog jumps', 'a man sits']);
  });

  it('mixes score and gain between the two', () => {
    const [one, other] = [0, 1].map((at) => ({ ...beams[at], score: [-1, -2][at] }));
    // 0.75 * -1 + 0.25 * 0 = -0.75, and 0.75 * -2 + 0.25 * 2 = -1
    const few = rerankBeams([one, other], [0, 2], 0.25).map(({ score }) => score);
    assert.deepEqual(few, [-0.75, -1]);
    const more = rerankBeams([one, other], [0, 2], 0.5).map(({ score }) => score);
    assert.deepEqual(more, [0, -0.5]);
  });

  it('leaves what never met the end marker behind, and one beam as it is', () => {
    const cut = captionOf([{ word: 'dog', probability: 0.9 }]);
    assert.deepEqual(
      rerankBeams([beams[0], cut], [0, 9], 1).map(({ caption }) => caption),
      ['a man sits', 'dog'],
    );
    assert.deepEqual(
      rerankBeams([beams[0]], [3], 1).map(({ caption }) => caption),
      ['a man sits'],
    );
  });

  it('tells no look of the search for a caption that it did not rank first', () => {
    const map = { look: 1 } as never;
    const searches = new Map([
      ['picture', { greedy: beams[0], beams, looks: { greedy: map, beam: map } }],
    ]);
    const setting = { by: 'consensus', neighbours: 2, captions: 5 } as const;
    const judge = consensusJudge(texts, near);
    const changed = rerankPictures(searches, judge, { ...setting, weight: 1 }).get('picture');
    assert.notEqual(changed?.beams[0].caption, beams[0].caption);
    assert.deepEqual(changed?.looks, { greedy: map });
    const same = rerankPictures(searches, judge, { ...setting, weight: 0 }).get('picture');
    assert.deepEqual(same, searches.get('picture'));
  });
});

describe('the grid', () => {
  const searches = new Map<string, PictureSearches>([
    ['picture', { greedy: beams[0], beams }],
    ['elsewhere', { greedy: beams[1], beams: [...beams].reverse() }],
  ]);
  const references = new Map([
    ['picture', ['A dog runs on the grass.', 'The dog runs.']],
    ['elsewhere', ['A man sits down.']],
  ]);
  const both = new Map([...near, ['elsewhere', [{ imageId: 'far' }]]]);
  const pictures = judgePictures(
    [...searches.keys()],
    searches,
    references,
    consensusJudge(texts, both),
  );

  it('scores every setting as the captions that it chooses would be scored alone', () => {
    for (const weight of [0, 0.5, 1]) {
      const setting = { by: 'consensus', weight, neighbours: 2, captions: 5 } as const;
      const chosen = rerankPictures(searches, consensusJudge(texts, both), setting);
      const said = new Map(Array.from(chosen, ([id, one]) => [id, one.beams[0].caption]));
      const { corpus } = scoreCaptions(said, references);
      const scores = scoreSetting(pictures, setting);
      close(scores.CIDEr, corpus.CIDEr);
      close(scores['BLEU-4'], corpus['BLEU-4']);
    }
  });

  it('has no setting twice, and none that hears more captions than its neighbours have', () => {
    for (const by of ['consensus', 'mbr'] as const) {
      const grid = rerankGrid(by);
      assert.equal(new Set(grid.map((one) => JSON.stringify(one))).size, grid.length);
      for (const { neighbours = 0, captions = 0 } of grid) assert.ok(captions <= 5 * neighbours);
    }
  });
});
