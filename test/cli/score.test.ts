import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readComparedFiles } from '../../lib/evaluation/caption-files.js';
import { publishedMetrics, scoreCaptions } from '../../lib/evaluation/index.js';
import { UserError } from '../../lib/outputs/index.js';
import { captionlab } from './command-line.js';

const folder = mkdtempSync(join(tmpdir(), 'score-'));

/** Writes a file as it stands, or as JSON. */
function file(name: string, content: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const captions = { cat: 'A black cat sits on grass .', dog: 'A dog runs on the road .' };
const people = {
  cat: ['The black cat sat on grass', 'a cat is sitting on the lawn'],
  dog: ['A brown dog runs along a road .'],
};
const candidates = file('candidates.json', captions);
const references = file('references.json', people);
const both = ['score', '--candidates', candidates, '--references', references];

describe('captionlab score', () => {
  test('prints the published metrics as one line of JSON, the protocol beside it', async () => {
    for (const tokenizer of ['coco', 'whitespace'] as const) {
      const { code, stdout, stderr } = await captionlab([
        ...[...both, '--json'],
        ...['--tokenizer', tokenizer],
      ]);
      assert.equal(code, 0);
      const { corpus } = scoreCaptions(
        new Map(Object.entries(captions)),
        new Map(Object.entries(people)),
        { tokenizer },
      );
      const expected = Object.fromEntries(publishedMetrics.map((name) => [name, corpus[name]]));
      assert.equal(stdout, `${JSON.stringify(expected)}\n`);
      assert.deepEqual(Object.keys(JSON.parse(stdout)), [
        ...['BLEU-1', 'BLEU-2', 'BLEU-3', 'BLEU-4', 'ROUGE-L', 'CIDEr'],
      ]);
      assert.match(stderr, new RegExp(`tokenizer ${tokenizer}, .* 1 to 2 references a picture`));
    }
  });

  test('prints a table with intervals and the protocol otherwise', async () => {
    const { code, stdout, stderr } = await captionlab(both);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    for (const name of publishedMetrics) {
      assert.match(
        stdout,
        new RegExp(`^${name} +\\d\\.\\d{4} +\\d\\.\\d{4} to \\d\\.\\d{4}$`, 'm'),
      );
    }
    assert.match(
      stdout,
      /^2 pictures; tokenizer coco, no cleaning, no markers, 1 to 2 references/m,
    );
  });

  test('exits with 2 for wrong usage and with 1, in one line, for a wrong file', async () => {
    const [lacking, unknown, broken] = await Promise.all([
      captionlab(['score', '--candidates', candidates]),
      captionlab([...both, '--tokenizer', 'ptb']),
      captionlab([...both.slice(0, 3), '--references', file('broken.json', '{"cat": [')]),
    ]);
    assert.equal(lacking.code, 2);
    assert.match(lacking.stderr, /--references/);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /coco, whitespace/);
    assert.equal(broken.code, 1);
    assert.match(broken.stderr, /^captionlab: .*broken\.json is not JSON: .*\n$/);
  });
});

describe('the files that are compared', () => {
  const refused = (some: string, others: string, message: RegExp) =>
    assert.throws(
      () => readComparedFiles(some, others),
      (error: Error) => {
        assert.ok(error instanceof UserError);
        assert.match(error.message, message);
        return true;
      },
    );
  const wrongCandidates = (content: unknown, message: RegExp) =>
    refused(file('c.json', content), references, message);
  const wrongReferences = (content: unknown, message: RegExp) =>
    refused(candidates, file('r.json', content), message);

  test('keep ids, captions and their order; a byte order mark is no fault', () => {
    const marked = file('marked.json', `\uFEFF${JSON.stringify(captions)}`);
    const read = readComparedFiles(marked, references);
    assert.deepEqual(Object.fromEntries(read.candidates), captions);
    assert.deepEqual(Object.fromEntries(read.references), people);
  });

  test('are missing, no JSON or of another form: named with what was expected', () => {
    refused(join(folder, 'nowhere.json'), references, /There is no file .*nowhere\.json/);
    refused(folder, references, /cannot be read: EISDIR/);
    wrongCandidates('', /c\.json is not JSON.*Expected \{"id": "caption"/);
    wrongCandidates([{ image_id: 1, caption: 'a cat' }], /c\.json is not an object of captions/);
    wrongCandidates('null', /c\.json is not an object/);
    wrongCandidates({}, /c\.json holds no picture/);
    wrongCandidates(people, /c\.json: the caption of picture cat is \["The black/);
    wrongReferences(captions, /r\.json: picture cat has "A black .* Expected \{"id": \["caption"/);
    wrongReferences({ ...people, dog: [] }, /r\.json: picture dog has \[\] for references/);
    wrongReferences({ ...people, dog: ['a dog', 7] }, /r\.json: reference 2 of picture dog is 7/);
  });

  test('hold an empty caption: named with its picture', () => {
    wrongCandidates({ ...captions, dog: ' ' }, /c\.json: the caption of picture dog is empty/);
    wrongReferences({ ...people, cat: ['a', ''] }, /r\.json: reference 2 of picture cat is empty/);
  });

  test('hold different pictures: the first of them is named, and the file that lacks it', () => {
    wrongCandidates({ cat: 'a cat' }, /c\.json lacks picture dog, which .*references\.json has/);
    const more = { ...captions, cow: 'a cow', owl: 'an owl' };
    wrongCandidates(more, /references\.json lacks picture cow, and 1 more, which .*c\.json has/);
  });
});
