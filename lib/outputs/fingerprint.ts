import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** Identifies data: its SHA-256 in hexadecimal. */
export function fingerprintOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Identifies a file, which is not held in memory: its SHA-256, or another digest, in hexadecimal. */
export async function fileFingerprint(path: string, algorithm = 'sha256'): Promise<string> {
  const hash = createHash(algorithm);
  for await (const chunk of createReadStream(path, { highWaterMark: 2 ** 20 })) hash.update(chunk);
  return hash.digest('hex');
}
