import assert from 'node:assert/strict';
import {
  createReadStream,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { describe, it } from 'node:test';
import { createGunzip } from 'node:zlib';
import { unpackTar } from 'modern-tar/fs';
import { packFolder } from '../../lib/bundle/archive.js';
import { filesIn, stageBundle } from '../../lib/bundle/stage.js';
import { npmWords, pipWords, SYSTEMS, thisSystem } from '../../lib/bundle/systems.js';

const folder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));

describe('the systems that a bundle is for', () => {
  it('are told to npm and pip as these call them', () => {
    const linux = npmWords(SYSTEMS['linux-arm64']);
    for (const word of ['ci', '--os=linux', '--cpu=arm64', '--libc=glibc'])
      assert.ok(linux.includes(word));
    const words = pipWords(SYSTEMS['macos-arm64'], ['jupyterlab'], 'wheels', '3.12');
    const after = (name: string) => words.filter((_, i) => words[i - 1] === name);
    assert.deepEqual(after('--python-version'), ['3.12']);
    assert.ok(after('--platform').includes('macosx_11_0_arm64'));
    assert.deepEqual(words.slice(-2), ['jupyterlab', 'appnope']);
  });

  it('run nothing of another system on this one, and need no links on Windows', () => {
    for (const system of Object.values(SYSTEMS))
      assert.ok(npmWords(system).includes('--ignore-scripts'));
    const windows = npmWords(SYSTEMS['windows-x64']);
    assert.ok(windows.includes('--install-links') && windows.includes('--no-bin-links'));
  });

  it('are this one where none is named, if there can be one', () => {
    assert.equal(thisSystem('win32', 'x64'), 'windows-x64');
    assert.throws(() => thisSystem('freebsd', 'x64'), {
      name: 'UserError',
      message: /No bundle can be made for freebsd on x64: name another system, linux-x64, /,
    });
  });
});

describe('a bundle', () => {
  const options = { system: SYSTEMS['linux-x64'], brought: () => {} };

  it('takes along what lies in the project, and nothing else', async () => {
    const refused = (path: string, message: RegExp) =>
      assert.rejects(stageBundle(folder(), { ...options, along: [path] }), {
        name: 'UserError',
        message,
      });
    await refused(tmpdir(), /is not in the project's folder/);
    await refused('.', /is not in the project's folder/);
    await refused('data/no such thing', /data\/no such thing is not there/);
  });

  it('is packed whole: its files, their names, its links', async () => {
    const [from, to] = [folder(), folder()];
    mkdirSync(join(from, 'a b', 'ü'), { recursive: true });
    writeFileSync(join(from, 'a b', 'ü', 'one.txt'), 'one');
    writeFileSync(join(from, 'two.bin'), Buffer.alloc(100_000, 7));
    symlinkSync('two.bin', join(from, 'link'));
    const file = join(to, 'bundle.tar.gz');
    let bytes = 0;
    await packFolder(from, { file, name: 'here', packed: (more) => (bytes += more) });
    assert.ok(bytes > 100_000 && !existsSync(`${file}.part`));
    await pipeline(createReadStream(file), createGunzip(), unpackTar(to));
    assert.deepEqual(filesIn(join(to, 'here')).sort(), ['a b/ü/one.txt', 'link', 'two.bin']);
    assert.equal(readFileSync(join(to, 'here', 'a b', 'ü', 'one.txt'), 'utf8'), 'one');
    assert.deepEqual(readFileSync(join(to, 'here', 'link')), readFileSync(join(from, 'two.bin')));
  });
});
