import { existsSync, readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { openOnnx } from '../../../engine/onnx-runtime.js';
import {
  artefactExists,
  fingerprintOf,
  readArtefact,
  readArtefactHeader,
  runFolder,
  UserError,
  writeArtefact,
} from '../../../outputs/index.js';
import type { Encoder, MapShape } from '../../encoder.js';
import { type Described, type LayersEncoder, pictureReader } from '../../layers-encoder.js';
import { networkGraph } from '../export-network.js';
import { ownNetworkPath, runOwnNetwork } from '../own-encoder.js';
import { writeOnnx } from '../write-model.js';
import { keptValues, measureRanges, withRanges } from './ranges.js';
import { toEightBits } from './to-eight-bits.js';

const ENDING = '-8-bit';

/** What an encoder of ours is called where its network is in 8 bits. */
export const eightBitName = (encoder: string) => encoder + ENDING;

/** The encoder of ours that a name says is wanted in 8 bits; `undefined`: it says no such thing. */
export const wholeName = (name: string) =>
  name.endsWith(ENDING) ? name.slice(0, -ENDING.length) : undefined;

/** The names of all that were made. */
export function eightBitEncoders(): string[] {
  const folder = runFolder('encoders');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  const own = files.filter((file) => file.endsWith(`${ENDING}.onnx`));
  return own.map((file) => basename(file, '.onnx')).sort();
}

/**
 * Makes an encoder's network anew in 8 bits, and keeps it: `loadEncoder` finds it by its name (`eightBitName`) from now on.
 * @param pictures as the encoder reads them: they show how large the numbers in it become, and a hundred are enough
 * @returns bytes of its file
 * @throws UserError where ONNX Runtime is not here
 */
export async function makeEightBitEncoder(
  { name, model, mapLayer, mapShape, inputSize: side, fingerprint }: LayersEncoder,
  pictures: AsyncIterable<Float32Array>,
): Promise<number> {
  const graph = await networkGraph(model, mapLayer);
  const values = keptValues(graph);
  const measuring = writeOnnx(withRanges(graph, values));
  const session = await openOnnx(`${name} in 8 bits`, measuring, 1);
  const ranges = await measureRanges(session, values, pictures, side);
  const bytes = writeOnnx(toEightBits(graph, ranges));
  const [rows, columns, channels] = mapShape;
  writeArtefact(ownNetworkPath(eightBitName(name)), bytes, {
    ...{ encoder: name, weights: fingerprint, bits: 8 },
    ...{ mapRows: rows, mapColumns: columns, mapChannels: channels },
  });
  return bytes.length;
}

function readKept(name: string): { bytes: Buffer; mapShape: MapShape } {
  const path = ownNetworkPath(name);
  const make = `npx captionlab quantise ${wholeName(name)}`;
  if (!artefactExists(path)) {
    throw new UserError(`${name} was not made yet. To make it: ${make}`);
  }
  const bytes = readArtefact(path, { encoder: wholeName(name) as string }, `Make it anew: ${make}`);
  const { mapRows, mapColumns, mapChannels } = readArtefactHeader(path).madeFrom;
  return { bytes, mapShape: [Number(mapRows), Number(mapColumns), Number(mapChannels)] };
}

/**
 * An encoder of ours in 8 bits, as it was kept. It needs no other weights.
 * @param described the encoder in its whole numbers of bits
 * @param threads how many work on it; default: one a core
 * @throws UserError where it was not made yet, or ONNX Runtime is not here
 */
export async function loadEightBitEncoder(
  described: Described,
  threads?: number,
): Promise<Encoder> {
  const name = eightBitName(described.name);
  const { bytes, mapShape } = readKept(name);
  const { inputSize, resize, width } = described;
  const { run, runsOn } = await runOwnNetwork({ name, inputSize, width, mapShape }, bytes, threads);
  return {
    ...{ name, inputSize, resize, width, mapShape, runsOn, run },
    fingerprint: fingerprintOf(bytes).slice(0, 16),
    usesAllCores: threads === undefined,
    read: pictureReader(described),
  };
}
