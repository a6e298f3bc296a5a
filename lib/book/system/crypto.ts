/** `node:crypto` in a browser: hashes at once, where the browser's own make one wait. */

import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { Buffer } from 'buffer';
import { toBytes } from './tree.js';

const kinds = { md5, sha1, sha256, sha512 };

export function createHash(name: string) {
  const kind = kinds[name as keyof typeof kinds];
  if (!kind) throw new Error(`Digest method not supported in a browser: ${name}`);
  const hash = kind.create();
  return {
    update(data: unknown, encoding?: BufferEncoding) {
      hash.update(toBytes(data, encoding));
      return this;
    },
    digest(encoding?: BufferEncoding) {
      const bytes = Buffer.from(hash.digest());
      return encoding ? bytes.toString(encoding) : bytes;
    },
  };
}

export const randomUUID = (): string => crypto.randomUUID();

export const randomBytes = (count: number): Buffer =>
  Buffer.from(crypto.getRandomValues(new Uint8Array(count)));

export * as default from './crypto.js';
