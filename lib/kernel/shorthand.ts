import type * as TypeScript from 'typescript';
import type { Insertion } from './cell-text.js';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

/**
 * What makes of every `{ name }` in an object literal `{ name: name }`.
 * tslab finds variables of earlier cells by their identifiers and overlooks those in the short form
 * ("name is not defined").
 */
export function longForms(code: string): Insertion[] {
  const found: Insertion[] = [];
  const visit = (node: TypeScript.Node): void => {
    if (ts.isShorthandPropertyAssignment(node) && !node.objectAssignmentInitializer) {
      found.push({
        at: node.name.end,
        text: `: ${node.name.text}`,
        means: node.name.end - node.name.text.length,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('cell.ts', code, ts.ScriptTarget.ES2022));
  return found;
}
