/** A cell or a few, run one after the other, and what the last one shows. In texts `‹1›` stands for the first one's number. */
export interface CellCase {
  title: string;
  cells: string[];
  /** All that it prints. */
  prints?: string | RegExp;
  /** The error's lines, without colours; the last cell ends well if there are none. */
  fails?: string | RegExp;
  /** What is told of errors that nobody waited for. */
  strays?: string;
}

const named =
  'function scale(row: any) {\n  const { inner } = row;\n\n  return inner.value * 2;\n}';
const pause = 'await new Promise((done) => setTimeout(done, 60));';

/** Errors while a cell runs: each names the line that was typed, with a mark below the place. */
export const errorCases: CellCase[] = [
  {
    title: 'at the top level, below lines that compile to nothing',
    cells: ["interface Gone { a: string }\nconst b: any = JSON.parse('null');\nb.x;"],
    fails: "line 3: TypeError: Cannot read properties of null (reading 'x')\nb.x;\n  ^",
  },
  {
    title: 'in a callback of an array',
    cells: ['const rows: any[] = [[1], null];\nrows.map(\n  (row) => row.length,\n);'],
    fails:
      "line 3: TypeError: Cannot read properties of null (reading 'length')\n  (row) => row.length,\n               ^\n" +
      'called from line 2\nrows.map(\n     ^',
  },
  {
    title: 'in nested functions, the calls below it',
    cells: [
      "const outer = () => {\n  const inner = () => {\n    throw new RangeError('far');\n  };\n  inner();\n};\nouter();",
    ],
    fails:
      "line 3, in inner: RangeError: far\n    throw new RangeError('far');\n          ^\n" +
      'called from line 5, in outer\n  inner();\n  ^\ncalled from line 7\nouter();\n^',
  },
  {
    title: 'in a function of an earlier cell, named by its number',
    cells: [named, 'const three = 3;\nscale({});'],
    fails:
      "cell ‹1›, line 4, in scale: TypeError: Cannot read properties of undefined (reading 'value')\n" +
      '  return inner.value * 2;\n               ^\ncalled from line 2\nscale({});\n^',
  },
  {
    title: 'after await',
    cells: [
      "await null;\nawait new Promise((done) => setTimeout(done, 1));\nthrow new Error('late');",
    ],
    fails: "line 3: Error: late\nthrow new Error('late');\n      ^",
  },
  {
    title: 'in an asynchronous function that is waited for',
    cells: [
      "const slow = async () => {\n  await null;\n  throw new Error('slow');\n};\nawait slow();",
    ],
    fails:
      "line 3, in slow: Error: slow\n  throw new Error('slow');\n        ^\ncalled from line 5\nawait slow();\n^",
  },
  {
    title: 'of Node itself, at the line that waits for it',
    cells: ["import { readFile } from 'node:fs/promises';\nawait readFile('/no/such/file');"],
    fails: /^line 2: Error: ENOENT: .*\nawait readFile\('\/no\/such\/file'\);\n\^$/,
  },
  {
    title: 'in lib, with its own line there',
    cells: ["import { tableHtml } from './lib/display';\ntableHtml(null as any);"],
    fails:
      /^line 2: TypeError: .*\ntableHtml\(null as any\);\n\^\n(thrown at lib\/display\/table\.ts:\d+:\d+, in \w+\n)*thrown at lib\/display\/table\.ts:\d+:\d+, in tableHtml$/,
  },
  {
    title: "of a package's depths, at the cell's line alone",
    cells: [
      "import * as tf from '@tensorflow/tfjs-core';\ntf.util.assert(true, () => '');\ntf.matMul(tf.zeros([2, 3]), tf.zeros([2, 3]));",
    ],
    fails: /^line 3: Error: [^\n]*\ntf\.matMul[^\n]*\n +\^$/,
  },
  {
    title: 'by eval and by a getter',
    cells: [
      "class Box {\n  get size(): number {\n    return eval('nothing.size');\n  }\n}\nnew Box().size;",
    ],
    fails:
      "line 3, in get size: ReferenceError: nothing is not defined\n    return eval('nothing.size');\n           ^\n" +
      'called from line 6\nnew Box().size;\n          ^',
  },
  {
    title: 'that overflows the stack, told once',
    cells: ['function again(n: number): number {\n  return again(n + 1) + 1;\n}\nagain(0);'],
    fails:
      'line 2, in again (100 times): RangeError: Maximum call stack size exceeded\n  return again(n + 1) + 1;\n  ^',
  },
  {
    title: 'that is a text',
    cells: ["const a = 1;\nthrow 'text';"],
    fails: "line 2: Thrown: text\nthrow 'text';\n^",
  },
  {
    title: 'that is null, thrown in a function',
    cells: ['const deep = () => {\n  throw null;\n};\ndeep();'],
    fails: 'line 2, in deep: Thrown: null\n  throw null;\n  ^\ncalled from line 4\ndeep();\n^',
  },
  {
    title: 'that is a rejection with a text',
    cells: ["await null;\nawait Promise.reject('no');"],
    fails: "line 2: Thrown: no\nawait Promise.reject('no');\n              ^",
  },
  {
    title: 'with a cause',
    cells: [
      named,
      "try {\n  scale({});\n} catch (cause) {\n  throw new Error('outer', { cause });\n}",
    ],
    fails:
      "line 4: Error: outer\n  throw new Error('outer', { cause });\n        ^\n" +
      "caused by cell ‹1›, line 4, in scale: TypeError: Cannot read properties of undefined (reading 'value')\n" +
      '  return inner.value * 2;\n               ^\ncalled from line 2\n  scale({});\n  ^',
  },
  {
    title: 'with itself as its cause',
    cells: ["const round: any = new Error('round');\nround.cause = round;\nthrow round;"],
    fails: "line 1: Error: round\nconst round: any = new Error('round');\n                   ^",
  },
  {
    title: 'of several errors',
    cells: [
      'const no = async (n: number) => {\n  throw new Error("no " + n);\n};\nawait Promise.any([no(1), no(2)]);',
    ],
    fails:
      'AggregateError: All promises were rejected\n' +
      '1 of 2: line 2, in no: Error: no 1\n  throw new Error("no " + n);\n        ^\n' +
      'called from line 4\nawait Promise.any([no(1), no(2)]);\n                   ^\n' +
      '2 of 2: line 2, in no: Error: no 2\n  throw new Error("no " + n);\n        ^\n' +
      'called from line 4\nawait Promise.any([no(1), no(2)]);\n                          ^',
  },
  {
    title: 'behind text that the kernel put in',
    cells: ['const x = 1, y: any = null;\nconst both = { x, y }; both.y.z;'],
    fails:
      "line 2: TypeError: Cannot read properties of null (reading 'z')\nconst both = { x, y }; both.y.z;\n                              ^",
  },
  {
    title: 'in a timer',
    cells: [`setTimeout(() => {\n  const q: any = null;\n  q.foo();\n}, 1);\n${pause}`],
    strays:
      "cell ‹1›, line 3: TypeError: Cannot read properties of null (reading 'foo')\n  q.foo();\n    ^",
  },
  {
    title: 'in a promise that nobody waits for',
    cells: [`Promise.resolve(3).then((n: any) => {\n\n  return n.bar.baz;\n});\n${pause}`],
    strays:
      "cell ‹1›, line 3: TypeError: Cannot read properties of undefined (reading 'baz')\n  return n.bar.baz;\n               ^",
  },
  {
    title: 'that the cell prints itself',
    cells: [
      named,
      'try {\n  scale({});\n} catch (error) {\n  console.log((error as Error).stack);\n}',
    ],
    prints: /^TypeError: .*\n {4}at (Proxy\.)?scale \(cell ‹1›:4:16\)\n {4}at cell ‹2›:2:3\n$/,
  },
];

