import { startEngine, type WorkerTask } from '../engine';
import { UserError } from '../outputs';
import { encodeFiles, type PictureFile } from './encode';
import { loadEncoder } from './encoders';
import type { EncodedPicture } from './store/encoded-picture';

/** Which encoder a worker process loads, and what is wanted of it. */
export interface EncodeSetup {
  encoder: string;
  fingerprint: string;
  /** A folder or file with the weights, instead of the usual place. */
  weights?: string;
  maps: boolean;
}

/** What a worker process does: it encodes batches of pictures. */
export const prepare: WorkerTask<EncodeSetup, PictureFile[], EncodedPicture[]>['prepare'] = async ({
  encoder: name,
  fingerprint,
  weights,
  maps,
}) => {
  await startEngine();
  const encoder = await loadEncoder(name, { weights });
  if (encoder.fingerprint !== fingerprint) {
    throw new UserError(`The weights of ${name} changed while pictures were encoded.`);
  }
  return (files) => encodeFiles(encoder, files, maps);
};
