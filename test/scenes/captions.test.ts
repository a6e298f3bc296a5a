import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCaption } from '../../lib/cleaning/index.js';
import { createRandom } from '../../lib/engine/random.js';
import { corpusBleu, tokenize } from '../../lib/evaluation/index.js';
import {
  attributesOf,
  makeCaptions,
  type PlannedScene,
  planScenes,
  type SaidAttributes,
  typicalCaption,
} from '../../lib/scenes/index.js';

const captioned = planScenes(8).map((planned) => ({
  ...planned,
  captions: makeCaptions(planned.scene, createRandom(`8 captions ${planned.id}`)),
}));
const all = captioned.flatMap(({ captions }) => captions);

describe('the captions of the scenes', () => {
  it('are five a picture, different, of 5 to 16 words', () => {
    for (const { captions } of captioned) {
      assert.equal(new Set(captions).size, 5);
      for (const caption of captions) {
        const words = caption.replace('.', '').trim().split(/\s+/).length;
        assert.ok(words >= 5 && words <= 16, caption);
      }
    }
  });

  it('have no gap left, no article that does not fit, no tab', () => {
    for (const caption of all) {
      assert.match(caption, /^[A-Za-z ]+?( ?\.)?$/);
      assert.doesNotMatch(caption, /\b(a [aeiou]|an [^aeiou]|a a)\w*| {2}/i, caption);
    }
  });

  it('say the truth, whatever they mention, raw and cleaned', () => {
    for (const { scene, captions } of captioned) {
      for (const caption of captions) {
        for (const text of [caption, cleanCaption(caption)]) {
          const said = attributesOf(text);
          for (const [attribute, value] of Object.entries(said)) {
            assert.equal(value, scene[attribute as keyof SaidAttributes], `${attribute}: ${text}`);
          }
          assert.ok(said.subject, text);
        }
      }
    }
  });

  it('mention subject and action nearly always, colour and place mostly', () => {
    const said = all.map(attributesOf);
    const share = (mentions: (one: SaidAttributes) => unknown) =>
      said.filter(mentions).length / said.length;
    assert.ok(share(({ action }) => action) > 0.95);
    assert.ok(share(({ colour }) => colour) > 0.75);
    assert.ok(share(({ place }) => place) > 0.8);
    const four = share(({ colour, action, place }) => colour && action && place);
    assert.ok(four > 0.5 && four < 0.9, `${four}`);
  });

  it('make a vocabulary of some 90 to 150 words, most of them common, a few rare', () => {
    const counts = new Map<string, number>();
    for (const { split, captions } of captioned) {
      if (split !== 'train') continue;
      for (const word of captions.flatMap((caption) => cleanCaption(caption).split(' '))) {
        counts.set(word, (counts.get(word) ?? 0) + 1);
      }
    }
    const common = [...counts.values()].filter((count) => count >= 10).length;
    assert.ok(counts.size >= 90 && counts.size <= 150, `${counts.size} words`);
    assert.ok(common >= 90 && common < counts.size - 5, `${common} common words`);
  });

  it('reward a caption with the right attributes, not the same caption for every picture', () => {
    const test = captioned.filter(({ split }) => split === 'test');
    const words = (caption: string) => tokenize(cleanCaption(caption), 'whitespace');
    const references = new Map(test.map(({ id, captions }) => [id, captions.map(words)]));
    const bleu4 = (caption: (planned: PlannedScene) => string) =>
      corpusBleu(new Map(test.map((one) => [one.id, words(caption(one))])), references).bleu[3];
    assert.ok(bleu4(({ scene }) => typicalCaption(scene)) > 0.65);
    assert.ok(bleu4(() => 'a white dog is sitting on the beach') < 0.25);
  });
});

describe('attributesOf', () => {
  it('understands synonyms', () => {
    assert.deepEqual(attributesOf('The golden puppy naps on the lawn .'), {
      subject: 'dog',
      colour: 'yellow',
      action: 'sleeping',
      place: 'grass',
    });
    assert.deepEqual(attributesOf('girl dressed in blue taking walk down the street'), {
      subject: 'girl',
      colour: 'blue',
      action: 'walking',
      place: 'road',
    });
  });

  it('takes the subject that is named first, its own colour and its own action', () => {
    assert.deepEqual(attributesOf('a small dog is in the snow near a white cat'), {
      subject: 'dog',
      place: 'snow',
    });
    assert.deepEqual(
      attributesOf('On the sand a black cow rests while a boy in a red shirt runs nearby'),
      {
        subject: 'cow',
        colour: 'black',
        action: 'sitting',
        place: 'beach',
      },
    );
  });

  it('finds the object, and leaves out what is not said', () => {
    assert.deepEqual(attributesOf('a rabbit hops next to an umbrella'), {
      subject: 'rabbit',
      action: 'jumping',
      object: 'umbrella',
    });
    assert.deepEqual(attributesOf(''), {});
  });
});
