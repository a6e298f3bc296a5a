import { UserError } from '../user-error.js';

/** An object on storage that speaks the S3 protocol, or a folder of objects: its key, without slashes at the ends. */
export interface Place {
  bucket: string;
  /** Empty where the whole bucket is meant. */
  key: string;
}

/** Whether something is said to lie in a bucket: `s3://bucket/folder`. */
export const isInBucket = (address: string) => address.startsWith('s3://');

/** As it is typed and told. */
export const addressOf = ({ bucket, key }: Place) => `s3://${bucket}${key && `/${key}`}`;

/**
 * What is wrong with a key below some folder, if it is to be taken for a path there: `..`, a backslash or a drive's letter
 * would lead elsewhere on one system or another, and control characters into other names.
 */
export function faultOfKey(key: string): string | undefined {
  const names = key.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..'))
    return 'it has an empty name, . or .. in it';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  if (/[\u0000-\u001f\u007f\\]/.test(key)) return 'it has a backslash or a control character in it';
  if (names.some((name) => /^[a-z]:/i.test(name))) return "it begins with a drive's letter";
  return undefined;
}

/**
 * Reads the address of a folder or an object.
 * @throws UserError when it is none
 */
export function placeOf(address: string): Place {
  const [, bucket, rest = ''] = /^s3:\/\/([\w.-]+)(?:\/(.*))?$/s.exec(address) ?? [];
  if (bucket === undefined) {
    throw new UserError(
      `${address} is no address on object storage: expected s3://bucket or s3://bucket/folder.`,
    );
  }
  const key = rest.replace(/\/+$/, '');
  const fault = key && faultOfKey(key);
  if (fault) throw new UserError(`${address} is no address on object storage: ${fault}.`);
  return { bucket, key };
}

/** A place below a folder. */
export const below = ({ bucket, key }: Place, name: string): Place => ({
  bucket,
  key: key ? `${key}/${name}` : name,
});
