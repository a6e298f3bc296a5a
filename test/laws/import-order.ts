import { posix } from 'node:path';
import ts from 'typescript';
import { type ProjectFile, sections } from './tracked-files';

interface Import {
  /** The imported file or folder, from the project's root. */
  target: string;
  typeOnly: boolean;
}

/** All imports of a file from the project itself: static, re-exported, dynamic and by require. */
export function importsOf({ path, text }: ProjectFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, typeOnly: boolean) => {
    if (!node || !ts.isStringLiteralLike(node) || !node.text.startsWith('.')) return;
    found.push({ target: posix.join(posix.dirname(path), node.text), typeOnly });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, node.isTypeOnly);
    else if (
      ts.isCallExpression(node) &&
      /^(import|require)$/.test(node.expression.getText(file))
    ) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  visit(file);
  return found;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (!importClause || importClause.isTypeOnly) return Boolean(importClause);
  const { name, namedBindings } = importClause;
  if (name || !namedBindings || !ts.isNamedImports(namedBindings)) return false;
  return namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly);
}

const roomOf = (path: string) => /^lib\/([^/]+)/.exec(path)?.[1] ?? '';

/** True if a room may import the target; the rules of the house, one a line. */
function mayImport(room: string, { target, typeOnly }: Import): boolean {
  const wanted = roomOf(target);
  const isProgress = target === 'lib/display/progress';
  if (room === wanted || room === 'cli') return true;
  if (wanted === 'outputs') return true;
  if (wanted === 'cli') return false;
  if (room === 'outputs' || room === 'engine') return false;
  if (room === 'scenes') return isProgress || target === 'lib/engine/random';
  if (room === 'display') return typeOnly;
  if (wanted === 'engine' || wanted === 'scenes') return true;
  if (wanted === 'display') return isProgress || typeOnly;
  return sections.indexOf(wanted) >= 0 && sections.indexOf(wanted) < sections.indexOf(room);
}

/** The imports in lib that go against the order of the tutorial: each as "file imports target". */
export function importsOutOfOrder(files: ProjectFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((one) => !mayImport(roomOf(file.path), one))
      .map(({ target }) => `${file.path} imports ${target}`),
  );
}
