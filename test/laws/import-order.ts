import { posix } from 'node:path';
import ts from 'typescript';
import { type ProjectFile, sections } from './tracked-files.js';

interface Import {
  /** The imported file, from the project's root. */
  target: string;
  /** Whether it is loaded only when the code comes to it. */
  late: boolean;
}

/** All imports of a file from the project itself: static, re-exported, dynamic and by require. */
export function importsOf({ path, text }: ProjectFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, late = false) => {
    if (!node || !ts.isStringLiteralLike(node) || !node.text.startsWith('.')) return;
    found.push({ target: posix.join(posix.dirname(path), node.text), late });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) add(node.moduleSpecifier);
    else if (
      ts.isCallExpression(node) &&
      /^(import|require)$/.test(node.expression.getText(file))
    ) {
      add(node.arguments[0], true);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022);
  visit(file);
  return found;
}

/** The rooms of lib from the ground up: each may import those before it, so that no import runs up. */
const rooms = [
  ...['outputs', 'display', 'engine', 'scenes'],
  ...sections,
  ...[
    'fetch',
    'kernel',
    'classroom',
    'book',
    'engine-install',
    'doctor',
    'bundle',
    'bench',
    'index.ts',
    'cli',
  ],
];

const roomOf = (path: string) => /^lib\/([^/]+)/.exec(path)?.[1] ?? '';

/** True if a room may import the target: its own files, and rooms that stand before it. */
function mayImport(room: string, { target }: Import): boolean {
  const [own, wanted] = [rooms.indexOf(room), rooms.indexOf(roomOf(target))];
  return wanted >= 0 && wanted <= own;
}

/** The imports in lib that go against the order of the tutorial: each as "file imports target". */
export function importsOutOfOrder(files: ProjectFile[]): string[] {
  return files.flatMap((file) =>
    importsOf(file)
      .filter((one) => !mayImport(roomOf(file.path), one))
      .map(({ target }) => `${file.path} imports ${target}`),
  );
}

/**
 * The files below cli that load others of lib by `import()`. In the kernel, which requires lib, that would make a second
 * copy of them, with an engine of its own.
 */
export function lateImports(files: ProjectFile[]): string[] {
  return files
    .filter(({ path }) => roomOf(path) !== 'cli')
    .filter((file) => importsOf(file).some(({ late }) => late))
    .map(({ path }) => path);
}
