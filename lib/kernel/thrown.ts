import type * as TypeScript from 'typescript';
import { requireFromTslab, TSLAB_TYPESCRIPT } from './tslab-modules.js';

const ts = requireFromTslab(TSLAB_TYPESCRIPT) as typeof TypeScript;

/** What a cell threw last that was no Error, and the stack of that place. */
let last: { value: unknown; stack?: string } | undefined;

/** Keeps the place of what is thrown and carries no stack. @returns the same */
export function noteThrown<T>(value: T): T {
  if (!(value instanceof Error)) {
    const place: { value: unknown; stack?: string } = { value };
    Error.captureStackTrace(place, noteThrown);
    last = place;
  }
  return value;
}

/** The stack of the place where a cell threw something that carries none itself. */
export function stackOfThrown(value: unknown): string | undefined {
  return last && Object.is(last.value, value) ? last.stack : undefined;
}

const isRejection = (node: TypeScript.Node): node is TypeScript.CallExpression =>
  ts.isCallExpression(node) && /^(Promise\.)?reject$/.test(node.expression.getText());

/** Compiles `throw x` and `reject(x)` so that the place is known even where x is no Error. */
export const noteThrows: TypeScript.TransformerFactory<TypeScript.SourceFile> = (context) => {
  const { factory } = context;
  const noted = (value: TypeScript.Expression) =>
    factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier('__tslab__'), 'noteThrown'),
      undefined,
      [value],
    );
  const visit = (node: TypeScript.Node): TypeScript.Node => {
    const isCall = isRejection(node);
    const inside = ts.visitEachChild(node, visit, context);
    if (ts.isThrowStatement(inside) && !ts.isNewExpression(inside.expression)) {
      return factory.updateThrowStatement(inside, noted(inside.expression));
    }
    if (isCall && ts.isCallExpression(inside) && inside.arguments.length === 1) {
      const { expression, typeArguments, arguments: words } = inside;
      if (ts.isNewExpression(words[0]) || ts.isSpreadElement(words[0])) return inside;
      return factory.updateCallExpression(inside, expression, typeArguments, [noted(words[0])]);
    }
    return inside;
  };
  return (file) => ts.visitNode(file, visit) as TypeScript.SourceFile;
};
