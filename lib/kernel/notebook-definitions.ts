import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import type * as TypeScript from 'typescript';
import { projectRoot } from '../outputs/index.js';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

interface NotebookCell {
  cell_type: string;
  source: string | string[];
}

/** What to do, in JupyterLab's own words. */
export const RUN_ABOVE = ': run the cells above first (menu Run > Run All Above Selected Cell).';

/** The code cells of the notebook that this kernel was started for, as it was saved; none where that is not known. */
function codeCells(): string[] {
  const path = process.env.JPY_SESSION_NAME;
  if (!path?.endsWith('.ipynb')) return [];
  try {
    const text = readFileSync(isAbsolute(path) ? path : join(projectRoot, path), 'utf8');
    const { cells } = JSON.parse(text) as { cells: NotebookCell[] };
    return cells
      .filter(({ cell_type }) => cell_type === 'code')
      .map(({ source }) => [source].flat().join(''));
  } catch {
    return [];
  }
}

function boundNames(name: TypeScript.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isOmittedExpression(element) ? [] : boundNames(element.name),
  );
}

function importedNames({ importClause }: TypeScript.ImportDeclaration): string[] {
  const { name, namedBindings } = importClause ?? {};
  const bound = !namedBindings
    ? []
    : ts.isNamespaceImport(namedBindings)
      ? [namedBindings.name]
      : namedBindings.elements.map((element) => element.name);
  return [name, ...bound].flatMap((one) => one?.text ?? []);
}

function declaredNames(statement: TypeScript.Statement): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap(({ name }) => boundNames(name));
  }
  if (ts.isImportDeclaration(statement)) return importedNames(statement);
  const { name } = statement as { name?: TypeScript.Node };
  return name && ts.isIdentifier(name) ? [name.text] : [];
}

/** The first line of the statement by which a cell defines the name. */
function definition(cell: string, name: string): string | undefined {
  const file = ts.createSourceFile('cell.ts', cell, ts.ScriptTarget.ES2022);
  const statement = file.statements.find((one) => declaredNames(one).includes(name));
  return statement?.getText(file).split('\n')[0].trim();
}

function ordinal(n: number): string {
  const ending = ['th', 'st', 'nd', 'rd'][n % 100 > 10 && n % 100 < 14 ? 0 : n % 10] ?? 'th';
  return `${n}${ending}`;
}

const shortened = (text: string) => (text.length > 60 ? `${text.slice(0, 59).trimEnd()}…` : text);

/** Cells that ended by an error, by their number: what they define is not there. */
const failed = new Map<number, string>();

/** Remembers a cell that ended by an error. */
export const noteFailedCell = (number: number, source: string) => failed.set(number, source);

function failedDefinition(name: string): string | undefined {
  const [number] = [...failed].filter(([, source]) => definition(source, name)).at(-1) ?? [];
  return number === undefined
    ? undefined
    : `${name} is defined in cell ${number}, which ended by an error: run that cell again first.`;
}

/**
 * Where this notebook defines a name that is unknown, as after a restart, and how its cells are run.
 * @param cell the cell that uses the name, as it was typed
 */
export function whereDefined(name: string, cell?: string): string | undefined {
  const cells = codeCells();
  const at = cells.findIndex((source) => source.trim() === cell?.trim());
  const found = cells.flatMap((source, i) => {
    const line = i === at ? undefined : definition(source, name);
    return line ? [{ i, line }] : [];
  });
  const above = found.filter(({ i }) => at < 0 || i < at).at(-1);
  const one = above ?? found[0];
  if (!one) return failedDefinition(name);
  const where = `${name} is defined in the ${ordinal(one.i + 1)} code cell of this notebook (${shortened(one.line)})`;
  return above ? `${where}${RUN_ABOVE}` : `${where}, below this one: run that cell first.`;
}
