import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import sharp, { type Sharp } from 'sharp';
import { captionlab, type Ended } from './command-line.js';
import { square, trainSmallModel } from './small-captioner.js';
import { typed } from './typed.js';

const outputs = mkdtempSync(join(tmpdir(), 'captionlab-'));
const pictures = mkdtempSync(join(tmpdir(), 'captionlab-'));
const env = { CAPTIONLAB_OUTPUTS: outputs, ENCODER: '' };
let folder: string;

/** One picture of every kind, each with its file's name. */
const kinds: Record<string, () => Sharp | Buffer> = {
  'plain.jpg': () => square('#446688').jpeg(),
  'clear.png': () =>
    sharp({ create: { width: 9, height: 40, channels: 4, background: '#1230' } }).png(),
  'new.webp': () => square('#884466').webp(),
  'newer.avif': () => square('#668844').avif(),
  'old.gif': () => square('#668844').gif(),
  'print.tiff': () => square('#668844').tiff(),
  'lying.jpg': () => square('#448866', 60, 20).withMetadata({ orientation: 6 }).jpeg(),
  'inks.jpg': () => square('#cc4422').toColourspace('cmyk').jpeg(),
  'fine.png': () => square('#cc4422').toColourspace('rgb16').png(),
  'grey.png': () => square('#777777').toColourspace('b-w').png(),
  'dot.png': () => square('#ffffff', 1).png(),
  'drawing.svg': () =>
    Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
    ),
  'a name with spaces.jpg': () => square('#123456').jpeg(),
};

const inFolder = (name: string) => join(pictures, name);
const words = (...more: string[]) => [
  'caption',
  '--dataset',
  'flickr8k',
  '--data',
  folder,
  ...more,
];

describe('captionlab caption', () => {
  before(async () => {
    folder = await trainSmallModel(outputs);
    for (const [name, make] of Object.entries(kinds)) {
      const picture = make();
      writeFileSync(inFolder(name), Buffer.isBuffer(picture) ? picture : await picture.toBuffer());
    }
    writeFileSync(inFolder('text.jpg'), 'A black cat is walking on the grass .');
  });

  it('gives every picture a line, whatever its format', async () => {
    const files = Object.keys(kinds).map(inFolder);
    const { code, stdout, stderr } = await captionlab(words(...files), env);
    assert.equal(code, 0, stderr);
    const lines = stdout.split('\n').slice(0, -1);
    assert.deepEqual(
      lines.map((line) => line.replace(/: [a-z ]*$/, '')),
      files,
    );
    for (const line of lines) assert.match(line, /: ((black|cat|grass|on|sat|the)( |$))+$/);
  });

  it('names the files that are no pictures, captions the others, and ends with 1', async () => {
    const wrong = [inFolder('text.jpg'), inFolder('absent.jpg'), pictures];
    const files = [wrong[0], inFolder('plain.jpg'), wrong[1], inFolder('dot.png'), wrong[2]];
    const { code, stdout, stderr } = await typed(words('--json', '--beam', '2', ...files), env);
    assert.equal(code, 1);
    const records = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      records.map(({ image }) => image),
      [inFolder('plain.jpg'), inFolder('dot.png')],
    );
    for (const { image, caption, logProbability, beams, ...more } of records) {
      assert.deepEqual(more, {}, image);
      assert.equal(beams.length, 2);
      assert.deepEqual(beams[0], { caption, logProbability });
      assert.ok(beams[0].logProbability >= beams[1].logProbability && logProbability < 0);
    }
    for (const file of wrong) assert.ok(stderr.includes(`${file} cannot be read as a picture`));
    assert.match(stderr, /captionlab: 3 of 5 pictures could not be read\.\n$/);
  });

  it('says what to run first where no model has been trained, and refuses an empty beam', async () => {
    const runs: Promise<Ended>[] = [
      typed(['caption', 'x.jpg', '--dataset', 'coco'], env),
      typed(['caption', 'x.jpg', '--dataset', 'coco', '--text', 'full'], env),
      typed(['caption', 'x.jpg', '--beam', '0'], env),
      typed(['caption'], env),
    ];
    const [untrained, untrainedInFull, narrow, none] = await Promise.all(runs);
    assert.equal(untrained.code, 1);
    assert.match(
      untrained.stderr,
      /^captionlab: .*no model has been trained on coco yet.*captionlab train --dataset coco\n$/,
    );
    assert.match(untrainedInFull.stderr, /captionlab train --dataset coco --text full\n$/);
    assert.equal(narrow.code, 2);
    assert.match(narrow.stderr, /greater than 0/);
    assert.equal(none.code, 2);
  });
});
