import { join } from 'node:path';
import { joinScripts } from '../display/page-assets.js';
import { bundleForBrowser } from '../in-the-browser/bundle.js';
import { projectRoot } from '../outputs/index.js';
import { libFiles } from './project-files.js';
import { BUILT, PROJECT } from './system/folder.js';

/** What the caption page's thread runs. */
const worker = 'lib/in-the-browser/worker/main.ts';

/** A file that the browser's system gets beside the project. */
export interface MadeFile {
  path: string;
  bytes: Uint8Array;
}

/** The scripts that lib bundles when it writes a page: no bundler runs in the browser. */
export async function builtScripts(): Promise<MadeFile[]> {
  const pages = libFiles().filter((path) => path.endsWith('/page/main.ts'));
  const made = (entry: string, name: string, bytes: Uint8Array): MadeFile => ({
    path: join(BUILT, PROJECT, entry, name),
    bytes,
  });
  const scripts = pages.map((entry) =>
    made(entry, 'main.js', Buffer.from(joinScripts(join(projectRoot, entry)))),
  );
  const parts = await bundleForBrowser(join(projectRoot, worker), 'worker');
  return [...scripts, ...[...parts].map(([name, bytes]) => made(worker, name, bytes))];
}
