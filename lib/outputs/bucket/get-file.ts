import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import type { S3 } from '@aws-sdk/client-s3';
import { fileFingerprint } from '../fingerprint.js';
import {
  beginPartial,
  discardPartial,
  findPartial,
  finishPartial,
  partPath,
} from '../partial-file.js';
import { writeFileWhole } from '../write-file.js';
import { addressOf, type Place } from './address.js';
import { ask } from './client.js';
import type { StoredObject } from './objects.js';
import { BucketError } from './trouble.js';

/** What an object must be. */
export interface Expected extends StoredObject {
  /** In hexadecimal digits, where it is known. */
  sha256?: string;
}

/** Where the bytes that are here end. */
function bytesHere(target: string, place: Place, { etag, size }: Expected): number {
  const there = findPartial(target, addressOf(place));
  if (there && there.validator === etag && there.total === size && there.start <= size)
    return there.start;
  beginPartial(target, { address: addressOf(place), validator: etag, total: size });
  return 0;
}

/** Takes what is missing until it is all here or the connection breaks; that is thrown only where nothing came at all. */
async function receive(s3: S3, target: string, place: Place, expected: Expected): Promise<void> {
  const start = bytesHere(target, place, expected);
  if (start === expected.size) return;
  let done = start;
  const file = await open(partPath(target), 'a');
  try {
    const { Body, ContentRange } = await s3.getObject({
      ...{ Bucket: place.bucket, Key: place.key, IfMatch: expected.etag },
      Range: start > 0 ? `bytes=${start}-` : undefined,
    });
    if (start > 0 && !ContentRange?.startsWith(`bytes ${start}-`)) {
      discardPartial(target);
      throw new BucketError(`${addressOf(place)} comes from its beginning only.`, 'away');
    }
    // Read at once: a connection that breaks while nobody listens yet ends the process.
    for await (const chunk of Body as AsyncIterable<Uint8Array>) {
      done += chunk.length;
      if (done > expected.size) {
        throw new BucketError(
          `${addressOf(place)} sends more than ${expected.size} bytes.`,
          'changed',
        );
      }
      await file.appendFile(chunk);
    }
  } catch (error) {
    if (done === start || error instanceof BucketError) throw error;
  } finally {
    await file.close();
  }
  if (done === start) throw new BucketError(`${addressOf(place)} sends nothing.`, 'away');
}

/**
 * Brings an object to a file. It is written beside as `<file>.part`, checked and renamed; what was cut short, even by kill
 * -9, goes on after the bytes that are here.
 * @param expected the version that is wanted: another is refused
 * @throws BucketError naming the object
 */
export async function getFile(place: Place, target: string, expected: Expected): Promise<void> {
  while (bytesHere(target, place, expected) < expected.size) {
    await ask(place, (s3) => receive(s3, target, place, expected));
  }
  if (expected.sha256 && (await fileFingerprint(partPath(target))) !== expected.sha256) {
    discardPartial(target);
    throw new BucketError(
      `${addressOf(place)} is not as it was written: its checksum is another.`,
      'changed',
    );
  }
  finishPartial(target);
}

/** Beside a copy: which version of which object it is. */
const versionPath = (target: string) => `${target}.version`;

/** Keeps a copy of an object: brings it where there is none, or one of another version. Throws as `getFile` does. */
export async function keepFile(place: Place, target: string, object: StoredObject): Promise<void> {
  const version = `${addressOf(place)} ${object.etag} ${object.size}\n`;
  const isHere = statSync(target, { throwIfNoEntry: false })?.size === object.size;
  const path = versionPath(target);
  if (isHere && existsSync(path) && readFileSync(path, 'utf8') === version) return;
  rmSync(path, { force: true });
  await getFile(place, target, object);
  writeFileWhole(path, version);
}
