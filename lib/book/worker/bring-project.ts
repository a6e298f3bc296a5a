import { PROJECT } from '../system/folder.js';
import { mkdirSync } from '../system/fs.js';
import { bringImage, bringLater, type LaterFiles } from '../system/image.js';
import { fetchFile, inflated } from '../system/site.js';
import { takeChanges } from '../system/tree.js';
import { bringWork } from './keep-work.js';

/** Puts the project into the browser's file system: what the site holds, and what was made here before. */
export async function bringProject(): Promise<void> {
  const [image, later] = await Promise.all([
    inflated('project.image'),
    fetchFile('later.json').then((response) => response.json() as Promise<LaterFiles>),
  ]);
  bringImage(image);
  bringLater(later);
  for (const folder of ['data', 'outputs']) mkdirSync(`${PROJECT}/${folder}`, { recursive: true });
  mkdirSync('/tmp', { recursive: true });
  await bringWork();
  takeChanges();
}
