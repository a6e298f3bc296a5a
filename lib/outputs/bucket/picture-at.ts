import { isInBucket, placeOf } from './address.js';
import { bytesAt } from './objects.js';

/** The largest picture that is fetched: it is held in memory while it is decoded. */
const MOST_BYTES = 256e6;

/**
 * What a picture is read from: its file's path, or its bytes, fetched now where it lies in a bucket.
 * @throws BucketError when those cannot be had
 */
export async function pictureAt(picture: string | Uint8Array): Promise<string | Uint8Array> {
  const isThere = typeof picture === 'string' && isInBucket(picture);
  return isThere ? bytesAt(placeOf(picture), MOST_BYTES) : picture;
}
