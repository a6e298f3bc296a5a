import { join } from 'node:path';
import sharp from 'sharp';
import type { Inspection } from '../../lib/evaluation/index.js';
import { writeReportPage } from '../../lib/evaluation/report-page/index.js';
import { inspectedCats } from './inspected-cats.js';

/**
 * Writes the inspector's page on three pictures; the file of the third cannot be read.
 * @param looks whether the captions are those of a captioner that looks
 * @param change what is otherwise about the inspection
 * @returns the page's path
 */
export async function writeCatsPage(
  folder: string,
  looks = false,
  change = (inspection: Inspection) => inspection,
): Promise<string> {
  const colours = { a: '#204060', b: '#a06020', t1: '#303030', t2: '#604020' };
  const paths = new Map<string, string>([['c', join(folder, 'not-there.jpg')]]);
  for (const [id, background] of Object.entries(colours)) {
    const file = join(folder, `${id}.png`);
    await sharp({ create: { width: 800, height: 600, channels: 3, background } }).toFile(file);
    paths.set(id, file);
  }
  return writeReportPage(
    join(folder, 'report'),
    change(await inspectedCats(undefined, 1, looks)),
    paths,
  );
}
