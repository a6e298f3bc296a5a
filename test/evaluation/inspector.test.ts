import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { tf } from '../../lib/engine/index.js';
import {
  classesOf,
  type Inspection,
  photographFaults,
  protocols,
  rankCorrelation,
  scoreCaptions,
  wordAgreement,
} from '../../lib/evaluation/index.js';
import { hitsOf, marksOf } from '../../lib/evaluation/inspector/index.js';
import type { SceneAttributes } from '../../lib/scenes/index.js';
import { inspectedCats } from './inspected-cats.js';

const words = (text: string) => text.split(' ');

describe('words that people said too', () => {
  test('are found whole, and marked where they stand', () => {
    assert.deepEqual(hitsOf(words('black cat runs'), [words('the cat'), words('a black dog')]), [
      ...[true, true, false],
    ]);
    const said = new Set(words('black cat grass'));
    assert.deepEqual(marksOf('A Black cat, on grass.', said, protocols.tutorial), [1, 2, 4]);
    assert.deepEqual(marksOf('A dog', said, protocols.tutorial), []);
  });

  test('their precision asks for one person, their recall for most', () => {
    const pictures = [
      { tokens: words('a dog'), references: [words('a dog'), words('the dog'), words('it')] },
      { tokens: words('a dog'), references: [words('a cat'), words('cat'), words('dog')] },
      { tokens: words('a cat'), references: [words('a man'), words('man'), words('man')] },
    ];
    const table = wordAgreement(pictures);
    const row = (word: string) => table.find((one) => one.word === word);
    assert.deepEqual(row('dog'), { word: 'dog', said: 2, meant: 1, precision: 1, recall: 1 });
    assert.deepEqual(row('cat'), { word: 'cat', said: 1, meant: 1, precision: 0, recall: 0 });
    assert.deepEqual(row('man'), { word: 'man', said: 0, meant: 1, precision: 0, recall: 0 });
    assert.equal(row('a'), undefined);
  });
});

describe('calibration', () => {
  test('is that of the next words that were foretold', async () => {
    const { bins, error } = (await inspectedCats()).calibration;
    assert.deepEqual(
      bins.map(({ words, accuracy }) => [words, accuracy]),
      [
        [2, 0.5],
        [4, 0.75],
      ],
    );
    assert.ok(Math.abs(error - (2 * 0.2 + 4 * 0.05) / 6) < 1e-12);
  });

  test('ranks correlate by order alone, ties sharing a rank', () => {
    assert.equal(rankCorrelation([1, 2, 30], [5, 6, 7]), 1);
    assert.equal(rankCorrelation([1, 2, 3], [9, 4, 1]), -1);
    assert.equal(rankCorrelation([1, 1, 1], [1, 2, 3]), 0);
    assert.ok(Math.abs(rankCorrelation([1, 2, 2, 3], [1, 2, 3, 4]) - 0.9486833) < 1e-6);
  });
});

describe('what seems wrong with a caption of a photograph', () => {
  const faults = (caption: string, ...references: string[]) =>
    photographFaults(words(caption), references.map(words));

  test('a colour that nobody names, where colours are named', () => {
    assert.deepEqual(faults('a red dog', 'a brown dog', 'a dog'), ['colour wrong']);
    assert.deepEqual(faults('a gold dog', 'a yellow dog'), []);
    assert.deepEqual(faults('a red dog', 'a dog', 'the dog'), []);
  });

  test('a subject that nobody names; a boy is a child, but no woman', () => {
    assert.deepEqual(faults('a boy in the snow', 'a child in the snow'), []);
    assert.deepEqual(faults('a boy in the snow', 'a woman in the snow'), ['subject wrong']);
    assert.deepEqual(faults('dog on grass', 'two cats on grass'), ['subject wrong']);
    assert.deepEqual(faults('dog on grass', 'something on grass'), []);
    assert.deepEqual(faults('a boy by a tree', 'a girl by a tree', 'a child by a tree'), [
      'subject wrong',
    ]);
    assert.deepEqual(faults('a boy by a tree', 'a girl and a boy by a tree'), []);
  });

  test('a number, by its word or by the plural', () => {
    assert.deepEqual(faults('two dogs', 'three dogs', 'some dogs'), ['count wrong']);
    assert.deepEqual(faults('a dog', 'two dogs play', 'dogs play'), ['count wrong']);
    assert.deepEqual(faults('a dog', 'two dogs play', 'a dog and its friend'), []);
    assert.deepEqual(faults('two people in field', 'a boy in a field', 'a child in a field'), [
      'count wrong',
    ]);
    assert.deepEqual(faults('a man in lake', 'children in a lake', 'several people in a lake'), [
      'count wrong',
    ]);
    assert.deepEqual(faults('two dogs sit', 'a big dog and a small dog sit', 'a dog sits'), []);
    assert.deepEqual(faults('a man on grass', 'man with kids on grass', 'people on grass'), []);
  });

  test('an action that nobody names in any form, where most say what is done', () => {
    assert.deepEqual(faults('dog running', 'dog sleeping', 'dog lying'), ['action wrong']);
    assert.deepEqual(faults('dog running', 'the dog runs', 'dog playing'), []);
    assert.deepEqual(faults('dog running', 'a dog', 'dog lying'), []);
    assert.deepEqual(faults('dog runs', 'dog yawns', 'dog is yawning'), ['action wrong']);
  });

  test('a place of another kind, and nothing in common at all', () => {
    assert.deepEqual(faults('dog in snow', 'dog on a beach'), ['place wrong']);
    assert.deepEqual(faults('dog on beach', 'dog in the ocean'), []);
    assert.deepEqual(faults('man in the street', 'a dog in the water'), ['irrelevant']);
    assert.deepEqual(faults('two people posing', 'a man holds a hat', 'woman and man stand'), [
      'action wrong',
    ]);
  });
});

