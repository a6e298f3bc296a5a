import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { readComparedFiles } from '../../lib/evaluation/caption-files.js';
import { publishedMetrics, scoreCaptions } from '../../lib/evaluation/index.js';
import { projectRoot, UserError } from '../../lib/outputs/index.js';
import { scoresWithoutProtocol } from '../named-scores.js';
import { captionlab } from './command-line.js';
import { typed } from './typed.js';

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
  test('prints the published metrics as one line of JSON, the protocol with them', async () => {
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
      const scores = Object.fromEntries(publishedMetrics.map((name) => [name, corpus[name]]));
      const protocol = {
        coco: 'coco',
        whitespace: 'tokenizer whitespace, no cleaning, no markers',
      };
      const expected = { ...scores, protocol: protocol[tokenizer] };
      assert.equal(stdout, `${JSON.stringify(expected)}\n`);
      assert.deepEqual(Object.keys(JSON.parse(stdout)), [
        ...['BLEU-1', 'BLEU-2', 'BLEU-3', 'BLEU-4', 'ROUGE-L', 'CIDEr', 'protocol'],
      ]);
      assert.match(stderr, new RegExp(`tokenizer ${tokenizer}, .* 1 to 2 references a picture`));
    }
  });

  test('prints a table with intervals and the protocol otherwise', async () => {
    const { code, stdout, stderr } = await typed(both);
    assert.equal(code, 0);
    assert.equal(stderr, '');
    assert.match(stdout, /^Protocol coco$/m);
    assert.deepEqual(scoresWithoutProtocol(stdout), []);
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
      typed(['score', '--candidates', candidates]),
      typed([...both, '--tokenizer', 'ptb']),
      typed([...both.slice(0, 3), '--references', file('broken.json', '{"cat": [')]),
    ]);
    assert.equal(lacking.code, 2);
    assert.match(lacking.stderr, /--references/);
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /coco, whitespace/);
    assert.equal(broken.code, 1);
    assert.match(broken.stderr, /^captionlab: .*broken\.json is not JSON: .*\n$/);
  });
});

