import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import {
  encodeNpy,
  lockPath,
  projectRoot,
  readArtefactHeader,
  writeArtefact,
} from '../../lib/outputs/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';
import { square } from './small-captioner.js';
import { typed } from './typed.js';

const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
const ids = Array.from({ length: 12 }, (_, i) => `cat${i + 1}.jpg`);
const tokens = ids.map((id) => `${id}#0\tThe black cat sat on grass .\n`).join('');
let folder: string;

const run = (...path: string[]) => join(outputs, 'flickr8k', ...path);
const tokenFile = () => join(folder, 'Flickr8k.token.txt');
const features = (...path: string[]) => run('features', 'scenes-cnn', ...path);
const picture = (i: number) => join(folder, 'images', ids[i]);
const quick = ['--epochs', '1', '--units', '8'];

async function works(...words: string[]): Promise<void> {
  const { code, stderr } = await typed(words);
  const said = stderr.trimEnd();
  assert.equal(code, 0, `${words.join(' ')}: ${said}`);
}

/** The message by which a command is refused. */
async function refused(words: string[], message: RegExp): Promise<string> {
  const { code, stderr } = await typed(words);
  const said = stderr.trimEnd();
  assert.equal(code, 1, `${words.join(' ')}: ${said}`);
  assert.match(said, message);
  assert.doesNotMatch(said, /\n {4}at /, 'no stack');
  return said;
}

/** The commands that a message says to type, without what does not belong to them. */
const commandsIn = (message: string) =>
  [...message.matchAll(/npx captionlab ([a-z]+(?: (?:--)?[\w./-]+)*)/g)].map(([, words]) =>
    words.replace(/\.$/, '').split(' '),
  );

/** Does what a message says: types its commands, or deletes what it names. */
async function follow(message: string): Promise<void> {
  const commands = commandsIn(message);
  const [, deleted] = /[dD]elete (\S+?)[.:]?(?: |$)/.exec(message) ?? [];
  assert.ok(commands.length > 0 || deleted, `nothing to do: ${message}`);
  for (const words of commands) await works(...words, ...(words[0] === 'train' ? quick : []));
  if (commands.length > 0) return;
  const name = deleted === 'it' ? (/(\S+) (?:has|is) /.exec(message)?.[1] ?? '') : deleted;
  const path = resolve(projectRoot, name);
  assert.ok(path.startsWith(outputs) && existsSync(path), path);
  rmSync(path, { recursive: true });
}

/** Makes an artefact's header say something else. */
function sayMadeWith(path: string, others: Record<string, string>): void {
  const { madeFrom } = readArtefactHeader(path);
  writeArtefact(path, readFileSync(path), { ...madeFrom, ...others });
}

const environment = { ...process.env };

before(async () => {
  folder = smallDataset({
    'Flickr8k.token.txt': tokens,
    'Flickr_8k.trainImages.txt': `${ids.slice(0, 10).join('\n')}\n`,
    'Flickr_8k.devImages.txt': 'cat11.jpg\n',
    'Flickr_8k.testImages.txt': 'cat12.jpg\n',
  });
  for (const [i] of ids.entries()) {
    await square(`rgb(${20 * i}, 100, 90)`)
      .jpeg()
      .toFile(picture(i));
  }
  Object.assign(process.env, {
    ...{ CAPTIONLAB_OUTPUTS: outputs, ENCODER: 'scenes-cnn', CAPTIONLAB_ENGINE: 'wasm' },
    ...{ DATASET: 'flickr8k', DATA: folder, GLOVE: '' },
  });
  await works('train', ...quick);
});

after(() => {
  process.env = environment;
  rmSync(outputs, { recursive: true });
  rmSync(folder, { recursive: true });
});

describe('a corrected caption', () => {
  before(() => writeFileSync(tokenFile(), tokens.replace('grass', 'black grass')));

  it('leaves the features as they are, and the model captions as before', async () => {
    const index = readFileSync(features('index.tsv'));
    await works('encode');
    assert.deepEqual(readFileSync(features('index.tsv')), index);
    await works('caption', picture(0));
  });

  it('lets evaluate refuse the model of the old text, and it says how to train it again', async () => {
    const message = await refused(['evaluate'], /model\.json was made with .* Train it again: npx/);
    await follow(message);
    await works('evaluate');
  });

  it('in the test split alone leaves the model as it is: it never learnt from it', async () => {
    const model = readFileSync(run('model', 'model.json.header.json'));
    const report = JSON.parse(readFileSync(run('report.test.json.header.json'), 'utf8'));
    const corrected = readFileSync(tokenFile(), 'utf8').replace(
      'cat12.jpg#0\tThe',
      'cat12.jpg#0\tA',
    );
    writeFileSync(tokenFile(), corrected);
    await works('evaluate');
    assert.deepEqual(readFileSync(run('model', 'model.json.header.json')), model);
    const now = JSON.parse(readFileSync(run('report.test.json.header.json'), 'utf8'));
    assert.equal(now.madeFrom.captions, report.madeFrom.captions);
    assert.notEqual(now.madeFrom.references, report.madeFrom.references);
  });
});

