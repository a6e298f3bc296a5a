import type * as TypeScript from 'typescript';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

/** The places of `{ name }` in object literals, from the last to the first. */
function shorthandNames(code: string): TypeScript.Identifier[] {
  const found: TypeScript.Identifier[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer) {
      found.unshift(node.name);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022));
  return found;
}

/**
 * The cell with every `{ name }` written as `{ name: name }`.
 * tslab finds variables of earlier cells by their identifiers and overlooks those in the short form
 * ("name is not defined").
 */
export function expandShorthand(code: string): string {
  return shorthandNames(code).reduce(
    (text, { end, text: name }) => `${text.slice(0, end)}: ${name}${text.slice(end)}`,
    code,
  );
}
