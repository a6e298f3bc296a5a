import { setTimeout as pause } from 'node:timers/promises';
import type { S3 } from '@aws-sdk/client-s3';
import { UserError } from '../user-error.js';
import type { Place } from './address.js';
import { BucketError, inWords, isAnswer, isAway } from './trouble.js';

const CONNECTION_MS = 10_000;
const SILENCE_MS = 60_000;

/** @throws UserError where the client is not installed: only who uses a bucket needs it */
async function loadClient(): Promise<typeof S3> {
  try {
    return (await import('@aws-sdk/client-s3')).S3;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new UserError(
      's3://… is read and written by the AWS SDK, which is not installed here: npm install @aws-sdk/client-s3',
    );
  }
}

/**
 * The client, as the SDK's own environment and profiles set it up (AWS_ENDPOINT_URL, AWS_REGION, AWS_PROFILE and others).
 * Where they name an endpoint, buckets are paths there and not names of hosts.
 */
async function openClient(): Promise<S3> {
  const Client = await loadClient();
  const client = new Client({
    followRegionRedirects: true,
    requestHandler: { connectionTimeout: CONNECTION_MS, socketTimeout: SILENCE_MS },
  });
  const endpoint = await client.config.serviceConfiguredEndpoint?.();
  client.config.forcePathStyle = endpoint !== undefined;
  return client;
}

let client: Promise<S3> | undefined;
let hasAnswered = false;
let isToldAway = false;

/** How long a server that has answered before is waited for. */
const PATIENCE_MS = 120_000;
const LONGEST_PAUSE_MS = 5000;

/**
 * Asks something of a bucket. Beyond the SDK's own retries, a server that has answered before is waited for where it goes
 * away.
 * @throws BucketError naming the place and saying what to do
 */
export async function ask<T>(place: Place, request: (s3: S3) => Promise<T>): Promise<T> {
  client ??= openClient();
  const s3 = await client;
  const start = Date.now();
  for (let pauseMs = 250; ; pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)) {
    try {
      const answer = await request(s3);
      hasAnswered = true;
      isToldAway = false;
      return answer;
    } catch (error) {
      if (error instanceof UserError && !(error instanceof BucketError)) throw error;
      const told = inWords(error, place);
      hasAnswered ||= isAnswer(error);
      if (!isAway(error) && told.kind !== 'away') throw told;
      if (!hasAnswered || Date.now() - start > PATIENCE_MS) {
        throw new BucketError(`${told.message} No server could be reached.`, 'away');
      }
      if (!isToldAway)
        console.warn(`The bucket's server is away (${told.message}): waiting for it`);
      isToldAway = true;
    }
    await pause(pauseMs);
  }
}