const terminal = "in a terminal, in the project's folder (JupyterLab: File > New > Terminal)";
/** Broken between words where the line is full. */
const typed = "Type in a terminal, in the project's folder\n(JupyterLab: File > New > Terminal)";
const installed = 'Then run this cell again; the kernel needs no restart.';
const python = 'This is Python; the cells are TypeScript.';

/** What is typed out of habit, and the sentence that says what to type instead. */
export const habitCases: CellCase[] = [
  {
    title: 'a shell command to install a package',
    cells: ['!npm install tiny'],
    fails: `line 1: Commands are not typed in cells.\n!npm install tiny\n^\nType ${terminal}:\n  npm install tiny\nThen import the package here; the kernel needs no restart.`,
  },
  {
    title: 'another shell command, though it would be an expression',
    cells: ['const a = 1;\n!ls'],
    fails: `line 2: Commands are not typed in cells.\n!ls\n^\nType ${terminal}:\n  ls`,
  },
  {
    title: 'a magic',
    cells: ['%matplotlib inline\nconst a = 1;'],
    fails:
      "line 1: No %matplotlib is needed here.\n%matplotlib inline\n^\nA figure is shown by show(…), from './lib/display'.",
  },
  {
    title: 'an unknown magic',
    cells: ['%who'],
    fails:
      "line 1: %who is not known here: of Python's magics there are %time and %%time.\n%who\n^",
  },
  {
    title: 'a package that is not installed, imported',
    cells: ["import x from 'no-such-package/part';\nx;"],
    fails: `line 1: Cannot find module 'no-such-package/part'.\nimport x from 'no-such-package/part';\n              ^\nThe package no-such-package is not installed. ${typed}:\n  npm install no-such-package\n${installed}`,
  },
  {
    title: 'a package that is not installed, required',
    cells: ["require('@no/such')"],
    fails: `line 1: Error: Cannot find module '@no/such'\nrequire('@no/such')\n^\nThe package @no/such is not installed. ${typed}:\n  npm install @no/such\n${installed}`,
  },
  {
    title: "a path from the notebook's folder",
    cells: ["import { show } from '../lib/display';\nshow;"],
    fails:
      /^line 1: Cannot find module '\.\.\/lib\/display'\.\n.*\n +\^\nPaths start at the project's folder, not at the notebook's: try '\.\/lib\/display'\.$/,
  },
  {
    title: 'a folder of lib that is not there',
    cells: ["import { show } from './lib/dispaly';\nshow;"],
    fails:
      /^line 1: Cannot find module '\.\/lib\/dispaly'\.\n.*\n +\^\n\.\/lib has: [\s\S]*\bdisplay\b/,
  },
  {
    title: 'a default import of lib',
    cells: ["import display from './lib/display';\ndisplay;"],
    fails:
      /^line 1: Module '"\.\/lib\/display"' has no default export\.\n.*\n +\^\nIts exports have names\. Write: import \{ name \} from '\.\/lib\/display' \(Tab /,
  },
  {
    title: 'a variable that is not declared',
    cells: ['fresh = 5'],
    fails:
      "line 1: Cannot find name 'fresh'.\nfresh = 5\n^\nA new variable is declared first: const fresh = … (or let, if it changes later).",
  },
  {
    title: "Python's print and len",
    cells: ["print(len('abc'))"],
    fails:
      /^line 1: (Cannot find name 'print'|Expected 0 arguments, but got 1)\.\n.*\n *\^\nprint is Python's\. Here: console\.log\(…\)\nline 1: Cannot find name 'len'\.\n.*\n +\^\nlen is Python's\./,
  },
  {
    title: "Python's import",
    cells: ['const a = 1;\nimport numpy as np'],
    fails: `line 2: ${python}\nimport numpy as np\n^\nWrite: import { name } from './lib/display' for a file of the project, or from 'package'.`,
  },
  {
    title: "Python's def",
    cells: ['def f(x, y):\n  return x'],
    fails: `line 1: ${python}\ndef f(x, y):\n^\nWrite: function f(x, y) { … }`,
  },
  {
    title: "Python's for",
    cells: ['for i in range(3):\n  i'],
    fails: `line 1: ${python}\nfor i in range(3):\n^\nWrite: for (const x of list) { … }`,
  },
  {
    title: "Python's comment",
    cells: ['# a note\nconst a = 1;'],
    fails: `line 1: ${python}\n# a note\n^\nA comment begins with //`,
  },
  {
    title: 'one error of syntax is one line, whatever it brings about',
    cells: ['const list = [1, 2];\nfor (const x in list) { console.log(x y) }'],
    fails:
      "line 2: ',' expected.\nfor (const x in list) { console.log(x y) }\n                                      ^",
  },
  {
    title: 'two findings at one place show it once',
    cells: ['const dog: { a: { b: number } } = { a: { c: 1 } };'],
    fails: /^line 1: Type '[^\n]*\nline 1: Object literal [^\n]*\nconst dog[^\n]*\n {41}\^$/,
  },
  {
    title: 'a long line is cut around the place',
    cells: [`const pairs: number[] = [${'1, '.repeat(60)}'dog', ${'2, '.repeat(60)}];`],
    fails:
      /^line 1: Type 'string' is not assignable to type 'number'\.\n…[12, ]+'dog', [12, ]+…\n {47}\^$/,
  },
  {
    title: 'a name of a cell that ended by an error',
    cells: ['later;', 'later.x;'],
    fails: "line 1: Cannot find name 'later'.\nlater.x;\n^",
  },
];

/** What the kernel adds to TypeScript. */
export const timeCases: CellCase[] = [
  {
    title: '%time shows the value and the time',
    cells: ['%time 1 + 1'],
    prints: /^2\nWall time: [\d.]+ m?s\n$/,
  },
  {
    title: '%time before statements times each',
    cells: ['%time const t = 3;\n%time await new Promise((done) => setTimeout(done, 20));\nt'],
    prints: /^Wall time: [\d.]+ m?s\nWall time: (?:\d\d[\d.]* ms|[\d.]+ s)\n3\n$/,
  },
  {
    title: '%%time times the cell, and waits with it',
    cells: [
      "%%time\nawait new Promise((done) => setTimeout(done, 1100));\nconst word = 'dog';\nword",
    ],
    prints: /^dog\nWall time: \d[\d.]* s\n$/,
  },
  {
    title: '%time leaves columns as they are, and no time of what failed',
    cells: ['%time JSON.parse("null").x;', '%time 5'],
    prints: /^5\nWall time: [^\n]*\n$/,
  },
  {
    title: '%time in a column of an error',
    cells: ['%time JSON.parse("null").x;'],
    fails: /^line 1: TypeError: .*\n%time JSON\.parse\("null"\)\.x;\n {24}\^$/,
  },
  {
    title: '%time inside a text stays there',
    cells: ['const text = `a\n%time b`;\ntext'],
    prints: 'a\n%time b\n',
  },
  {
    title: 'a remainder at the start of a line stays one',
    cells: ['const time = 4, n = 7\n%time\nn'],
    prints: '3\n',
  },
];