describe('a replaced picture', () => {
  it('of the training split is encoded again, and the model that learnt from the old one is refused', async () => {
    writeFileSync(picture(0), await square('#ffffff').jpeg().toBuffer());
    const message = await refused(
      ['evaluate'],
      /made with features \w+, but features is now \w+\. /,
    );
    await follow(message);
    await works('evaluate');
  });

  it('of the test split is encoded and captioned again by the same model', async () => {
    const model = readFileSync(run('model', 'model.json.header.json'));
    const before = readArtefactHeader(run('captions.test.json')).madeFrom;
    writeFileSync(picture(11), await square('#ffffff').jpeg().toBuffer());
    await works('evaluate');
    assert.deepEqual(readFileSync(run('model', 'model.json.header.json')), model);
    assert.notEqual(
      readArtefactHeader(run('captions.test.json')).madeFrom.features,
      before.features,
    );
  });
});

describe('a training', () => {
  it('that is not there is not gone on with', async () => {
    rmSync(run('model'), { recursive: true });
    await refused(['train', '--resume', ...quick], /Train without --resume\./);
    const untrained = await refused(
      ['caption', picture(0)],
      /no model has been trained .* Train one: /,
    );
    await follow(untrained);
    await works('caption', picture(0));
  });

  it('is gone on with by the settings that it was begun with, or begun anew', async () => {
    const other = ['train', '--resume', '--epochs', '1', '--units', '9'];
    const message = await refused(
      other,
      /model\.units 8, but model\.units is now 9\. Go on with the/,
    );
    await works('train', '--resume', ...quick);
    await follow(message);
  });

  it('that stopped is not replaced unless that is asked for', async () => {
    const [name] = readdirSync(run('model')).filter((file) =>
      /^checkpoint-\d+\.safetensors$/.test(file),
    );
    const checkpoint = run('model', name);
    const { madeFrom } = readArtefactHeader(checkpoint);
    writeArtefact(checkpoint, readFileSync(checkpoint), { ...madeFrom, finished: false });
    await refused(['train', ...quick], /go on with --resume, or begin anew with --again/);
    await works('train', '--resume', ...quick);
    writeArtefact(checkpoint, readFileSync(checkpoint), { ...madeFrom, finished: false });
    await works('train', '--again', ...quick);
  });

  it('of what has changed since is begun anew', async () => {
    writeFileSync(
      tokenFile(),
      readFileSync(tokenFile(), 'utf8').replace('The black', 'The sat black'),
    );
    const message = await refused(
      ['train', '--resume', ...quick],
      /What it learnt from has changed: /,
    );
    await follow(message);
    await works('train', '--resume', ...quick);
  });
});

