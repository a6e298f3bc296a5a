import { needsImport } from './import-call.js';
import { whereDefined } from './notebook-definitions.js';
import { importInstead, missingModule } from './packages.js';

/** What a reader may do about an exception, where the kernel knows. */
export function explainThrown(thrown: object): string | undefined {
  const { code, message } = thrown as { code?: unknown; message?: unknown };
  const said = `${message}`;
  const missing = code === 'MODULE_NOT_FOUND' && /^Cannot find module '(.+?)'/.exec(said)?.[1];
  if (missing) return missingModule(missing);
  if (needsImport(thrown)) {
    const path = /node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(said)?.[1];
    return importInstead(path?.replace('\\', '/') ?? 'this package');
  }
  const name = thrown instanceof ReferenceError && /^(\S+) is not defined$/.exec(said)?.[1];
  return name ? whereDefined(name) : undefined;
}
