import { PROJECT } from '../system/folder.js';
import { mkdirSync } from '../system/fs.js';
import { bringImage, bringLater, type LaterFiles } from '../system/image.js';
import { siteFolder } from '../system/site.js';
import { takeChanges } from '../system/tree.js';
import { bringWork } from './keep-work.js';

async function fetchFile(name: string): Promise<Response> {
  const response = await fetch(`${siteFolder()}${name}`);
  if (!response.ok) throw new Error(`The book lacks ${name} (${response.status}).`);
  return response;
}

/** The bytes of a file that the site holds compressed. */
async function fetchCompressed(name: string): Promise<Uint8Array> {
  const { body } = await fetchFile(name);
  if (!body) throw new Error(`The book's ${name} is empty.`);
  const whole = new Response(body.pipeThrough(new DecompressionStream('gzip')));
  return new Uint8Array(await whole.arrayBuffer());
}

/** Puts the project into the browser's file system: what the site holds, and what was made here before. */
export async function bringProject(): Promise<void> {
  const [image, later] = await Promise.all([
    fetchCompressed('project.image'),
    fetchFile('later.json').then((response) => response.json() as Promise<LaterFiles>),
  ]);
  bringImage(image);
  bringLater(later);
  for (const folder of ['data', 'outputs']) mkdirSync(`${PROJECT}/${folder}`, { recursive: true });
  mkdirSync('/tmp', { recursive: true });
  await bringWork();
  takeChanges();
}
