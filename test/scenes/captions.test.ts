import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cleanCaption } from '../../lib/cleaning/index.js';
import { corpusBleu, tokenize } from '../../lib/evaluation/index.js';
import {
  attributesOf,
  type Box,
  captionPlanned,
  drawPlanned,
  type PlannedScene,
  planScenes,
  type SaidAttributes,
  SEED,
  typicalCaption,
} from '../../lib/scenes/index.js';

const captioned = planScenes(SEED).map((planned) => {
  const { boxes } = drawPlanned(planned, SEED);
  return { ...planned, boxes, captions: captionPlanned(planned, SEED, boxes) };
});
const all = captioned.flatMap(({ captions }) => captions);

describe('the captions of the scenes', () => {
  it('are five a picture, different, of 4 to 25 words', () => {
    for (const { captions } of captioned) {
      assert.equal(new Set(captions).size, 5);
      for (const caption of captions) {
        const words = caption.split(/\s+/).filter((token) => /\w/.test(token)).length;
        assert.ok(words >= 3 && words <= 26, caption); // a slip joins two words, or says one twice
      }
    }
  });

  it('are the same for the same seed', () => {
    const [{ captions, boxes, ...planned }] = captioned;
    assert.deepEqual(captionPlanned(planned, SEED, boxes), captions);
    assert.notDeepEqual(captionPlanned(planned, SEED + 1, boxes), captions);
  });

  it('have no gap left, and the articles that fit', () => {
    for (const caption of all) {
      assert.match(caption, /^["(\w].*[\w).!]$/, caption);
      assert.doesNotMatch(caption, /[<>_\t]| {2}/, caption);
      assert.doesNotMatch(caption, /\b(a [aeio]|an [^aeiou]|a a )/i, caption);
    }
  });

  it('say the truth: one in many takes a kind, a colour or an action for another', () => {
    const wrong = new Map<string, string[]>();
    for (const { scene, captions } of captioned) {
      for (const caption of captions) {
        for (const [attribute, value] of Object.entries(attributesOf(caption))) {
          if (value === scene[attribute as keyof SaidAttributes]) continue;
          wrong.set(attribute, [...(wrong.get(attribute) ?? []), caption]);
        }
      }
    }
    const count = (attribute: keyof SaidAttributes) => wrong.get(attribute)?.length ?? 0;
    assert.ok(count('subject') > 10 && count('subject') < 150, `${count('subject')} subjects`);
    assert.ok(count('colour') > 10 && count('colour') < 150, `${count('colour')} colours`);
    assert.ok(count('action') < 30, `${wrong.get('action')}`);
    assert.ok(count('place') < 10, `${wrong.get('place')}`);
    assert.ok(count('object') < 10, `${wrong.get('object')}`);
  });

  it('say the same, raw and cleaned', () => {
    for (const caption of all) {
      assert.deepEqual(attributesOf(cleanCaption(caption)), attributesOf(caption), caption);
    }
  });

  it('mention subject and action nearly always, colour and place mostly', () => {
    const said = all.map(attributesOf);
    const share = (mentions: (one: SaidAttributes) => unknown) =>
      said.filter(mentions).length / said.length;
    assert.ok(share(({ subject }) => subject) > 0.95, `${share(({ subject }) => subject)}`);
    assert.ok(share(({ action }) => action) > 0.8, `${share(({ action }) => action)}`);
    assert.ok(share(({ colour }) => colour) > 0.7, `${share(({ colour }) => colour)}`);
    assert.ok(share(({ place }) => place) > 0.85, `${share(({ place }) => place)}`);
    const four = share(({ colour, action, place }) => colour && action && place);
    assert.ok(four > 0.45 && four < 0.9, `${four}`);
  });

  it('put things on the side where they are drawn', () => {
    const seen = { left: 0, right: 0 };
    for (const { id, scene, boxes, captions } of captioned) {
      const [main, ...others] = boxes;
      const what = scene.second?.subject ?? scene.object;
      const other = others.find((box) => box.what === what);
      if (!other || scene.object === 'hat') continue;
      const middle = (box: Box) => box.x + box.width / 2;
      const side = middle(other) < middle(main) ? 'left' : 'right';
      for (const caption of captions) {
        const on = /on the (left|right)\b/.exec(caption)?.[1];
        const to = /to the (left|right) of\b/.exec(caption)?.[1];
        if (on) assert.equal(on, side, `${id}: ${caption}`);
        if (to) assert.notEqual(to, side, `${id}: ${caption}`);
        if (on ?? to) seen[side]++;
      }
    }
    assert.ok(seen.left > 30 && seen.right > 30);
  });

  it('speak of no sight that is hidden', () => {
    const words = { snowman: /snow-?man/, windmill: /wind-?mill/, sandcastle: /sand-?castle/ };
    for (const { id, boxes, captions } of captioned) {
      for (const [sight, word] of Object.entries(words)) {
        const box = boxes.find(({ what }) => what === sight);
        if (box && (box.hidden ?? 0) <= 0.6) continue;
        assert.ok(!captions.some((caption) => word.test(caption)), `${id}: ${sight}`);
      }
    }
  });

  it('reward a caption with the right attributes, not the same caption for every picture', () => {
    const test = captioned.filter(({ split }) => split === 'test');
    const words = (caption: string) => tokenize(cleanCaption(caption), 'whitespace');
    const references = new Map(test.map(({ id, captions }) => [id, captions.map(words)]));
    const bleu4 = (caption: (planned: PlannedScene) => string) =>
      corpusBleu(new Map(test.map((one) => [one.id, words(caption(one))])), references).bleu[3];
    assert.ok(bleu4(({ scene }) => typicalCaption(scene)) > 0.6);
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
