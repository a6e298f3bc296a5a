import { layersNetwork } from '../../image-encoding/index.js';
import { openCaptionModel } from '../../model/index.js';
import { UserError } from '../../outputs/index.js';
import { vocabularyOf } from '../../vocabulary/index.js';
import { type CaptionerFile, type LayersCaptioner, shippedPaths } from '../captioner-file.js';
import { unpackModel } from '../packed-model.js';

/**
 * Fetches a file that lies beside the worker.
 * @param progress told how many bytes have come, piece by piece
 * @throws UserError naming the file
 */
async function load(path: string, progress: (bytes: number) => void): Promise<Uint8Array> {
  const answer = await fetch(new URL(path, self.location.href)).catch(() => undefined);
  if (!answer?.ok || !answer.body) {
    const why = answer ? `the server says ${answer.status}` : 'the server does not answer';
    throw new UserError(`${path} cannot be loaded: ${why}.`);
  }
  const pieces: Uint8Array[] = [];
  const reader = answer.body.getReader();
  for (let piece = await reader.read(); piece.value; piece = await reader.read()) {
    pieces.push(piece.value);
    progress(piece.value.length);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** What was shipped with the page, as it lies beside the worker. */
export interface CaptionerFiles {
  captioner: CaptionerFile;
  encoder: { json: string; weights: Uint8Array };
  decoder: { json: string; weights: Uint8Array };
}

/** Fetches all that was shipped. Throws as `load` does. */
export async function fetchCaptioner(progress: (bytes: number) => void): Promise<CaptionerFiles> {
  const text = async (path: string) => new TextDecoder().decode(await load(path, progress));
  const network = async ({ json, weights }: { json: string; weights: string }) => ({
    json: await text(json),
    weights: await load(weights, progress),
  });
  const [captioner, encoder, decoder] = await Promise.all([
    text(shippedPaths.captioner),
    network(shippedPaths.encoder),
    network(shippedPaths.decoder),
  ]);
  return { captioner: JSON.parse(captioner), encoder, decoder };
}

/**
 * What `openCaptioner` is in Node: the captioner that was shipped with the page. The engine must have been started.
 * @param files from `fetchCaptioner`
 */
export async function openShippedCaptioner(files: CaptionerFiles): Promise<LayersCaptioner> {
  const { encoder, words, minCount, maxLength } = files.captioner;
  return {
    model: await openCaptionModel(files.decoder.json, files.decoder.weights),
    encoder: {
      ...layersNetwork(encoder, await unpackModel(files.encoder)),
      read: () => Promise.reject(new UserError('A page reads its pictures from bitmaps.')),
    },
    vocabulary: vocabularyOf(words, minCount),
    maxLength,
  };
}
