// What a user of the package meets: packed, installed in an empty folder, called there. Run by `npm run test:package`.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { projectRoot } from '../../lib/outputs/index.js';
import { npmCommand } from '../../lib/outputs/run-program.js';
import { trainSmallModel } from '../cli/small-captioner.js';

const MOST_MEGABYTES = 250;
const made = mkdtempSync(join(tmpdir(), 'captionlab-'));
const user = join(made, 'user');
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

/** Runs a program in the user's folder; throws with what it wrote when it fails. */
function run(program: string, words: string[], cwd = user): string {
  const own = Object.entries(process.env).filter(([name]) => !/^(npm_|CAPTIONLAB_)/i.test(name));
  const env = { ...Object.fromEntries(own), CAPTIONLAB_ENGINE: 'wasm' };
  return execFileSync(program, words, { cwd, env, encoding: 'utf8' });
}
const npm = (words: string[], cwd?: string) => run(...npmCommand(words), cwd);
const captionlab = (words: string[]) => npm(['exec', '--offline', '--', 'captionlab', ...words]);
const write = (name: string, text: string) => writeFileSync(join(user, name), text);
const modules = join(user, 'node_modules');

function megabytes(folder: string): number {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return paths.reduce((sum, path) => sum + statSync(join(folder, path)).size, 0) / 1e6;
}

/** Checks a program's types as strictly as can be, and compiles it into the user's folder. */
function compile(name: string): void {
  const strict = ['--strict', '--skipLibCheck', '--module', 'NodeNext', '--target', 'ES2022'];
  run(process.execPath, [compiler, ...strict, '--outDir', '.', name]);
}

describe('the package in an empty folder', { timeout: 600_000 }, () => {
  let cats = '';
  before(async () => {
    const printed = npm(['pack', '--json', '--pack-destination', made], projectRoot);
    const [{ filename, size, unpackedSize, entryCount }] = JSON.parse(
      printed.slice(printed.indexOf('[\n')),
    );
    mkdirSync(user);
    write('package.json', '{ "private": true, "type": "module" }\n');
    // The lockfile then has the addresses of what does not come from the registry, and of nothing else.
    const quiet = ['--no-audit', '--no-fund', '--omit-lockfile-registry-resolved'];
    npm(['install', ...quiet, join(made, filename)]);
    const sizes = [size, unpackedSize].map((bytes) => (bytes / 1e6).toFixed(1));
    console.log(`packed ${sizes.join(' MB, unpacked ')} MB in ${entryCount} files`);
    console.log(`installed ${megabytes(modules).toFixed(0)} MB`);
    cats = await trainSmallModel(join(user, 'outputs'));
  });
  after(() => {
    for (const one of [made, cats]) rmSync(one, { recursive: true, force: true });
  });

  test('brings no notebook kernel, no compiler, nothing from outside the registry, and stays small', () => {
    for (const name of ['tslab', 'danfojs-node', 'tsx', 'typescript', 'xlsx']) {
      assert.ok(!existsSync(join(modules, name)), name);
    }
    const lock = JSON.parse(readFileSync(join(user, 'package-lock.json'), 'utf8'));
    const elsewhere = Object.values(lock.packages as Record<string, { resolved?: string }>)
      .map(({ resolved }) => resolved)
      .filter((resolved) => resolved && !resolved.startsWith('file:'));
    assert.deepEqual(elsewhere, []);
    assert.ok(megabytes(modules) < MOST_MEGABYTES);
  });

  test('captionlab score and caption answer; what belongs to a clone says so', () => {
    write('c.json', '{"a": "a dog runs", "b": "two cats"}');
    write('r.json', '{"a": ["a dog runs"], "b": ["two cats"]}');
    const files = ['--candidates', 'c.json', '--references', 'r.json'];
    assert.equal(
      JSON.parse(captionlab(['score', ...files, '--json']))['BLEU-1'].toFixed(4),
      '1.0000',
    );
    const picture = join(cats, 'images', 'cat1.jpg');
    const own = ['--dataset', 'flickr8k', '--data', cats];
    assert.match(captionlab(['caption', ...own, picture]), /cat1\.jpg: the black cat/);
    assert.doesNotMatch(captionlab(['--help']), /notebooks|bench/);
    assert.throws(() => captionlab(['notebooks']), /works in a clone of the project/);
    assert.doesNotMatch(captionlab(['doctor']), /Jupyter/);
  });

  test('a page for the browser is bundled from what was installed', () => {
    captionlab(['web', '--dataset', 'flickr8k', '--data', cats]);
    assert.ok(existsSync(join(user, 'outputs', 'flickr8k', 'web', 'worker.js')));
  });

  test('several processes encode', () => {
    rmSync(join(user, 'outputs', 'flickr8k', 'features'), { recursive: true });
    const own = ['--dataset', 'flickr8k', '--data', cats, '--encoder', 'scenes-cnn'];
    assert.match(captionlab(['encode', ...own, '--workers', '2']), /12 {2}pictures with features/);
  });

  test("every public entry has types under strict NodeNext, and its own files' types are whole", () => {
    const rooms = readdirSync(join(projectRoot, 'lib'), { withFileTypes: true })
      .filter((one) => existsSync(join(projectRoot, 'lib', one.name, 'index.ts')))
      .map(({ name }) => name);
    const imports = rooms.map((room, at) => `import * as room${at} from 'captionlab/${room}';`);
    const names = rooms.map((_, at) => `room${at}`).join(', ');
    const typed = `const bleu: number = scoreCaptions(new Map(), new Map()).corpus['BLEU-4'];`;
    const entry = `import { scoreCaptions } from 'captionlab';`;
    write('rooms.ts', [...imports, entry, `export { ${names}, bleu };`, typed].join('\n'));
    compile('rooms.ts');
    write(
      'wrong.ts',
      `${entry}\nconst bleu: string = scoreCaptions(new Map(), new Map()).corpus['BLEU-4'];`,
    );
    assert.throws(() => compile('wrong.ts'));
    // Without skipLibCheck TensorFlow.js's own types are at fault; none of this package's are.
    const whole = ['--noEmit', '--strict', '--module', 'NodeNext', '--target', 'ES2022'];
    let faults = '';
    try {
      run(process.execPath, [compiler, ...whole, 'rooms.ts']);
    } catch (error) {
      faults = (error as { stdout: string }).stdout;
    }
    assert.deepEqual(faults.match(/^node_modules\/captionlab.*/gm), null);
  });

  test('the examples compile and run', () => {
    cpSync(join(projectRoot, 'examples'), user, { recursive: true });
    const programs = readdirSync(join(projectRoot, 'examples')).filter((name) =>
      name.endsWith('.ts'),
    );
    for (const name of programs) compile(name);
    const example = (name: string, words: string[]) =>
      run(process.execPath, [`${name}.js`, ...words]);
    assert.match(example('draw-a-figure', ['page.html', cats]), /^12 captions/);
    assert.match(example('read-features', [cats]), /12 pictures/);
    assert.match(
      example('caption-a-folder', [join(cats, 'images'), cats]),
      /cat12\.jpg: the black cat/,
    );
    assert.match(example('score-two-systems', ['c.json', 'c.json', 'r.json']), /0\.000 to 0\.000/);
  });
});
