import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import hljs from 'highlight.js/lib/core';
import typescript from 'highlight.js/lib/languages/typescript';
import type * as TypeScript from 'typescript';
import { slashed } from '../outputs/run-folder.js';
import { escapeHtml } from './escape.js';
import { inKernel } from './kernel.js';
import { showHtml } from './show.js';

type Ts = typeof TypeScript;
// biome-ignore lint/complexity/noBannedTypes: any function will do
type AnyFunction = Function;

/** A function's own text, with its documentation. */
export interface FunctionSource {
  name: string;
  /** From the project's root. */
  file: string;
  /** Of the first line of the text, from 1. */
  line: number;
  text: string;
}

const libFolder = join(import.meta.dirname, '..');
hljs.registerLanguage('typescript', typescript);

/** The compiler that the kernel runs on: it is there wherever a notebook is. */
function loadTypeScript(): Ts {
  const near = createRequire(createRequire(import.meta.url).resolve('tslab/package.json'));
  return near('@tslab/typescript-for-tslab') as Ts;
}

function sourceFiles(): string[] {
  const entries = readdirSync(libFolder, { recursive: true, encoding: 'utf8' });
  return entries.filter((entry) => entry.endsWith('.ts') && !entry.endsWith('.d.ts')).sort();
}

/** The statements of a file that make something of this name: functions, classes, constants that hold a function. */
function statementsNamed(ts: Ts, file: TypeScript.SourceFile, name: string): TypeScript.Node[] {
  const isFunction = (node?: TypeScript.Node) =>
    node && (ts.isArrowFunction(node) || ts.isFunctionExpression(node));
  const found: TypeScript.Node[] = [];
  const visit = (node: TypeScript.Node) => {
    if (
      ts.isFunctionDeclaration(node) ||
      ts.isClassDeclaration(node) ||
      ts.isMethodDeclaration(node)
    ) {
      if (node.name?.getText(file) === name) found.push(node);
    } else if (ts.isVariableStatement(node)) {
      const { declarations } = node.declarationList;
      if (
        declarations.some((one) => one.name.getText(file) === name && isFunction(one.initializer))
      )
        found.push(node);
    } else if (ts.isPropertyAssignment(node)) {
      if (node.name.getText(file) === name && isFunction(node.initializer)) found.push(node);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** Overloads stand one after the other and belong together; other namesakes do not. */
function textOf(ts: Ts, file: TypeScript.SourceFile, nodes: TypeScript.Node[]) {
  const [first] = nodes;
  const comment = first.getChildren(file).filter(ts.isJSDoc).at(-1);
  const start = comment?.getStart(file) ?? first.getStart(file);
  const { line, character } = file.getLineAndCharacterOfPosition(start);
  const indent = new RegExp(`^ {${character}}`, 'gm');
  const text = file.text.slice(start, nodes[nodes.length - 1].end).replace(indent, '');
  return { line: line + 1, text: withoutExample(text) };
}

/** Leaves out the example of a documentation comment: it is longer than many a function that it is about. */
const withoutExample = (text: string) =>
  text.replace(/^ \* @example\n(?: \*(?! @).*\n)*?(?= \*\/| \* @)/m, '');

const wordsOf = (text: string) => new Set(text.match(/[A-Za-z_$][\w$]*/g) ?? []);

/** The share of words that two texts have in common: tells apart functions of one name. */
function likeness(a: string, b: string): number {
  const [left, right] = [wordsOf(a), wordsOf(b)];
  const common = [...left].filter((word) => right.has(word)).length;
  return common / Math.max(1, left.size + right.size - common);
}

/** The TypeScript source of a function of lib, or undefined when lib has none of its name. */
export function findSource(fn: AnyFunction): FunctionSource | undefined {
  const { name } = fn;
  if (!name) return undefined;
  const files = sourceFiles();
  if (files.length === 0) return undefined; // the installed package holds what was built of them
  const ts = loadTypeScript();
  const found: FunctionSource[] = [];
  for (const entry of files) {
    const path = join(libFolder, entry);
    const text = readFileSync(path, 'utf8');
    if (!text.includes(name)) continue;
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, true);
    const nodes = statementsNamed(ts, file, name);
    const topLevel = nodes.filter((node) => node.parent === file);
    const groups = topLevel.length > 0 ? [topLevel] : nodes.map((node) => [node]);
    const shown = slashed(relative(join(libFolder, '..'), path));
    for (const group of groups) found.push({ name, file: shown, ...textOf(ts, file, group) });
  }
  const own = String(fn);
  return found.sort((a, b) => likeness(b.text, own) - likeness(a.text, own))[0];
}

/** TypeScript as HTML, its parts marked for a style sheet to colour. */
export const colouredCode = (text: string): string =>
  hljs.highlight(text, { language: 'typescript' }).value;

/** A function's source as a piece of page, its syntax in colours. */
export function sourceHtml({ name, file, line, text }: FunctionSource): string {
  const coloured = colouredCode(text);
  const place = `<div class="cl-source-place cl-mono">${escapeHtml(file)} · line ${line}</div>`;
  const label = `source of ${escapeHtml(name)}`;
  return `<div class="cl-card">${place}<pre class="cl-source" role="group" tabindex="0" aria-label="${label}"><code>${coloured}</code></pre></div>`;
}

/** Shows the TypeScript source of a function of lib, with the file and the line where it stands. */
export function showSource(fn: AnyFunction): void {
  const source = findSource(fn);
  if (!source) console.log(`lib has no function named "${fn.name}": nothing to show.`);
  else if (inKernel()) showHtml(sourceHtml(source));
  else console.log(`[source: ${source.name}, ${source.file}:${source.line}]`);
}
