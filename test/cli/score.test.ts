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

describe('scores as pycocoevalcap gives them', () => {
  const scored = async (said: object, known: object) => {
    const files = [file('said.json', said), file('known.json', known)];
    const { code, stdout, stderr } = await captionlab([
      ...['score', '--json', '--candidates', files[0], '--references', files[1]],
    ]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Record<string, number>;
  };
  const rounded = (scores: Record<string, number>) =>
    Object.fromEntries(Object.entries(scores).map(([name, score]) => [name, score.toFixed(4)]));

  const assertPerfect = (scores: Record<string, number>) =>
    assert.deepEqual(Object.values(rounded(scores)), [
      ...['1.0000', '1.0000', '1.0000', '1.0000', '1.0000', '10.0000'],
    ]);

  test('typographic quotes and apostrophes are as those of a typewriter', async () => {
    const said = { a: "the dog's ball is on grass", b: 'the girl doesn\'t read "hello" to us' };
    const known = { a: ['the dog’s ball is on grass'], b: ['the girl doesn’t read “hello” to us'] };
    assertPerfect(await scored(said, known));
  });

  test('an empty caption is one among others', async () => {
    const scores = await scored(
      { a: '', b: 'two dogs run', c: 'a boat' },
      {
        a: ['a red ball lies on the grass', 'the ball is red'],
        b: ['two dogs run in the snow', 'dogs are running'],
        c: ['a boat on the lake', 'a small boat'],
      },
    );
    const { 'BLEU-1': first, 'BLEU-4': fourth, 'ROUGE-L': rouge, CIDEr } = rounded(scores);
    assert.deepEqual([first, fourth, rouge, CIDEr], ['0.3679', '0.0116', '0.4670', '1.6075']);
  });

  test('money, times and titles are the same words however they are spaced', async () => {
    const said = { a: 'a sign that costs $ 5 at 3 p.m.', b: 'mr. smith in st. louis' };
    const known = { a: ['a sign that costs $5 at 3 p.m.'], b: ['mr. smith in st. louis'] };
    assertPerfect(await scored(said, known));
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
    wrongCandidates('null', /c\.json is not an object/);
    wrongCandidates({}, /c\.json holds no picture/);
    wrongCandidates(people, /c\.json: the caption of picture cat is \["The black/);
    wrongReferences(captions, /r\.json: picture cat has "A black .* Expected \{"id": \["caption"/);
    wrongReferences({ ...people, dog: [] }, /r\.json: picture dog has \[\] for references/);
    wrongReferences({ ...people, dog: ['a dog', 7] }, /r\.json: reference 2 of picture dog is 7/);
  });

  test('hold an empty reference: named with its picture; an empty caption is one', () => {
    wrongReferences({ ...people, cat: ['a', ''] }, /r\.json: reference 2 of picture cat is empty/);
    const silent = { ...captions, dog: '' };
    const read = readComparedFiles(file('silent.json', silent), references);
    assert.deepEqual(Object.fromEntries(read.candidates), silent);
  });

  const results = Object.entries(captions).map(([image_id, caption]) => ({ image_id, caption }));
  const annotations = Object.entries(people).flatMap(([image_id, texts]) =>
    texts.map((caption, id) => ({ image_id, id, caption })),
  );
  const images = [{ id: 'cat' }, { id: 'dog' }, { id: 'owl' }];

  test('are read in COCO’s formats too, each beside the other form', () => {
    const forms: [string, string][] = [
      [file('results.json', results), file('annotations.json', { images, annotations })],
      [candidates, file('annotations.json', { annotations })],
      [file('results.json', results), references],
    ];
    for (const paths of forms) {
      const read = readComparedFiles(...paths);
      assert.deepEqual(Object.fromEntries(read.candidates), captions);
      assert.deepEqual(Object.fromEntries(read.references), people);
    }
  });

  test('have ids that are numbers in COCO’s formats and text in the other', () => {
    const numbered = file('results.json', [{ image_id: 391895, caption: 'a cat' }]);
    const read = readComparedFiles(numbered, file('r.json', { 391895: ['the cat'] }));
    assert.deepEqual([...read.candidates], [['391895', 'a cat']]);
  });

  test('may be the annotations of more pictures than have captions, not of fewer', async () => {
    const more = [...annotations, { image_id: 'owl', id: 9, caption: 'an owl' }];
    const whole = file('whole.json', { images, annotations: more });
    const { code, stderr } = await captionlab([...both.slice(0, 3), '--references', whole]);
    assert.equal(code, 0);
    assert.match(stderr, /1 of the references' pictures have no caption/);
    const fewer = file('fewer.json', { annotations: annotations.slice(0, 2) });
    refused(candidates, fewer, /fewer\.json lacks picture dog, which .*candidates\.json has/);
  });

  test('of another form than COCO’s: the file and the entry are named', () => {
    wrongCandidates([], /c\.json is not an object of captions/);
    wrongCandidates(['a cat'], /c\.json: entry 1 is "a cat"\. Expected \{"image_id"/);
    wrongCandidates([results[0], { caption: 'a' }], /c\.json: entry 2 has no image_id/);
    wrongCandidates([{ image_id: 7 }], /c\.json: entry 1, of picture 7, has no caption/);
    wrongCandidates([{ image_id: null, caption: 'a' }], /c\.json: entry 1 has the image_id null/);
    wrongCandidates(
      [{ image_id: 7, caption: 7 }],
      /c\.json: entry 1, of picture 7, has the caption 7/,
    );
    wrongCandidates(
      [...results, results[0]],
      /c\.json: entry 3 is a second caption of picture cat/,
    );
    wrongReferences({ images, annotations: [] }, /r\.json has no list of annotations/);
    wrongReferences({ images }, /r\.json has no list of annotations/);
    wrongReferences({ annotations: 7 }, /r\.json has no list of annotations/);
    wrongReferences({ annotations: [{ id: 1 }] }, /r\.json: annotation 1 has no image_id/);
    const empty = [{ image_id: 'cat', id: 1, caption: ' ' }];
    wrongReferences({ annotations: empty }, /r\.json: annotation 1, of picture cat, is empty/);
  });

  test('hold different pictures: the first of them is named, and the file that lacks it', () => {
    wrongCandidates({ cat: 'a cat' }, /c\.json lacks picture dog, which .*references\.json has/);
    const more = { ...captions, cow: 'a cow', owl: 'an owl' };
    wrongCandidates(more, /references\.json lacks picture cow, and 1 more, which .*c\.json has/);
  });
});
