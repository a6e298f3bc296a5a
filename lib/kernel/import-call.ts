import type * as TypeScript from 'typescript';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

interface TslabGlobal {
  require(id: string): unknown;
}

/** By what a `require` fails on a package that only an import can load. */
export function needsImport(thrown: unknown): boolean {
  const { code, message } = (thrown ?? {}) as { code?: string; message?: string };
  return (
    ['ERR_PACKAGE_PATH_NOT_EXPORTED', 'ERR_REQUIRE_ESM', 'ERR_REQUIRE_ASYNC_MODULE'].includes(
      code ?? '',
    ) || /Top-level await is currently not supported with the "cjs"/.test(message ?? '')
  );
}

/** What `import(id)` of a cell does: the modules that `require` gives, and those that it can't. */
export async function importForCell(id: string): Promise<unknown> {
  const { __tslab__: tslab } = globalThis as unknown as { __tslab__: TslabGlobal };
  try {
    const found = tslab.require(id) as { __esModule?: boolean } | null;
    return found?.__esModule ? found : { ...(found as object), default: found };
  } catch (error) {
    if (!needsImport(error) || id.startsWith('.')) throw error;
    return import(id);
  }
}

/** Compiles `import(x)` into a call of `importForCell`: it would become a `require`. */
export const keepImports: TypeScript.TransformerFactory<TypeScript.SourceFile> = (context) => {
  const { factory } = context;
  const target = factory.createPropertyAccessExpression(
    factory.createIdentifier('__tslab__'),
    'importForCell',
  );
  const visit = (node: TypeScript.Node): TypeScript.Node => {
    const inside = ts.visitEachChild(node, visit, context);
    return ts.isCallExpression(inside) && inside.expression.kind === ts.SyntaxKind.ImportKeyword
      ? factory.updateCallExpression(inside, target, undefined, inside.arguments)
      : inside;
  };
  return (file) => ts.visitNode(file, visit) as TypeScript.SourceFile;
};
