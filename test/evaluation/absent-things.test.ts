import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { absentThings, hallucination, thingsOf } from '../../lib/evaluation/index.js';
import type { SceneAttributes } from '../../lib/scenes/index.js';

describe('things that are named and not there', () => {
  test('are known exactly where the truth is: other people may not have mentioned them', () => {
    const truth: SceneAttributes = {
      ...{ subject: 'dog', colour: 'black', action: 'running', place: 'grass', sky: 'sunny' },
      ...{ object: 'kite', boxes: [] },
    };
    assert.deepEqual(thingsOf('puppy under kite near cow', ['a dog'], truth), {
      named: ['dog', 'kite', 'cow'],
      absent: ['cow'],
    });
  });

  test('are those that nobody names, where only references are known; a boy may be called a child', () => {
    const of = (caption: string, ...references: string[]) => thingsOf(caption, references).absent;
    assert.deepEqual(of('a boy with a ball', 'a child plays', 'a kid with a toy'), ['ball']);
    assert.deepEqual(of('two dogs and a frisbee', 'A dog catches a Frisbee .'), []);
    assert.deepEqual(of('a man', 'a woman smiles'), ['man']);
    assert.deepEqual(
      of('a red shirt in the snow', 'nothing'),
      [],
      'clothes and places are no objects',
    );
  });

  /** As Rohrbach et al. count: two of three captions name something that is not there, three of the six things. */
  const judged = [
    { named: ['dog', 'ball'], absent: ['ball'] },
    { named: ['cat'], absent: [] },
    { named: ['dog', 'cow', 'ball'], absent: ['cow', 'ball'] },
  ];

  test('are counted as CHAIR does: by captions and by things', () => {
    const { captions, named, perCaption, perThing, ...ranges } = hallucination(
      judged.map((one) => [one]),
    );
    assert.deepEqual([captions, named, perCaption, perThing], [3, 6, 2 / 3, 1 / 2]);
    assert.ok(
      ranges.perCaptionRange.low <= perCaption && perCaption <= ranges.perCaptionRange.high,
    );
    assert.ok(ranges.perThingRange.low < ranges.perThingRange.high);
    assert.deepEqual(hallucination([judged]).perCaption, 2 / 3, 'several captions of one picture');
    assert.equal(hallucination([[{ named: [], absent: [] }]]).perThing, 0);
  });

  test('are listed by how often each is named so', () => {
    assert.deepEqual(absentThings(judged), [
      { thing: 'ball', named: 2, absent: 2 },
      { thing: 'cow', named: 1, absent: 1 },
    ]);
  });
});