describe('captionlab score gives the numbers of pycocoevalcap 1.2 with its PTB tokenizer', () => {
  const cases = {
    'typographic apostrophes and quotes': ['word-c', 'word-r', [1, 1, 1, 1, 1, 10]],
    'money, hours and titles': ['money-c', 'money-r', [1, 1, 1, 1, 1, 10]],
    'an empty caption': [
      'cands-empty',
      'refs',
      [0.367879441, 0.367879441, 0.367879441, 0.011633369, 0.467005959, 1.607452533],
    ],
    'an empty caption where people say nothing either': [
      'cands-empty',
      'refs-dot',
      [0.818730753, 0.818730753, 0.818730752, 0.02589054, 0.800339293, 1.611382282],
    ],
  } as Record<string, [candidates: string, references: string, scores: number[]]>;
  const input = (name: string) => join(projectRoot, 'test', 'cases', 'score', `${name}.json`);
  for (const [what, [some, others, expected]] of Object.entries(cases)) {
    test(`for ${what}`, () => {
      const { candidates, references } = readComparedFiles(input(some), input(others));
      const { corpus } = scoreCaptions(candidates, references);
      publishedMetrics.forEach((metric, at) => {
        const off = Math.abs(corpus[metric] - expected[at]);
        assert.ok(off < 1e-8, `${metric} is ${corpus[metric]}, not ${expected[at]}`);
      });
    });
  }
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
    wrongCandidates('null', /c\.json is not an object of captions.*or \[\{"image_id": 1/);
    wrongReferences([], /r\.json is not an object of captions.*or \{"images"/);
    wrongCandidates({}, /c\.json holds no picture/);
    wrongCandidates([], /c\.json holds no picture/);
    wrongCandidates(people, /c\.json: the caption of picture cat is \["The black/);
    wrongReferences(captions, /r\.json: picture cat has "A black .* Expected \{"id": \["caption"/);
    wrongReferences({ ...people, dog: [] }, /r\.json: picture dog has \[\] for references/);
    wrongReferences({ ...people, dog: ['a dog', 7] }, /r\.json: reference 2 of picture dog is 7/);
  });

  test('hold different pictures: the first of them is named, and the file that lacks it', () => {
    wrongCandidates({ cat: 'a cat' }, /c\.json lacks picture dog, which .*references\.json has/);
    const more = { ...captions, cow: 'a cow', owl: 'an owl' };
    wrongCandidates(more, /references\.json lacks picture cow, and 1 more, which .*c\.json has/);
  });
});

describe("COCO's formats", () => {
  const results = [
    { image_id: 42, caption: captions.cat },
    { image_id: 'dog', caption: '' },
  ];
  const annotations = [
    { image_id: 42, id: 1, caption: people.cat[0] },
    { image_id: 'dog', id: 2, caption: people.dog[0] },
    { image_id: 42, id: 3, caption: people.cat[1] },
  ];
  const images = [{ id: 42, file_name: 'cat.jpg' }, { id: 'dog' }];
  const annotated = file('annotated.json', { info: {}, images, annotations });
  const resultsFile = file('results.json', results);
  const refused = (entries: unknown, others: unknown, message: RegExp) => {
    const paths = [file('c.json', entries), file('r.json', others)] as const;
    assert.throws(
      () => readComparedFiles(...paths),
      (error: Error) => error instanceof UserError && message.test(error.message),
      `${message}`,
    );
  };
  const good = { images, annotations };

  test('are read, whole numbers and texts for pictures, in any order', () => {
    const { candidates: read, references: others } = readComparedFiles(resultsFile, annotated);
    assert.deepEqual(Object.fromEntries(read), { 42: captions.cat, dog: '' });
    assert.deepEqual(Object.fromEntries(others), { 42: people.cat, dog: people.dog });
  });

  test('go with the plain forms', () => {
    const plainCandidates = file('plain-c.json', { 42: captions.cat, dog: '' });
    const plainReferences = file('plain-r.json', { 42: people.cat, dog: people.dog });
    const expected = readComparedFiles(resultsFile, annotated);
    assert.deepEqual(readComparedFiles(plainCandidates, annotated), expected);
    assert.deepEqual(readComparedFiles(resultsFile, plainReferences), expected);
  });

  test('may have references to more pictures: those are left aside, and that is said', async () => {
    const [one] = results;
    const {
      candidates: read,
      references: others,
      leftAside,
    } = readComparedFiles(file('one.json', [one]), annotated);
    assert.deepEqual([[...read.keys()], [...others.keys()], leftAside], [['42'], ['42'], 1]);
    const words = ['score', '--candidates', file('one.json', [one]), '--references', annotated];
    const said = /^1 picture of the references without a candidate left aside\.$/m;
    assert.match((await typed(words)).stdout, said);
    assert.match((await typed([...words, '--json'])).stderr, said);
  });

  test('with a second caption of a picture are refused, both entries named', () => {
    const twice = [...results, { image_id: '42', caption: 'a cat' }];
    refused(twice, good, /c\.json: entry 3 is a second caption of picture 42, which entry 1 has/);
  });

  test('without references of a picture are refused', () => {
    const more = [...results, { image_id: 7, caption: 'a cow' }];
    const unsaid = { images: [...images, { id: 7 }], annotations };
    refused(more, unsaid, /r\.json lacks picture 7, which .*c\.json has/);
    refused(results, { images, annotations: [] }, /r\.json holds no picture/);
  });

  test('with something of another kind are refused, file and entry named', () => {
    const [cat] = results;
    refused([cat, 'a dog'], good, /c\.json: entry 2 is "a dog"\. Expected \{"image_id": 1/);
    refused([{ caption: 'a cat' }], good, /c\.json: entry 1 has nothing for image_id/);
    refused([{ image_id: 1.5, caption: '' }], good, /c\.json: entry 1 has 1\.5 for image_id/);
    refused([{ image_id: 42, caption: 7 }], good, /entry 1, picture 42: its caption is 7/);
    refused([{ image_id: 42 }], good, /entry 1, picture 42: its caption is missing/);
    refused(results, { images, annotations: 'none' }, /r\.json: its annotations are "none"/);
    const broken = { images, annotations: [...annotations, { image_id: 42, caption: null }] };
    refused(results, broken, /r\.json: annotation 4, picture 42: its caption is null/);
  });
});

describe('score --shard', () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const ids = Array.from({ length: 300 }, (_, i) => `${i}.jpg`);
  const file = (name: string, captionOf: (i: number) => unknown) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify(Object.fromEntries(ids.map((id, i) => [id, captionOf(i)]))));
    return path;
  };
  const colours = ['black', 'white', 'grey'];
  const candidates = file('candidates.json', (i) => `a ${colours[i % 3]} cat sits`);
  const references = file('references.json', (i) => [`the ${colours[i % 2]} cat sat`, 'a dog']);
  const score = ['score', '--candidates', candidates, '--references', references];

  test('are, put together, the scores of one process', async () => {
    const parts = join(folder, 'parts');
    const shard = (text: string) => typed([...score, '--parts', parts, '--shard', text, '--json']);
    assert.deepEqual(JSON.parse((await shard('1/2')).stdout), { pictures: 300, missing: 44 });
    const whole = await typed([...score, '--json']);
    assert.equal((await shard('2/2')).stdout, whole.stdout);
    const text = await typed([...score, '--parts', parts]);
    assert.equal(text.stdout, (await typed(score)).stdout);
    const other = await typed([
      ...score,
      '--parts',
      parts,
      '--shard',
      '1/2',
      '--tokenizer',
      'whitespace',
    ]);
    assert.match(other.stderr, /was made with tokenizer coco, but tokenizer is now whitespace/);
  });
});
