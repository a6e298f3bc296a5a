import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { projectRoot, slashed } from '../../lib/outputs/index.js';

const lib = join(projectRoot, 'lib');

/** An `@example` of a public function, as a program. */
interface Example {
  /** Where it stands. */
  file: string;
  code: string;
}

/** The programs in a file's `@example`s. */
function examplesIn(file: string): Example[] {
  const text = readFileSync(join(lib, file), 'utf8');
  const blocks = text.matchAll(/@example\n \* ```ts\n([\s\S]*?) \* ```/g);
  return Array.from(blocks, ([, block]) => ({
    file: slashed(file),
    code: block.replace(/^ \* ?/gm, ''),
  }));
}

/** `expression; // → value` becomes a comparison; the rest stays as it is. */
const compared = (code: string) =>
  `import assert from 'node:assert/strict';\n${code.replace(
    /^(.+); \/\/ → (.+)$/gm,
    (_, expression, value) => `assert.deepEqual(${expression}, ${value});`,
  )}export {};\n`;

/** What the compiler finds wrong with programs that stand nowhere but here, in a folder of the project. */
function typeFaults(programs: Map<string, string>): string[] {
  const { config } = ts.readConfigFile(join(projectRoot, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, projectRoot);
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => programs.has(path) || fileExists(path);
  host.readFile = (path) => programs.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...more) => {
    const text = programs.get(path);
    if (text === undefined) return getSourceFile(path, version, ...more);
    return ts.createSourceFile(path, text, version);
  };
  const program = ts.createProgram([...programs.keys()], options, host);
  return ts
    .getPreEmitDiagnostics(program)
    .map(
      ({ file, messageText }) =>
        `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`,
    );
}

/** A program as JavaScript that finds the rooms' entries from anywhere. */
function runnable(code: string): string {
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  });
  return outputText.replace(/from 'captionlab\/([a-z-]+)'/g, (_, room) => {
    return `from '${pathToFileURL(join(lib, room, 'index.ts')).href}'`;
  });
}

const files = readdirSync(lib, { recursive: true, encoding: 'utf8' });
const examples = files.filter((file) => file.endsWith('.ts')).flatMap(examplesIn);

describe('the @examples of public functions', () => {
  const rooms = readdirSync(lib).filter((room) => existsSync(join(lib, room, 'index.ts')));
  let faults: string[] = [];
  const nameOf = (at: number) => slashed(join(projectRoot, 'examples', `example-${at}.ts`));
  before(() => {
    faults = typeFaults(new Map(examples.map(({ code }, at) => [nameOf(at), compared(code)])));
  });

  test('every room with a public entry has one', () => {
    const shown = new Set(examples.map(({ file }) => file.split('/')[0]));
    assert.deepEqual(
      rooms.filter((room) => !shown.has(room)),
      [],
    );
  });

  test('they have types', () => assert.deepEqual(faults, []));

  examples.forEach(({ file, code }, at) => {
    test(`${file}: example ${at + 1} gives what it says`, async () => {
      assert.match(code, / \/\/ → /);
      const program = encodeURIComponent(runnable(compared(code)));
      await import(`data:text/javascript,${program}`);
    });
  });
});
