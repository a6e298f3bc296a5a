import { createHash } from 'node:crypto';

/** Identifies data: its SHA-256 in hexadecimal. */
export function fingerprintOf(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}
