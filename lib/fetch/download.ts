import { appendFileSync, closeSync, createReadStream, openSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { shortPath, UserError } from '../outputs/index.js';
import {
  beginPartial,
  discardPartial,
  findPartial,
  finishPartial,
  partialBytes,
  partPath,
} from '../outputs/partial-file.js';
import { bytesBar, hasChecksum, needDisk, type OnBytes, sizeText } from './bytes.js';
import { type Sink, TransferError, transfer } from './http.js';

export interface DownloadOptions {
  /** What the file must be; what is not known is not checked. */
  bytes?: number;
  /** The algorithm and the digest: `sha256:…` or `md5:…`. */
  checksum?: string;
  /** Where its size is not known: the most that is taken. */
  mostBytes?: number;
  /** What a person can do where it cannot be downloaded; a sentence. */
  byHand?: string;
  /** Default: a progress bar. */
  onBytes?: OnBytes;
  /** The longest wait for a connection, an answer or the next byte. */
  stallSeconds?: number;
  /** Waited before the second attempt, doubled before each later one. */
  pauseSeconds?: number;
}

const ATTEMPTS = 4;
/** A server that asks to be left alone for longer is left for good. */
const LONGEST_WAIT_SECONDS = 120;
/** An attempt that brought so many bytes does not count as a failed one. */
const WORTH_AN_ATTEMPT = 16e6;

export const isAddress = (source: string) => /^https?:\/\//i.test(source);

interface SinkSettings {
  start: number;
  total?: number;
  most?: number;
  onBytes: OnBytes;
}

/** Appends to the partial file; more or fewer bytes than expected are refused. */
function openSink(target: string, { start, total, most = total, onBytes }: SinkSettings): Sink {
  const file = openSync(partPath(target), 'a');
  let done = start;
  onBytes(done, total);
  return {
    write(chunk) {
      done += chunk.length;
      if (most !== undefined && done > most) {
        discardPartial(target);
        throw new TransferError('refused', `it sends more than the ${most} bytes expected`);
      }
      appendFileSync(file, chunk);
      onBytes(done, total);
    },
    end() {
      if (total === undefined || done === total) return;
      throw new TransferError('interrupted', `it ended after ${done} of ${total} bytes`);
    },
    close: () => closeSync(file),
  };
}

interface Settings extends DownloadOptions {
  onBytes: OnBytes;
  stallSeconds: number;
  say: (text: string) => void;
}

/** One attempt: goes on with what is there, or begins where the server does not or the file has changed. */
async function attempt(address: string, target: string, settings: Settings): Promise<void> {
  const { bytes, mostBytes, onBytes, stallSeconds } = settings;
  const there = findPartial(target, address);
  if (there && there.start === there.total) return;
  await transfer(address, { range: there, stallSeconds }, ({ start, total, validator }) => {
    if (bytes !== undefined && total !== undefined && total !== bytes) {
      throw new TransferError('refused', `it has ${total} bytes there instead of ${bytes}`);
    }
    if (start > 0 && there?.total !== undefined && total !== there.total) {
      throw new TransferError('changed', 'it has another length than before');
    }
    if (start === 0) beginPartial(target, { address, validator, total });
    const whole = total ?? bytes;
    needDisk(dirname(target), (whole ?? start) - start, basename(target));
    return openSink(target, { start, total: whole, most: whole ?? mostBytes, onBytes });
  });
}

const askedToWait = ({ message, waitSeconds }: TransferError) =>
  new TransferError('refused', `${message} and asks to be left alone for ${waitSeconds} s`);

/** Attempts until the partial file is whole; gives up on what cannot get better and after a few in vain. */
async function receiveFrom(address: string, target: string, settings: Settings): Promise<void> {
  let answered = false;
  for (let failed = 0; ; ) {
    const before = partialBytes(target);
    try {
      return await attempt(address, target, settings);
    } catch (error) {
      if (!(error instanceof TransferError) || error.kind === 'refused') throw error;
      if (error.kind === 'unreachable' && !answered) throw error;
      if (error.kind === 'changed') discardPartial(target);
      answered = true;
      failed = partialBytes(target) - before >= WORTH_AN_ATTEMPT ? 0 : failed + 1;
      if (failed === ATTEMPTS) throw error;
      const { waitSeconds } = error;
      if (waitSeconds > LONGEST_WAIT_SECONDS) throw askedToWait(error);
      const seconds = Math.max(
        waitSeconds,
        (settings.pauseSeconds ?? 0.5) * 2 ** Math.max(0, failed - 1),
      );
      const when = waitSeconds > 0 ? ` in ${Math.ceil(waitSeconds)} s, as it asks` : '';
      settings.say(`${basename(target)}: ${error.message}; trying again${when}`);
      await pause(1000 * seconds);
    }
  }
}

/** Copies from a file, or from the folder that holds it. */
async function copyFrom(path: string, target: string, { onBytes }: Settings): Promise<void> {
  const found = statSync(path, { throwIfNoEntry: false });
  const file = found?.isDirectory() ? join(path, basename(target)) : path;
  const total = found?.isDirectory()
    ? statSync(file, { throwIfNoEntry: false })?.size
    : found?.size;
  if (total === undefined) throw new TransferError('refused', 'it is not there');
  needDisk(dirname(target), total, basename(target));
  beginPartial(target, { address: file });
  const sink = openSink(target, { start: 0, total, onBytes });
  try {
    for await (const chunk of createReadStream(file)) sink.write(chunk);
    sink.end();
  } finally {
    sink.close();
  }
}

/** The partial file is what was wanted, or is thrown away. */
async function check(target: string, { bytes, checksum }: DownloadOptions): Promise<void> {
  const found = partialBytes(target);
  let wrong = '';
  if (bytes !== undefined && found !== bytes) wrong = `it has ${found} bytes instead of ${bytes}`;
  else if (checksum && !(await hasChecksum(partPath(target), checksum))) {
    wrong = `its checksum is not ${checksum}: it is another file, or was damaged on the way`;
  }
  if (!wrong) return;
  discardPartial(target);
  throw new TransferError('refused', wrong);
}

/**
 * Brings a file to `target`: from an http(s) address, from a file, or from a folder that holds a file of that name.
 * It is written beside as `<target>.part`, checked and renamed. What was cut short, even by kill -9, is gone on with
 * if the server still has the same version of the file; else it is begun again.
 * @throws UserError naming the file, the address and what happened, and what to do by hand
 */
export async function download(
  source: string,
  target: string,
  options: DownloadOptions = {},
): Promise<void> {
  const name = basename(target);
  const bar = options.onBytes ? undefined : bytesBar(name);
  const onBytes = options.onBytes ?? (bar?.at as OnBytes);
  const say = bar ? console.warn : () => {};
  const settings: Settings = { ...options, stallSeconds: options.stallSeconds ?? 10, onBytes, say };
  try {
    if (isAddress(source)) await receiveFrom(source, target, settings);
    else await copyFrom(source, target, settings);
    await check(target, options);
    finishPartial(target);
    bar?.done();
  } catch (error) {
    bar?.done('stopped');
    if (!(error instanceof TransferError)) throw error;
    const kept = partialBytes(target);
    const goOn = kept > 0 ? ` ${sizeText(kept)} of it are kept: run this again to go on.` : '';
    const byHand = options.byHand ?? `Or get it another way and put it at ${shortPath(target)}.`;
    throw new UserError(`${name} did not come from ${source}: ${error.message}.${goOn} ${byHand}`);
  }
}
