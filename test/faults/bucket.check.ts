// Pictures and features in a bucket, on moto's server of the S3 protocol behind a proxy that counts requests: two shards, one
// killed at its upload, leave what one process leaves from a folder; what is wrong with credentials, buckets and objects is
// named; a server that goes away is waited for. Needs moto's server: python3 -m venv outputs/s3-server, then
// outputs/s3-server/bin/pip install 'moto[server,s3]'.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { S3 } from '@aws-sdk/client-s3';
import { openDataset } from '../../lib/data-understanding/index.js';
import { captionlabProgram } from '../cli/command-line.js';
import { type BucketServer, motoServer, type Passed, startBucketServer } from './bucket-server.js';
import { freePort, queueProgram, startQueueServer } from './queue-server.js';

const PICTURES = Number(process.env.S3_PICTURES ?? 1000);
const folder = mkdtempSync(join(tmpdir(), 'captionlab-bucket-'));
const pictures = join(folder, 'sample');
const dataset = ['--dataset', 'flickr8k', '--data'];
const fromBucket = [...dataset, 's3://pictures/sample'];
const encoding = ['--encoder', 'scenes-cnn', '--maps', '--workers', '1'];
const store = ['--store', 's3://runs/first'];

let server: BucketServer;
let s3: S3;
const environment = (outputs: string) => ({
  ...process.env,
  ...{ AWS_ENDPOINT_URL: server?.endpoint, AWS_REGION: 'us-east-1', NODE_NO_WARNINGS: '1' },
  ...{ AWS_ACCESS_KEY_ID: 'somebody', AWS_SECRET_ACCESS_KEY: 'secret' },
  ...{ CAPTIONLAB_OUTPUTS: join(folder, outputs), ENCODER: 'scenes-cnn' },
});

interface Ended {
  code: number | null;
  said: string;
}

