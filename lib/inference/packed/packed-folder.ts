import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startEngine } from '../../engine/index.js';
import { layersEncoder, onEncoderEngine } from '../../image-encoding/index.js';
import { fingerprintOf, shortPath, UserError, writeFileWhole } from '../../outputs/index.js';
import type { Captioner } from '../captioner.js';
import { type AboutCaptioner, type CaptionerFile, shippedPaths } from './captioner-file.js';
import { openPacked } from './open-packed.js';
import { packCaptioner } from './pack-captioner.js';
import type { Bits, PackedModel } from './packed-model.js';

/** Most bytes of a file: what version control and mail take without a murmur. */
const MOST_BYTES = 2_900_000;

/** The captioner of photographs that comes with captionlab. */
const PHOTOGRAPHS = join(import.meta.dirname, '..', 'weights', 'photographs');

/** A captioner that was packed into a folder, and what it says of itself. */
export interface PackedCaptioner extends Captioner {
  about: AboutCaptioner;
}

/** Cuts bytes into pieces, each small enough for a file. */
const piecesOf = (bytes: Uint8Array) =>
  Array.from({ length: Math.ceil(bytes.length / MOST_BYTES) }, (_, i) =>
    bytes.subarray(i * MOST_BYTES, (i + 1) * MOST_BYTES),
  );

/** A network's files: its weights in pieces that `model.json` names. */
function networkFiles(paths: { json: string; weights: string }, { json, weights }: PackedModel) {
  const pieces = piecesOf(weights).map((data, i, all) => ({
    path: all.length === 1 ? paths.weights : paths.weights.replace('.bin', `-${i + 1}.bin`),
    data,
  }));
  const described = JSON.parse(json) as { weightsManifest: { paths: string[] }[] };
  described.weightsManifest[0].paths = pieces.map(({ path }) => path.split('/')[1]);
  return [{ path: paths.json, data: Buffer.from(JSON.stringify(described)) }, ...pieces];
}

/**
 * Writes a captioner into a folder: both networks in so many bits a weight, its words, and what it says of itself. No file
 * is larger than 3 MB.
 * @returns the bytes of all files
 */
export async function writePackedCaptioner(
  folder: string,
  captioner: Captioner,
  { bits, about }: { bits: Bits; about: AboutCaptioner },
): Promise<number> {
  const { captioner: described, ...packed } = await packCaptioner(captioner, bits);
  const networks = (['encoder', 'decoder'] as const).flatMap((part) =>
    networkFiles(shippedPaths[part], packed[part]),
  );
  const files = Object.fromEntries(networks.map(({ path, data }) => [path, fingerprintOf(data)]));
  const text = `${JSON.stringify({ about, files, ...described })}\n`;
  for (const { path, data } of networks) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileWhole(join(folder, path), data);
  }
  writeFileWhole(join(folder, shippedPaths.captioner), text); // last: with it the folder is whole
  return networks.reduce((sum, { data }) => sum + data.length, text.length);
}

/** What `captioner.json` of a folder says. */
type FolderFile = CaptionerFile & { about: AboutCaptioner; files: Record<string, string> };

function readDescription(folder: string): FolderFile {
  const path = join(folder, shippedPaths.captioner);
  if (!existsSync(path)) {
    throw new UserError(
      `${shortPath(folder)} holds no packed captioner: ${shippedPaths.captioner} is not there. npx captionlab pack makes one.`,
    );
  }
  try {
    const read = JSON.parse(readFileSync(path, 'utf8')) as FolderFile;
    if (read.files && read.about && Array.isArray(read.words) && read.encoder) return read;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new UserError(`${shortPath(path)} is no packed captioner's: it was cut short or changed.`);
}

/**
 * Opens a captioner that `writePackedCaptioner` wrote.
 * @param folder default: the captioner of photographs that comes with captionlab
 * @throws UserError where a file is missing or is not as it was written, naming it
 */
export async function openPackedCaptioner(folder = PHOTOGRAPHS): Promise<PackedCaptioner> {
  const described = readDescription(folder);
  const read = (path: string): Buffer => {
    const file = join(folder, path);
    const bytes = existsSync(file) ? readFileSync(file) : undefined;
    if (bytes && fingerprintOf(bytes) === described.files[path]) return bytes;
    const fault = bytes ? 'is not as it was written' : 'is not there';
    throw new UserError(`${shortPath(file)} ${fault}: copy the whole folder again.`);
  };
  const network = (part: 'encoder' | 'decoder'): PackedModel => {
    const json = read(shippedPaths[part].json).toString();
    const { weightsManifest } = JSON.parse(json) as { weightsManifest: { paths: string[] }[] };
    const pieces = weightsManifest[0].paths.map((name) => read(`${part}/${name}`));
    return { json, weights: Buffer.concat(pieces) };
  };
  await startEngine();
  const networks = { encoder: network('encoder'), decoder: network('decoder') };
  const opened = await openPacked({ captioner: described, ...networks }, layersEncoder);
  return {
    ...opened,
    ...{ encoder: await onEncoderEngine(opened.encoder), about: described.about },
  };
}

/** Whether a folder holds a packed captioner. */
export const isPackedCaptioner = (folder = PHOTOGRAPHS) =>
  existsSync(join(folder, shippedPaths.captioner));