describe('features', () => {
  it('by other weights than those here are refused, and so is the model behind them', async () => {
    sayMadeWith(features('index.tsv'), { weights: 'older' });
    sayMadeWith(run('model', 'model.json'), { 'features.weights': 'older' });
    const again =
      /weights older, but weights is now \w+\. To make them anew: npx captionlab encode/;
    await refused(['train', ...quick], again);
    await refused(['encode', '--encoder', 'scenes-cnn'], again);
    const message = await refused(['caption', picture(0)], /Encode and train again: npx/);
    await follow(message);
    await works('caption', picture(0));
  });

  it('without maps are made anew with them', async () => {
    const words = ['encode', '--encoder', 'scenes-cnn', '--maps'];
    await follow(await refused(words, /made without maps/));
    await works(...words);
  });

  const vectors = join(outputs, 'vectors.npy');
  const write = (pictures: number, width: number, value: number) => {
    const values = Float32Array.from({ length: pictures * width }, (_, i) => value + (i % 7));
    writeFileSync(vectors, encodeNpy([pictures, width], values));
    writeFileSync(vectors.replace('npy', 'txt'), `${ids.slice(0, pictures).join('\n')}\n`);
  };
  const take = (encoder: string, ...more: string[]) => [
    ...['features', 'import', vectors, '--encoder', encoder, ...more],
  ];

  it('imported under a name whose vectors are of another width are taken under another', async () => {
    write(12, 4, 1);
    await refused(take('scenes-cnn'), /but scenes-cnn makes 2048: .* --encoder <any other name>/);
    await works(...take('vgg16'));
  });

  it('that are there already are replaced by others when that is asked for', async () => {
    write(11, 4, 2);
    await refused(take('vgg16'), /holds other features by vgg16\. .* add --again\./);
    await works(...take('vgg16', '--again'));
  });

  it('of a foreign encoder train a model that captions their pictures, and no others: with one of ours it does', async () => {
    process.env.ENCODER = 'vgg16';
    await works('train', ...quick);
    await works('evaluate', '--split', 'dev');
    await refused(
      ['caption', picture(0)],
      /vgg16, which is none of the encoders here \(scenes-cnn, /,
    );
    await refused(
      ['web'],
      /encode by one of ours .* and train on its features \(ENCODER=<name> before/,
    );
    process.env.ENCODER = 'scenes-cnn';
    await works('encode', '--encoder', 'scenes-cnn');
    await works('train', ...quick);
    await works('caption', picture(0));
  });

  it('imported of an encoder that is at hand train a model that captions any picture', async () => {
    write(11, 2048, 0);
    await works(...take('scenes-cnn', '--again'));
    await works('train', ...quick);
    await works('caption', picture(11));
  });

  it('imported are completed by none that are encoded here, but all are encoded when that is asked for', async () => {
    const message = await refused(['encode'], /were imported and lack 1 of 12 pictures, as cat12/);
    await follow(message);
    await works('encode');
  });

  it('of no picture of a split are no ground to train on', async () => {
    write(9, 2048, 0);
    await works(...take('scenes-cnn', '--again'));
    const message = await refused(['train', ...quick], /None of the 1 dev pictures has features/);
    await follow(message);
    await works('train', ...quick);
  });

  it('exported and imported again are the same: the model behind them stays', async () => {
    await works('features', 'export', join(outputs, 'export'));
    rmSync(run('features'), { recursive: true });
    await works(
      'features',
      'import',
      join(outputs, 'export', 'vectors.npy'),
      '--encoder',
      'scenes-cnn',
    );
    await works('encode');
    await works('evaluate');
  });
});

describe('a damaged file', () => {
  const damages: [string, () => string, RegExp][] = [
    ['model that was cut short', () => run('model', 'weights.bin'), /weights\.bin has \d+ bytes/],
    [
      'report that was cut short',
      () => run('report.test.json'),
      /report\.test\.json has \d+ bytes/,
    ],
    ['vocabulary', () => run('vocabulary.json'), /vocabulary\.json has \d+ bytes/],
    ['embedding', () => run('embedding.safetensors'), /embedding\.safetensors has \d+ bytes/],
    [
      'header',
      () => run('sequences.json.header.json'),
      /sequences\.json\.header\.json is no header/,
    ],
    ['index of features', () => features('index.tsv'), /index\.tsv has \d+ bytes/],
  ];
  beforeEach(() => works('evaluate'));
  for (const [name, path, message] of damages) {
    it(`is named, and made again when it is deleted as it says: ${name}`, async () => {
      truncateSync(path(), 5);
      await follow(await refused(['evaluate'], message));
      const { code, stderr } = await typed(['evaluate']);
      if (code !== 0) await follow(stderr.trimEnd());
      await works('evaluate');
    });
  }

  it('of features is encoded again: a row that was changed', async () => {
    const bytes = readFileSync(features('vectors.npy'));
    bytes[bytes.length - 1] ^= 1;
    writeFileSync(features('vectors.npy'), bytes);
    await follow(
      await refused(['evaluate'], /the row of picture cat\d+ was changed\. To make them/),
    );
    await works('evaluate');
  });

  it('of features that are not finished is begun anew', async () => {
    rmSync(features(), { recursive: true });
    await works('encode', '--shard', '1/2');
    writeFileSync(features('begun.json'), '{"encoder"');
    await follow(await refused(['encode'], /begun\.json cannot be read: .* delete /));
    await works('encode');
  });
});

describe('what another process writes', () => {
  it('is told with its number, and written once that has ended', async () => {
    const program = `import { lock } from './lib/outputs/index.ts'; lock(${JSON.stringify(run('model'))}); console.log('held'); setInterval(() => {}, 1e6);`;
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '-e', program],
      {
        ...{ cwd: projectRoot, stdio: ['ignore', 'pipe', 'inherit'] },
      },
    );
    await once(child.stdout as NodeJS.ReadableStream, 'data');
    const held = new RegExp(
      `model is being written by another process: number ${child.pid}, since `,
    );
    await refused(['train', ...quick], held);
    child.kill('SIGKILL');
    await once(child, 'exit');
    assert.ok(existsSync(lockPath(run('model'))), 'it left its lock');
    await works('train', ...quick);
    assert.ok(!existsSync(lockPath(run('model'))));
  });
});

describe('a wrong path of word vectors', () => {
  it('is refused by training, and taken away', async () => {
    process.env.GLOVE = join(outputs, 'nowhere.txt');
    await refused(
      ['train', ...quick],
      /No GloVe file at .*nowhere\.txt: correct GLOVE, or leave it empty/,
    );
    process.env.GLOVE = '';
    await works('train', ...quick);
  });
});
