import { createHash } from 'node:crypto';
import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import type { CompletedPart, ListMultipartUploadsCommandOutput, Part } from '@aws-sdk/client-s3';
import { addressOf, type Place } from './address.js';
import { ask } from './client.js';
import { objectAt, putBytes, type StoredObject } from './objects.js';
import { BucketError } from './trouble.js';

const MEGABYTE = 2 ** 20;
/** The smallest part that a server takes, but for the last, and the most of them: a kill loses three at most. */
const PART_BYTES = 5 * MEGABYTE;
const MOST_PARTS = 10_000;
const AT_ONCE = 3;

/** How a file of a size is always cut: who goes on with it has to cut it in the same places. */
export const partBytesOf = (size: number) =>
  Math.max(PART_BYTES, Math.ceil(size / MOST_PARTS / MEGABYTE) * MEGABYTE);

/** A file that is put: one part of it after the other. */
interface Cut {
  size: number;
  parts: number;
  read(part: number): Uint8Array;
  close(): void;
}

function cutFile(path: string): Cut {
  const file = openSync(path, 'r');
  const { size } = fstatSync(file);
  const bytes = partBytesOf(size);
  return {
    size,
    parts: Math.max(1, Math.ceil(size / bytes)),
    read(part) {
      const start = (part - 1) * bytes;
      const chunk = new Uint8Array(Math.min(bytes, size - start));
      for (let done = 0; done < chunk.length; ) {
        const read = readSync(file, chunk, done, chunk.length - done, start + done);
        if (read === 0) throw new Error(`${path} became shorter while it was read`);
        done += read;
      }
      return chunk;
    },
    close: () => closeSync(file),
  };
}

const md5 = (bytes: Uint8Array) => createHash('md5').update(bytes).digest();

function crc32Base64(bytes: Uint8Array): string {
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32(bytes));
  return sum.toString('base64');
}

/** Whether the server's part holds these bytes: by its MD5, or, where it is encrypted and has none, by its CRC. */
const holds = ({ Size, ETag, ChecksumCRC32 }: Part, bytes: Uint8Array): boolean =>
  Size === bytes.length &&
  (ETag === `"${md5(bytes).toString('hex')}"` ||
    (ChecksumCRC32 !== undefined && ChecksumCRC32 === crc32Base64(bytes)));

/** The newest upload of this object that was begun and not ended. */
async function begunUpload(place: Place): Promise<string | undefined> {
  let newest: { id: string; since: number } | undefined;
  let after: { KeyMarker?: string; UploadIdMarker?: string } = {};
  for (;;) {
    const page: ListMultipartUploadsCommandOutput = await ask(place, (s3) =>
      s3.listMultipartUploads({ Bucket: place.bucket, Prefix: place.key, ...after }),
    );
    for (const { Key, UploadId, Initiated } of page.Uploads ?? []) {
      const since = Initiated?.getTime() ?? 0;
      if (Key === place.key && UploadId && since >= (newest?.since ?? 0))
        newest = { id: UploadId, since };
    }
    if (!page.IsTruncated) return newest?.id;
    after = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
  }
}

/** The parts that an upload has, by their numbers. */
async function partsThere(place: Place, upload: string): Promise<Map<number, Part>> {
  const parts = new Map<number, Part>();
  const of = { Bucket: place.bucket, Key: place.key, UploadId: upload };
  let after: string | undefined;
  do {
    const page = await ask(place, (s3) => s3.listParts({ ...of, PartNumberMarker: after }));
    for (const part of page.Parts ?? []) parts.set(part.PartNumber ?? 0, part);
    after = page.IsTruncated ? page.NextPartNumberMarker : undefined;
  } while (after);
  return parts;
}

async function beginUpload(place: Place): Promise<string> {
  const { UploadId } = await ask(place, (s3) =>
    s3.createMultipartUpload({ Bucket: place.bucket, Key: place.key }),
  );
  if (UploadId) return UploadId;
  throw new BucketError(`${addressOf(place)}: the server begins no upload.`, 'damaged');
}

/** Puts the parts that are not there yet, some at once, and ends the upload. */
async function putParts(
  cut: Cut,
  place: Place,
  { upload, there, onPart }: { upload: string; there: Map<number, Part>; onPart: () => void },
): Promise<void> {
  const of = { Bucket: place.bucket, Key: place.key, UploadId: upload };
  const done: CompletedPart[] = [];
  let next = 1;
  const work = async () => {
    while (next <= cut.parts) {
      const number = next++;
      const bytes = cut.read(number);
      const before = there.get(number);
      const { ETag, ChecksumCRC32 } =
        before && holds(before, bytes)
          ? before
          : await ask(place, (s3) => s3.uploadPart({ ...of, PartNumber: number, Body: bytes }));
      done[number - 1] = { PartNumber: number, ETag, ChecksumCRC32 };
      onPart();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await ask(place, (s3) => s3.completeMultipartUpload({ ...of, MultipartUpload: { Parts: done } }));
}

async function putCut(cut: Cut, place: Place, onPart: () => void): Promise<void> {
  if (cut.parts === 1) {
    await putBytes(place, cut.read(1));
    onPart();
    return;
  }
  const begun = await begunUpload(place);
  if (begun) {
    try {
      const there = await partsThere(place, begun);
      return await putParts(cut, place, { upload: begun, there, onPart });
    } catch (error) {
      if (!(error instanceof BucketError) || error.kind !== 'no upload') throw error;
    }
  }
  await putParts(cut, place, { upload: await beginUpload(place), there: new Map(), onPart });
}

/** The version that an object has which was put in these parts, where the server does not encrypt it. */
function etagOf(cut: Cut): string {
  const sums = Array.from({ length: cut.parts }, (_, i) => md5(cut.read(i + 1)));
  if (cut.parts === 1) return `"${sums[0].toString('hex')}"`;
  return `"${md5(Buffer.concat(sums)).toString('hex')}-${cut.parts}"`;
}

/**
 * Puts a file. One of several parts that was cut short, even by kill -9, goes on: parts that the server has already are not
 * sent again, and nothing is where the whole object is there.
 * @param onPart told of each part of `parts`, sent or there
 * @throws BucketError naming the object
 */
export async function putFile(
  path: string,
  place: Place,
  onPart: (parts: number) => void = () => {},
): Promise<StoredObject> {
  const cut = cutFile(path);
  try {
    const there = await objectAt(place);
    if (there?.size === cut.size && there.etag === etagOf(cut)) return there;
    await putCut(cut, place, () => onPart(cut.parts));
    const now = await objectAt(place);
    if (now?.size === cut.size) return now;
    throw new BucketError(
      `${addressOf(place)} has ${now?.size ?? 0} bytes after it was put, instead of ${cut.size}.`,
      'changed',
    );
  } finally {
    cut.close();
  }
}
