import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { systemSentence, UserError } from '../../lib/outputs/index.js';

const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
after(() => rmSync(folder, { recursive: true }));
const at = (...names: string[]) => join(folder, ...names);

function thrownBy(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("the system's errors are sentences with the path and what to do", () => {
  writeFileSync(at('file'), 'x');
  const real: [string, () => unknown, RegExp][] = [
    [
      'a folder',
      () => readFileSync(folder),
      /EISDIR|^A file \(read\) is a folder\. Name a file\.$/,
    ],
    [
      'through a file',
      () => mkdirSync(at('file', 'more', 'run'), { recursive: true }),
      /file\/more\/run leads through a file/,
    ],
    ['not there', () => readFileSync(at('nowhere')), /nowhere is not there\. Correct the path/],
    [
      'too long',
      () => writeFileSync(at('x'.repeat(300)), ''),
      /xxx has a name that is too long .* shorter/,
    ],
  ];
  for (const [name, work, message] of real) {
    it(`${name}`, { skip: process.platform === 'win32' }, () => {
      assert.match(systemSentence(thrownBy(work)) ?? 'nothing', message);
    });
  }

  it('a circle of links', { skip: process.platform === 'win32' }, () => {
    symlinkSync(at('b'), at('a'));
    symlinkSync(at('a'), at('b'));
    const sentence = systemSentence(thrownBy(() => readFileSync(at('a'))));
    assert.match(sentence ?? '', /\/a leads in a circle/);
  });

  it('a port that is taken', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const error = await new Promise((resolve) =>
      createServer().once('error', resolve).listen(port, '127.0.0.1'),
    );
    server.close();
    assert.match(
      systemSentence(error) ?? '',
      new RegExp(`^Port ${port} is in use .* another port`),
    );
  });

  for (const code of ['EACCES', 'EPERM', 'ENOSPC', 'EROFS', 'EMFILE', 'EDQUOT', 'EIO', 'EBUSY']) {
    it(code, () => {
      const error = Object.assign(new Error(`${code}: …`), {
        code,
        syscall: 'open',
        path: at('model'),
      });
      assert.match(systemSentence(error) ?? '', /^\S*model \w.*\. [A-Z].*[.)]$/);
    });
  }

  it('of numbers that no memory holds, too', () => {
    const error = thrownBy(() => new Float32Array(2 ** 45));
    assert.match(
      systemSentence(error) ?? '',
      /^This asks for more memory than there is .* smaller/,
    );
  });

  it('and no others: what is not expected keeps its stack', () => {
    const others = [new TypeError('x is undefined'), new RangeError('bits'), 'text', undefined];
    for (const error of [...others, new UserError('said')]) {
      assert.equal(systemSentence(error), undefined);
    }
  });
});