function start(outputs: string, words: string[], more: NodeJS.ProcessEnv = {}) {
  const child: ChildProcess = spawn(process.execPath, [captionlabProgram, ...words], {
    env: { ...environment(outputs), ...more },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (text) => {
      said += text;
    });
  const ended = new Promise<Ended>((resolve) =>
    child.on('close', (code) => resolve({ code, said })),
  );
  return { child, ended, said: () => said };
}

async function works(outputs: string, ...words: string[]): Promise<string> {
  const { code, said } = await start(outputs, words).ended;
  assert.equal(code, 0, said);
  return said;
}

async function fails(outputs: string, words: string[], why: RegExp, more?: NodeJS.ProcessEnv) {
  const { code, said } = await start(outputs, words, more).ended;
  assert.equal(code, 1, said);
  assert.match(said, why);
  assert.doesNotMatch(said, /\n\s+at /, 'a stack');
}

const featuresIn = (outputs: string) => join(folder, outputs, 'flickr8k', 'features', 'scenes-cnn');
const bytesIn = (outputs: string, name: string) => readFileSync(join(featuresIn(outputs), name));
/** An index without the marks: a picture in a bucket is told by its ETag, and a file by its bytes. */
const linesIn = (outputs: string) =>
  bytesIn(outputs, 'index.tsv')
    .toString()
    .replace(/\tpicture=[^\t\n]*/g, '');

function assertSame(outputs: string, whole: string): void {
  for (const name of ['vectors.npy', 'maps.npy']) {
    assert.ok(bytesIn(outputs, name).equals(bytesIn(whole, name)), name);
  }
  assert.equal(linesIn(outputs), linesIn(whole));
}

/** The parts of uploads that the server took, as `object number`. */
const partsTaken = (passed: readonly Passed[]) =>
  passed
    .filter(
      ({ method, query, status }) => method === 'PUT' && query.has('partNumber') && status === 200,
    )
    .map(({ path, query }) => `${path} ${query.get('partNumber')}`);
const isPicture = ({ method, path }: Passed) => method === 'GET' && path.endsWith('.jpg');

/** The first of the embedded sample's pictures, in Flickr8k's layout. */
async function layOut(): Promise<void> {
  const scenes = await openDataset({ name: 'scenes' });
  const ids = [...scenes.imagePaths.keys()].slice(0, PICTURES);
  mkdirSync(join(pictures, 'images'), { recursive: true });
  const file = (id: string) => `${id}.jpg`;
  const lines = ids.flatMap((id) =>
    (scenes.captions.get(id) ?? []).map((caption, n) => `${file(id)}#${n}\t${caption}\n`),
  );
  const list = (from: number, to?: number) =>
    ids
      .slice(from, to)
      .map((id) => `${file(id)}\n`)
      .join('');
  const most = Math.round(0.8 * PICTURES);
  writeFileSync(join(pictures, 'Flickr8k.token.txt'), lines.join(''));
  writeFileSync(join(pictures, 'Flickr_8k.trainImages.txt'), list(0, most));
  writeFileSync(join(pictures, 'Flickr_8k.devImages.txt'), list(most, most + PICTURES / 10));
  writeFileSync(join(pictures, 'Flickr_8k.testImages.txt'), list(most + PICTURES / 10));
  for (const id of ids)
    cpSync(scenes.imagePaths.get(id) as string, join(pictures, 'images', file(id)));
}

async function fillBucket(): Promise<void> {
  for (const Bucket of ['pictures', 'runs']) await s3.createBucket({ Bucket });
  const images = readdirSync(join(pictures, 'images')).map((name) => `images/${name}`);
  const texts = readdirSync(pictures).filter((name) => name.endsWith('.txt'));
  for (const name of [...images, ...texts]) {
    const Body = readFileSync(join(pictures, name));
    await s3.putObject({ Bucket: 'pictures', Key: `sample/${name}`, Body });
  }
}

/** A data set of its own of a few pictures. */
const small = [...dataset, 's3://pictures/small'];
const SMALL = 40;
let smallFiles: string[];

const putSmall = (file: string, Body: Uint8Array) =>
  s3.putObject({ Bucket: 'pictures', Key: `small/images/${file}`, Body });

async function layOutSmall(): Promise<void> {
  const lines = readFileSync(join(pictures, 'Flickr8k.token.txt'), 'utf8').split('\n');
  const fileOf = (line: string) => line.split('#')[0];
  smallFiles = [...new Set(lines.map(fileOf))].slice(0, SMALL);
  for (const file of smallFiles) await putSmall(file, readFileSync(join(pictures, 'images', file)));
  const Body = lines.filter((line) => smallFiles.includes(fileOf(line))).join('\n');
  await s3.putObject({ Bucket: 'pictures', Key: 'small/Flickr8k.token.txt', Body: `${Body}\n` });
}

describe('a bucket', {
  skip: motoServer ? false : "moto's server is not here: see the first lines of this file",
}, () => {
  before(async () => {
    await layOut();
    await works('whole', 'encode', ...dataset, pictures, ...encoding);
    server = await startBucketServer();
    s3 = new S3({
      ...{ endpoint: server.behind, forcePathStyle: true, region: 'us-east-1' },
      credentials: { accessKeyId: 'somebody', secretAccessKey: 'secret' },
    });
    await fillBucket();
  });
  after(() => {
    server?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gets two parts of pictures that lie in another, one of them killed at its upload', async () => {
    const words = ['encode', ...fromBucket, ...encoding, ...store];
    const first = start('first', [...words, '--shard', '1/2']).ended;
    server.before = async ({ query }) => {
      await pause(1000 * (Number(query.get('partNumber') ?? 1) - 1));
    };
    const second = start('second', [...words, '--shard', '2/2']);
    const ofSecond = () => partsTaken(server.passed).filter((part) => part.includes('/2-of-2/'));
    while (ofSecond().length < 1 && second.child.exitCode === null) await pause(5);
    second.child.kill('SIGKILL');
    await second.ended;
    assert.equal((await first).code, 0, (await first).said);
    const before = ofSecond();
    server.passed.length = 0; // of what the first one took, too
    const again = await start('second', [...words, '--shard', '2/2']).ended;
    assert.equal(again.code, 0, again.said);
    const twice = ofSecond().filter((part) => before.includes(part));
    assert.deepEqual(twice, []);
    assert.equal(server.passed.filter(isPicture).length, 0, 'its pictures were fetched again');
    console.log(
      `Killed after ${before.length} parts; ${ofSecond().length} were sent then, none twice`,
    );
    server.before = async () => {};
  });

  it('gives the features of one process to whoever joins the parts', async () => {
    server.passed.length = 0;
    const said = await works('joined', 'features', 'join', ...fromBucket, 's3://runs/first');
    const many = PICTURES.toLocaleString('en-US');
    assert.match(said, new RegExp(`${many} pictures have features by scenes-cnn now`));
    assertSame('joined', 'whole');
    assert.equal(server.passed.filter(isPicture).length, 0);
    assert.deepEqual(
      readdirSync(join(folder, 'joined', 'flickr8k', 'from-bucket', 'scenes-cnn')),
      [],
    );
    await works('alone', 'encode', ...fromBucket, ...encoding);
    assert.ok(bytesIn('alone', 'index.tsv').equals(bytesIn('joined', 'index.tsv')));
    assertSame('alone', 'whole');
  });

  it('is not encoded into again where a part is there whole', async () => {
    server.passed.length = 0;
    const said = await works(
      'third',
      'encode',
      ...fromBucket,
      ...encoding,
      ...store,
      '--shard',
      '1/2',
    );
    assert.match(said, /1-of-2 is there already/);
    assert.equal(server.passed.filter(isPicture).length, 0);
    assert.equal(server.passed.filter(({ method }) => method === 'PUT').length, 0);
  });

  it('gets the parts of a queue, each from whichever process it was lent to, one of them killed', {
    skip: queueProgram ? false : 'neither redis-server nor valkey-server is here',
  }, async () => {
    const port = await freePort();
    const queues = startQueueServer(join(folder, 'queues'), port);
    const words = ['encode', ...fromBucket, ...encoding, '--store', 's3://runs/queue'];
    const queue = ['--queue', `redis://127.0.0.1:${port}`, '--lease', '3'];
    const isNote = ({ method, path }: Passed) => method === 'PUT' && path.endsWith('/part.json');
    const notes = () => server.passed.filter(isNote);
    server.passed.length = 0;
    const [lent, ...others] = ['lent-1', 'lent-2', 'lent-3'].map((outputs) =>
      start(outputs, [...words, ...queue]),
    );
    while (notes().length < 1 && lent.child.exitCode === null) await pause(5);
    lent.child.kill('SIGKILL');
    for (const { ended } of others) assert.equal((await ended).code, 0, (await ended).said);
    const parts = Math.ceil(PICTURES / 8 / 32);
    assert.equal(new Set(notes().map(({ path }) => path)).size, parts);
    assert.equal(notes().length, parts, 'a part was put twice');
    await works('lent-joined', 'features', 'join', ...fromBucket, 's3://runs/queue');
    assertSame('lent-joined', 'whole');
    server.passed.length = 0;
    const late = await works('lent-4', ...words, ...queue);
    assert.equal(server.passed.filter(isPicture).length, 0, late);
    await works(
      'lent-joined',
      ...words.slice(0, -1),
      's3://runs/finished',
      ...queue,
      '--lease',
      '5',
    );
    await works('finished-joined', 'features', 'join', ...fromBucket, 's3://runs/finished');
    assertSame('finished-joined', 'whole');
    queues.kill('SIGKILL');
  });

  it('says what is wrong with credentials, buckets and the way to them', async () => {
    const words = ['encode', ...fromBucket, ...encoding];
    const nobody = {
      ...{ AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_PROFILE: '' },
      ...{ HOME: folder, AWS_EC2_METADATA_DISABLED: 'true' },
    };
    await fails('wrong', words, /s3:\/\/pictures\/sample: there are no credentials/, nobody);
    await fails('wrong', words, /no region is said/, { AWS_REGION: undefined, HOME: folder });
    const nowhere = { AWS_ENDPOINT_URL: 'http://127.0.0.1:1' };
    await fails('wrong', words, /ECONNREFUSED.* No server could be reached/, nowhere);
    const noBucket = [...dataset, 's3://nothing/sample', ...encoding];
    await fails(
      'wrong',
      ['encode', ...noBucket],
      /s3:\/\/nothing\/sample: there is no such bucket/,
    );
    const elsewhere = [...words, '--store', 's3://nothing/x'];
    await fails(
      'first',
      [...elsewhere, '--shard', '1/2'],
      /s3:\/\/nothing\/x\/.*: there is no such bucket/,
    );
    await fetch(`${server.behind}/moto-api/reset-auth`, { method: 'POST', body: '0' });
    await fails('wrong', words, /the server does not know the access key\. Mend it/);
    await fetch(`${server.behind}/moto-api/reset-auth`, { method: 'POST', body: 'inf' });
  });

  it('skips a picture that is removed or cut short, and encodes again what is another', async () => {
    await layOutSmall();
    const words = ['encode', ...small, ...encoding];
    const [gone, short, other] = smallFiles;
    const half = readFileSync(join(pictures, 'images', short));
    await putSmall(short, half.subarray(0, half.length / 2));
    server.before = async ({ method, path }) => {
      if (method === 'GET' && path.endsWith(`/small/images/${gone}`))
        await s3.deleteObject({ Bucket: 'pictures', Key: `small/images/${gone}` });
    };
    const said = await works('small', ...words);
    server.before = async () => {};
    assert.match(said, new RegExp(`Skipped: s3://pictures/small/images/${gone} is not there`));
    assert.match(
      said,
      new RegExp(`s3://pictures/small/images/${short} cannot be read as a picture`),
    );
    assert.match(said, /2 {2}pictures that cannot be read/);
    await putSmall(gone, readFileSync(join(pictures, 'images', gone)));
    await putSmall(short, half);
    await putSmall(other, readFileSync(join(pictures, 'images', gone)));
    server.passed.length = 0;
    const again = await works('small', ...words);
    assert.match(again, /3 pictures have changed since they were encoded/);
    const fetched = server.passed.filter(isPicture).map(({ path }) => path.split('/').at(-1));
    assert.deepEqual(fetched.sort(), [gone, short, other].sort());
  });

  it('takes no key for a path that leads out of its folder', async () => {
    const strange = [
      'images/../../../evil.jpg',
      'images/..\\evil.jpg',
      'C:/evil.jpg',
      'text/../dataset.json',
    ];
    for (const key of strange)
      await s3.putObject({ Bucket: 'pictures', Key: `small/${key}`, Body: 'evil' });
    const said = await works('small', 'encode', ...small, ...encoding);
    assert.match(said, /4 keys in s3:\/\/pictures\/small are no paths below it and left out/);
    const written = readdirSync(folder, { recursive: true }).map(String);
    assert.deepEqual(
      written.filter((name) => name.includes('evil')),
      [],
    );
    for (const key of strange) await s3.deleteObject({ Bucket: 'pictures', Key: `small/${key}` });
  });

  it('gives no part that is not as it was put, and gets it again', async () => {
    const put = ['encode', ...small, ...encoding, '--store', 's3://runs/small'];
    const join = ['features', 'join', ...small, 's3://runs/small'];
    const Key = 'small/flickr8k/features/scenes-cnn/1-of-1/maps.npy';
    await works('small', ...put);
    const whole = await s3.getObject({ Bucket: 'runs', Key });
    const bytes = Buffer.from((await whole.Body?.transformToByteArray()) ?? []);
    const changed = Buffer.from(bytes);
    changed[5000] ^= 1;
    for (const Body of [undefined, bytes.subarray(0, -1), changed]) {
      if (Body) await s3.putObject({ Bucket: 'runs', Key, Body });
      else await s3.deleteObject({ Bucket: 'runs', Key });
      const why =
        /maps\.npy (is not there|changed while it was read)\. The part is not whole: `encode --store` with --shard 1\/1/;
      await fails('small-joined', join, why);
      await works('small', ...put);
    }
    await works('small-joined', ...join);
    assertSame('small-joined', 'small');
    const without = put.filter((word) => word !== '--maps');
    await fails('foreign', without, /was made with maps 10 x 10 x 128, but maps is now none/);
  });

  it('gives a training its features', async () => {
    const words = ['train', ...small, '--store', 's3://runs/small', '--model', 'attention'];
    const said = await works('trained', ...words, '--epochs', '1', '--batch', '16');
    assert.match(said, /Kept the model of epoch 1/);
    assertSame('trained', 'small');
  });

  it('is waited for where its server goes away, and work goes on where it was', async () => {
    /** The server goes away at the n-th such request, and comes back. */
    const goAwayAt = (n: number, is: (passed: Passed) => boolean) => {
      let left = n;
      server.passed.length = 0;
      server.before = async (passed) => {
        if (!is(passed) || --left !== 0) return;
        await pause(200);
        server.goAway();
        setTimeout(() => server.comeBack(), 3000);
      };
    };
    goAwayAt(10, isPicture);
    const said = await works('away', 'encode', ...small, ...encoding);
    assert.match(said, /The bucket's server is away/);
    assertSame('away', 'small');
    goAwayAt(2, ({ query }) => query.has('partNumber'));
    const words = ['encode', ...fromBucket, ...encoding, '--store', 's3://runs/away'];
    await works('first', ...words, '--shard', '1/2');
    const taken = partsTaken(server.passed);
    assert.equal(new Set(taken).size, taken.length, 'a part was taken twice');
    await works('second', ...words, '--shard', '2/2');
    goAwayAt(1, ({ method, path }) => method === 'GET' && path.endsWith('maps.npy'));
    await works('away-joined', 'features', 'join', ...fromBucket, 's3://runs/away');
    server.before = async () => {};
    assertSame('away-joined', 'whole');
  });
});
