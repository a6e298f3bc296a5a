import assert from 'node:assert/strict';
import { test } from 'node:test';
import { thingsIn, thingsNamed } from '../../lib/scenes/index.js';

test('everybody and everything that a caption names is found through synonyms, each once', () => {
  assert.deepEqual(thingsNamed('A puppy and a kitten play with a beach-ball .'), [
    ...['dog', 'cat', 'ball'],
  ]);
  assert.deepEqual(thingsNamed('The dog sees a dog'), ['dog']);
  assert.deepEqual(thingsNamed('girl in blue dress is walking among waterlilies'), [
    ...['girl', 'lilies'],
  ]);
  assert.deepEqual(thingsNamed('an animal with its favourite toy'), []);
});

test('a comparison names nothing that could be there', () => {
  assert.deepEqual(thingsNamed('A boy sleeps like a log near a log'), ['boy', 'log']);
  assert.deepEqual(thingsNamed('boy sleeps like log'), ['boy']);
});

test('what a scene shows is the main subject, company, object, cover and sights', () => {
  const things = thingsIn({
    ...{ subject: 'dog', colour: 'black', action: 'running', place: 'grass', sky: 'sunny' },
    ...{ object: 'kite', cover: 'fence', sights: ['house'] },
    second: { subject: 'cow', colour: 'white', action: 'sitting' },
  });
  assert.deepEqual([...things], ['dog', 'cow', 'kite', 'fence', 'house']);
});
