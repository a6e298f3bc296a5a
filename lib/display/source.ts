import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { escapeHtml } from './escape';
import { inKernel } from './kernel';
import { showHtml } from './show';

const root = join(__dirname, '..', '..');

/** Shows the TypeScript source of a function of lib, with the file and the line it stands in. */
// biome-ignore lint/complexity/noBannedTypes: any function will do
export function showSource(fn: Function): void {
  for (const entry of readdirSync(join(root, 'lib'), { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.ts')) continue;
    const path = join(root, 'lib', entry);
    const text = readFileSync(path, 'utf8');
    const found = text.match(
      new RegExp(`^export (async )?(function\\*? |const )${fn.name}\\b[^]*?^[}\\]);]+$`, 'm'),
    );
    if (!found) continue;
    const line = text.slice(0, found.index).split('\n').length;
    if (inKernel())
      showHtml(`<div>${relative(root, path)}:${line}</div><pre>${escapeHtml(found[0])}</pre>`);
    else console.log(`[source: ${fn.name}, ${relative(root, path)}:${line}]`);
    return;
  }
  console.log(`No source of ${fn.name || 'this function'} in lib`);
}
