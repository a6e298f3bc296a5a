import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

const SYMBOLIC_LINK = 0o120777;

/** What an entry holds; `link` makes it a symbolic link to that. */
export type ZipEntries = Record<string, string | Buffer | { link: string }>;

/** A zip archive of these entries; `zip64` writes it as one of more than 4 GB is written. */
export function makeZip(entries: ZipEntries, { zip64 = false } = {}): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [name, held] of Object.entries(entries)) {
    const link = typeof held === 'object' && 'link' in held;
    zip.addBuffer(Buffer.from(link ? held.link : held), name, {
      ...(link && { mode: SYMBOLIC_LINK }),
      forceZip64Format: zip64,
    });
  }
  zip.end({ forceZip64Format: zip64, comment: '' });
  return buffer(zip.outputStream);
}

/** An archive with an entry of a name that no honest writer gives; `name` has as many letters as `instead`. */
export async function makeEvilZip(name: string): Promise<Buffer> {
  const instead = 'x'.repeat(name.length);
  const zip = await makeZip({ 'good.jpg': 'good', [instead]: 'evil' });
  return Buffer.from(zip.toString('latin1').replaceAll(instead, name), 'latin1');
}
