import { shippedPaths } from '../../inference/packed/captioner-file.js';
import type { CaptionerFiles } from '../../inference/packed/open-packed.js';
import { UserError } from '../../outputs/index.js';

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
