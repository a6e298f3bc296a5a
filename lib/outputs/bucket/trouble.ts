import { UserError } from '../user-error.js';
import { addressOf, type Place } from './address.js';

/** What went wrong with an object or its bucket. */
export class BucketError extends UserError {
  constructor(
    message: string,
    /**
     * `away`: nobody answers, or not in time; `refused`: whoever asks may not, or asks at the wrong place; both hold for all of
     * the bucket. The others are about one object.
     */
    readonly kind: 'away' | 'refused' | 'gone' | 'changed' | 'damaged' | 'no upload',
  ) {
    super(message);
  }
}

/** Whether a bucket as a whole is out of reach, so that nothing is known of what it holds. */
export const isOutOfReach = (error: unknown) =>
  error instanceof BucketError && (error.kind === 'away' || error.kind === 'refused');

/** What the client and the server say of a failure, as far as it is looked at. */
interface Failure {
  name?: string;
  code?: string;
  message?: string;
  $metadata?: { httpStatusCode?: number };
}

const NETWORK =
  /^(ECONN|ENOTFOUND|ENETUNREACH|EHOSTUNREACH|EAI_AGAIN|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE)/;
const LATER = /^(SlowDown|RequestTimeout|InternalError|ServiceUnavailable|TimeoutError)$/;
const TOO_MANY_REQUESTS = 429;

/** Whether the same request may go well in a while. */
export function isAway(failure: unknown): boolean {
  const { name = '', code = '', message = '', $metadata } = failure as Failure;
  const status = $metadata?.httpStatusCode ?? 0;
  if (status >= 500 || status === TOO_MANY_REQUESTS || LATER.test(name)) return true;
  return NETWORK.test(code) || /socket hang up|^aborted$/.test(message);
}

/** Whether a server has answered, whatever it said. */
export const isAnswer = (failure: unknown) =>
  ((failure as Failure).$metadata?.httpStatusCode ?? 0) > 0;

const CREDENTIALS =
  'the credentials are those of AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, of a profile (AWS_PROFILE), or of the machine';
const RIGHTS =
  's3:ListBucket and s3:GetObject to read; s3:PutObject, s3:ListBucketMultipartUploads and s3:ListMultipartUploadParts to write';

/** Reason and advice for what the protocol and its client call by these names. */
const known: Record<string, [reason: string, advice: string]> = {
  CredentialsProviderError: ['there are no credentials', `Give some: ${CREDENTIALS}.`],
  InvalidAccessKeyId: ['the server does not know the access key', `Mend it: ${CREDENTIALS}.`],
  SignatureDoesNotMatch: ['the secret key is not that of the access key', `Mend: ${CREDENTIALS}.`],
  ExpiredToken: ['the credentials have expired', 'Sign in again, then run this again.'],
  AccessDenied: ['there is no permission', `What is needed: ${RIGHTS}.`],
  RequestTimeTooSkewed: ["this machine's clock differs from the server's", 'Set it right.'],
  NoSuchBucket: ['there is no such bucket', 'Mend its name, or make it.'],
  PermanentRedirect: ['the bucket lies in another region', 'Set AWS_REGION to it.'],
  AuthorizationHeaderMalformed: ['the bucket lies in another region', 'Set AWS_REGION to it.'],
};

/** What answers a HEAD has no text: then the status is all. */
const NAMELESS = /^(\d+|Forbidden|Unauthorized|Unknown\w*)$/;
const NOT_FOUND = 404;
const FAILED = 412;

/** A failure as a sentence that names bucket and key, and says what to do. */
export function inWords(failure: unknown, place: Place): BucketError {
  if (failure instanceof BucketError) return failure;
  const { name = '', code = '', message = '', $metadata } = failure as Failure;
  const status = $metadata?.httpStatusCode ?? 0;
  const where = addressOf(place);
  const isForbidden = NAMELESS.test(name) && (status === 401 || status === 403);
  const told = known[isForbidden ? 'AccessDenied' : name];
  if (name === 'NoSuchUpload') return new BucketError(`${where}: ${message}.`, 'no upload');
  if (told) return new BucketError(`${where}: ${told[0]}. ${told[1]}`, 'refused');
  if (/^Region (is missing|not accepted)/.test(message)) {
    return new BucketError(
      `${where}: no region is said. Set AWS_REGION (us-east-1 where the server has none).`,
      'refused',
    );
  }
  if (status === NOT_FOUND) return new BucketError(`${where} is not there.`, 'gone');
  if (status === FAILED) return new BucketError(`${where} changed while it was read.`, 'changed');
  const said = [name === 'Error' ? '' : name, message.replace(/\.+$/, ''), code]
    .filter(Boolean)
    .join(', ');
  const kind = isAway(failure) ? 'away' : 'damaged';
  return new BucketError(`${where}: ${said || 'no answer'}.`, kind);
}
