import { createWriteStream, rmSync } from 'node:fs';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { packTar } from 'modern-tar/fs';
import { putInPlace } from '../outputs/index.js';

/**
 * Packs a folder as `name/…` into a `.tar.gz`, which every system unpacks (`tar -xzf`, on Windows too). The file gets its name
 * when it is whole.
 * @param packed told how many bytes of the folder were packed since it was last told
 */
export async function packFolder(
  folder: string,
  { file, name, packed }: { file: string; name: string; packed(bytes: number): void },
): Promise<void> {
  const part = `${file}.part`;
  const count = new Transform({
    transform(chunk: Uint8Array, _, done) {
      packed(chunk.length);
      done(null, chunk);
    },
  });
  try {
    const source = packTar([{ type: 'directory', source: folder, target: name }]);
    await pipeline(source, count, createGzip({ level: 6 }), createWriteStream(part));
    putInPlace(part, file);
  } finally {
    rmSync(part, { force: true });
  }
}