describe('error classes', () => {
  test('of a scene come from its truth, all of them at once', () => {
    const truth: SceneAttributes = {
      ...{ subject: 'dog', colour: 'black', action: 'running', place: 'snow' },
      ...{ sky: 'sunny', boxes: [] },
    };
    const classes = (caption: string) => classesOf(caption, [], truth);
    assert.deepEqual(classes('black dog is running in the snow'), ['good']);
    assert.deepEqual(classes('white cat is running in the snow'), [
      'subject wrong',
      'colour wrong',
    ]);
    assert.deepEqual(classes('dog is running running'), ['words repeated']);
    assert.deepEqual(classes('white cat is sitting on the beach'), ['irrelevant']);
  });
});

describe('an inspection', () => {
  let inspection: Inspection;
  before(async () => {
    inspection = await inspectedCats();
  });

  test('scores each picture as scoreCaptions does, under the protocol it names', () => {
    const { pictures, pictureProtocol } = inspection;
    assert.equal(pictureProtocol, 'tutorial');
    const captions = new Map(
      pictures.map(({ imageId, greedy }) => [
        imageId,
        greedy.words.map(({ word }) => word).join(' '),
      ]),
    );
    const references = new Map(pictures.map((one) => [one.imageId, one.references]));
    const { pictures: scored } = scoreCaptions(captions, references, protocols.tutorial);
    pictures.forEach(({ greedy }, at) => {
      assert.ok(Math.abs(greedy.scores.CIDEr - scored[at].scores.CIDEr) < 1e-4);
      assert.ok(Math.abs(greedy.scores['BLEU-1'] - scored[at].scores['BLEU-1']) < 1e-4);
    });
  });

  test('tells the classes, the hits and the confidence of each caption', () => {
    const [a, b, c] = inspection.pictures;
    assert.deepEqual(
      [a, b, c].map(({ classes }) => classes),
      [['good'], ['colour wrong', 'count wrong'], ['irrelevant']],
    );
    assert.deepEqual(
      b.greedy.words.map(({ hit }) => hit),
      [false, false, false, true, true, true],
    );
    assert.ok(Math.abs(a.greedy.confidence - 0.9) < 1e-4);
    assert.equal(a.greedy.end, 0.9);
  });

  test('has the table of both searches, the floors and a person, each under two protocols', () => {
    const systems = inspection.lines.map(({ system, protocol }) => `${system}, ${protocol}`);
    const names = ['greedy', 'beam 2', 'nearest neighbour', 'constant caption', 'a person'];
    assert.deepEqual(
      systems,
      ['coco', 'tutorial'].flatMap((protocol) => names.map((name) => `${name}, ${protocol}`)),
    );
    for (const { scores, intervals } of inspection.lines) {
      if (!intervals) continue;
      assert.ok(intervals['BLEU-1'].low <= scores['BLEU-1']);
      assert.ok(scores['BLEU-1'] <= intervals['BLEU-1'].high);
    }
  });

  test('draws the resamples behind its intervals by its seed', async () => {
    const other = await inspectedCats(undefined, 6); // most seeds reach the same ends with three pictures
    const scoresOf = ({ lines }: Inspection) => lines.map(({ scores }) => scores);
    const intervalsOf = ({ lines }: Inspection) => lines.map(({ intervals }) => intervals);
    assert.deepEqual(scoresOf(other), scoresOf(inspection));
    assert.notDeepEqual(intervalsOf(other), intervalsOf(inspection));
  });

  test('tells of an opened picture its steps, beams, marks and nearest training pictures', () => {
    const [, b] = inspection.details;
    assert.deepEqual(
      b.steps[0].map(({ word }) => word),
      ['white', 'cat', 'boy'],
    );
    assert.equal(b.steps.length, 7);
    assert.deepEqual(
      b.beams.map(({ caption }) => caption),
      ['dogs are running on road', 'dog runs'],
    );
    assert.deepEqual(b.marks, [[4, 5, 7], []]);
    assert.deepEqual(
      b.neighbours.map(({ imageId }) => imageId),
      ['t2', 't1'],
    );
    assert.equal(b.neighbours[0].captions[0], 'A brown dog runs on the road');
  });

  test('leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    await inspectedCats();
    assert.equal(tf.memory().numTensors, before);
  });
});
