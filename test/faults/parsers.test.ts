import assert from 'node:assert/strict';
import { after, before, describe, it, mock } from 'node:test';
import fc from 'fast-check';
import { onlyUserErrors } from '../mutants.js';
import { allParsers, mutantsFor, type Parser, removeFolder, textReaders } from './parsers.js';

after(removeFolder);

describe('whatever a file holds, it is read or refused by a sentence that names it', () => {
  let parsers: Parser[] = [];
  before(async () => {
    for (const name of ['log', 'warn', 'error'] as const) mock.method(console, name, () => {});
    parsers = await allParsers();
  });

  it('every parser', async () => {
    const failures: string[] = [];
    for (const parser of parsers) {
      const { name, file, read } = parser;
      await onlyUserErrors(mutantsFor(parser), file, read, { numRuns: 100, label: name }).catch(
        ({ message }: Error) => failures.push(`${name}: ${message}`),
      );
    }
    assert.deepEqual(failures, []);
  });

  for (const [name, read] of Object.entries(textReaders)) {
    it(`any text: ${name}`, () =>
      onlyUserErrors(fc.string({ unit: 'binary', maxLength: 60 }), '', read, {
        numRuns: 1000,
        label: name,
      }));
  }
});
