import { startEngine, type WorkerTask } from '../engine/index.js';
import { UserError } from '../outputs/index.js';
import { encodeInto, type PictureFile } from './encode.js';
import { loadEncoder } from './encoders.js';
import { mirrored } from './mirrored.js';
import { openFeatureWriter, type StoreSettings, type WrittenPicture } from './store/writer.js';

/** Which encoder a worker process loads, and where it puts the features. */
export interface EncodeSetup {
  encoder: string;
  /** Whether it sees every picture in a mirror. */
  mirrors?: true;
  fingerprint: string;
  /** A folder or file with the weights, instead of the usual place. */
  weights?: string;
  /** Threads for each process, where the network starts its own. */
  threads: number;
  /** The store's folder. */
  folder: string;
  settings: StoreSettings;
}

/**
 * What a worker process does: it encodes batches of pictures and writes them into the store itself, under a journal of its
 * own. A map is a quarter of a megabyte in memory: it is not sent from process to process.
 */
export const prepare: WorkerTask<EncodeSetup, PictureFile[], WrittenPicture[]>['prepare'] = async ({
  encoder: name,
  mirrors,
  fingerprint,
  weights,
  threads,
  folder,
  settings,
}) => {
  await startEngine();
  const plain = await loadEncoder(name, { weights, threads });
  const encoder = mirrors ? mirrored(plain) : plain;
  if (encoder.fingerprint !== fingerprint) {
    throw new UserError(`The weights of ${name} changed while pictures were encoded.`);
  }
  return encodeInto(encoder, openFeatureWriter(folder, settings, `worker-${process.pid}`));
};
