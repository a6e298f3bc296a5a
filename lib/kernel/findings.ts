import type { CellText, TextPlace } from './cell-text.js';
import { markedLine, red, textLines } from './error-text.js';
import type { Failure } from './failure.js';
import { RUN_ABOVE, whereDefined } from './notebook-definitions.js';
import { insteadOfCommand, insteadOfName, insteadOfPython } from './other-languages.js';
import { missingModule } from './packages.js';

/** What tslab's check of a cell found. Lines and columns are counted from 0. */
export interface Finding {
  start: { line: number; character: number };
  messageText: string;
  code: number;
  /** Of another file than the cell. */
  fileName?: string;
}

interface PlacedFinding extends TextPlace {
  text: string;
  file?: string;
  code: number;
}

/** Codes below this one are of syntax: what else is found then is mostly its consequence. */
const FIRST_OF_TYPES = 2000;

/** How many findings are shown. */
const SHOWN = 5;

/** TypeScript's code of "Cannot find module". */
export const isMissingModule = ({ code }: Finding): boolean => code === 2307;

const unknownName = /^Cannot find name '([^']+)'/;

function placed({ start, messageText, code, fileName }: Finding, cell: CellText): PlacedFinding {
  const place = { line: start.line + 1, column: start.character + 1 };
  const typed = fileName ? place : cell.typedPlace(place);
  return { ...typed, text: messageText, code, file: fileName?.trim() };
}

/** Sorted by place, each text once; of an error of syntax the first alone. */
function worthTelling(findings: PlacedFinding[]): PlacedFinding[] {
  const inOrder = [...findings].sort((a, b) => a.line - b.line || a.column - b.column);
  const syntax = inOrder.find(({ code, file }) => code < FIRST_OF_TYPES && !file);
  if (syntax) return [syntax];
  const told = new Set<string>();
  return inOrder.filter(({ text }) => !told.has(text) && told.add(text)).slice(0, SHOWN);
}

/** What to type instead, where the line is not meant for this kernel at all. */
function otherLanguage(findings: PlacedFinding[], lines: string[]): PlacedFinding | undefined {
  const inCell = findings.filter(({ file }) => !file).sort((a, b) => a.line - b.line);
  const isSyntax = inCell.some(({ code }) => code < FIRST_OF_TYPES);
  for (const finding of inCell) {
    const line = lines[finding.line - 1] ?? '';
    const instead = insteadOfCommand(line) ?? (isSyntax ? insteadOfPython(line) : undefined);
    if (instead) return { ...finding, text: instead, column: line.search(/\S/) + 1 };
  }
  return undefined;
}

function hintOf({ text }: PlacedFinding, line: string, cell: CellText): string | undefined {
  const name = unknownName.exec(text)?.[1];
  if (name) {
    const assigned = new RegExp(`^\\s*${name.replaceAll('$', '\\$')}\\s*=[^=>]`);
    return (
      whereDefined(name, cell.typed) ??
      (assigned.test(line)
        ? `A new variable is declared first: const ${name} = … (or let, if it changes later).`
        : insteadOfName(name))
    );
  }
  // The browser's types, which a package may bring along, have a print of their own.
  if (/^Expected 0 arguments/.test(text) && /\bprint\(/.test(line)) return insteadOfName('print');
  const specifier = /['"]([^'"]+)['"]\s*\)?;?\s*(?:\/\/.*)?$/.exec(line)?.[1] ?? './lib/…';
  if (/has no default export/.test(text)) {
    return `Its exports have names. Write: import { name } from '${specifier}' (Tab between the braces lists them).`;
  }
  return undefined;
}

/** What a finding says, and what to do about it. */
function saidOf(finding: PlacedFinding, lines: string[], cell: CellText): [string, string?] {
  if (finding.file) return [finding.text];
  const missing = /^Cannot find module '([^']+)'/.exec(finding.text)?.[1];
  if (missing) return [`Cannot find module '${missing}'.`, missingModule(missing)];
  const text = finding.text.replace(
    /^(Module ').*[\\/]((?:lib|node_modules)[\\/].*?)(?:[\\/]index)?("?')/,
    '$1"./$2$3',
  );
  return [text, hintOf(finding, lines[finding.line - 1] ?? '', cell)];
}

function firstSentence(text: string): [string, string?] {
  const end = text.indexOf('. ');
  return end < 0 ? [text] : [text.slice(0, end + 1), text.slice(end + 2)];
}

interface Shown extends TextPlace {
  says: string;
  hint?: string;
  file?: string;
}

/** A finding's text; its line unless the next one marks the same place; and what to do. */
function tracebackOf({ says, hint, file, ...place }: Shown, next: Shown | undefined, cell: string) {
  const isSame = next?.line === place.line && next.column === place.column;
  const source = file || isSame ? [] : markedLine(cell, place);
  return [red(says), ...source, ...(hint ? textLines(hint) : [])];
}

/** How the findings of the type check are shown: each with its line of the cell and a mark below the place. */
export function typeCheckFailure(findings: Finding[], cell: CellText): Failure {
  const lines = cell.typed.split('\n');
  const all = findings.map((finding) => placed(finding, cell));
  const other = otherLanguage(all, lines);
  const shown = (other ? [other] : worthTelling(all)).map((finding): Shown => {
    const { file, line, column } = finding;
    const [text, hint] = other ? firstSentence(finding.text) : saidOf(finding, lines, cell);
    return { says: `${file ? `${file}, ` : ''}line ${line}: ${text}`, hint, file, line, column };
  });
  const advised = shown.findIndex(({ hint }) => hint?.endsWith(RUN_ABOVE));
  const once = shown.map((one, i) =>
    i > advised ? { ...one, hint: one.hint?.replace(RUN_ABOVE, '.') } : one,
  );
  return {
    ename: 'TypeScript',
    evalue: once.map(({ says, hint }) => (hint ? `${says} ${hint}` : says)).join('; '),
    traceback: once.flatMap((one, i) => tracebackOf(one, once[i + 1], cell.typed)),
  };
}
