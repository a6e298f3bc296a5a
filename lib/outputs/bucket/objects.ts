import { UserError } from '../user-error.js';
import { addressOf, type Place } from './address.js';
import { ask } from './client.js';
import { BucketError } from './trouble.js';

/** An object as a listing or a HEAD shows it. */
export interface StoredObject {
  size: number;
  /** Names this version of its bytes. */
  etag: string;
}

/** An object of a folder, by its key below that. */
export interface ListedObject extends StoredObject {
  name: string;
}

/**
 * All objects below a folder, in the order of their keys, page after page. What only marks a folder is left out.
 * @throws BucketError as `ask` does
 */
export async function listObjects(folder: Place): Promise<ListedObject[]> {
  const { bucket, key } = folder;
  const prefix = key && `${key}/`;
  const found: ListedObject[] = [];
  let next: string | undefined;
  do {
    const page = await ask(folder, (s3) =>
      s3.listObjectsV2({ Bucket: bucket, Prefix: prefix, ContinuationToken: next }),
    );
    for (const { Key = '', Size = 0, ETag = '' } of page.Contents ?? []) {
      const name = Key.slice(prefix.length);
      if (Key.startsWith(prefix) && name && !name.endsWith('/'))
        found.push({ name, size: Size, etag: ETag });
    }
    next = page.IsTruncated ? page.NextContinuationToken : undefined;
  } while (next);
  return found;
}

/** An object's size and version; undefined where there is none. */
export async function objectAt(place: Place): Promise<StoredObject | undefined> {
  try {
    const { ContentLength = 0, ETag = '' } = await ask(place, (s3) =>
      s3.headObject({ Bucket: place.bucket, Key: place.key }),
    );
    return { size: ContentLength, etag: ETag };
  } catch (error) {
    if (error instanceof BucketError && error.kind === 'gone') return undefined;
    throw error;
  }
}

/**
 * All bytes of an object.
 * @param most more bytes are refused
 * @throws BucketError when it is not there, is larger, or cannot be had
 */
export function bytesAt(place: Place, most: number): Promise<Uint8Array> {
  return ask(place, async (s3) => {
    const { Body, ContentLength = 0 } = await s3.getObject({
      Bucket: place.bucket,
      Key: place.key,
    });
    if (!Body) throw new BucketError(`${addressOf(place)} came without its bytes.`, 'damaged');
    if (ContentLength > most) {
      (Body as { destroy?(): void }).destroy?.();
      throw new UserError(
        `${addressOf(place)} has ${ContentLength} bytes, and ${most} are expected at most.`,
      );
    }
    return Body.transformToByteArray();
  });
}

/** Puts an object in one request. */
export async function putBytes(place: Place, bytes: Uint8Array): Promise<void> {
  await ask(place, (s3) =>
    s3.putObject({
      Bucket: place.bucket,
      Key: place.key,
      Body: bytes,
      ContentLength: bytes.length,
    }),
  );
}

/** Takes an object away. */
export async function removeObject(place: Place): Promise<void> {
  await ask(place, (s3) => s3.deleteObject({ Bucket: place.bucket, Key: place.key }));
}
