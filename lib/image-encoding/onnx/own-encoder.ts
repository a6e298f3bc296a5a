import { join } from 'node:path';
import { encoderEngine } from '../../engine/encoder-engine.js';
import { onnxVersion, openOnnx } from '../../engine/onnx-runtime.js';
import {
  artefactExists,
  type MadeFrom,
  readArtefact,
  reasonOf,
  runFolder,
  sayOnce,
  UserError,
  writeArtefact,
} from '../../outputs/index.js';
import type { Encoder } from '../encoder.js';
import type { LayersEncoder } from '../layers-encoder.js';
import type { Choice } from './choose-outputs.js';
import { exportNetwork, PORTS } from './export-network.js';
import { runner } from './open-network.js';
import { runNetwork } from './run-network.js';

/** How an encoder of ours runs where ONNX Runtime is. */
export interface OwnOptions {
  /** How many threads work on it; default: one a core. */
  threads?: number;
  /** Whether its network is kept as a file, so that it is written once: where its fingerprint tells its weights. */
  kept?: boolean;
}

/** Counts up when the same network is written another way. */
const EXPORT = 1;

/** Where an encoder's network is kept as ONNX: any program that runs such files may read it. */
export const ownNetworkPath = (encoder: string) => join(runFolder('encoders'), `${encoder}.onnx`);

/** An encoder's network as ONNX: the file kept, or written now. */
async function networkBytes(encoder: LayersEncoder, kept = false): Promise<Uint8Array> {
  const { name, model, mapLayer, fingerprint } = encoder;
  if (!kept) return exportNetwork(model, mapLayer);
  const path = ownNetworkPath(name);
  const madeFrom: MadeFrom = { encoder: name, weights: fingerprint, export: EXPORT };
  try {
    if (artefactExists(path)) return readArtefact(path, madeFrom);
  } catch (error) {
    if (!(error instanceof UserError)) throw error; // of other weights, or cut short: it is written anew
  }
  const bytes = await exportNetwork(model, mapLayer);
  writeArtefact(path, bytes, madeFrom);
  return bytes;
}

/** What has to be known of a network of ours to run it. */
type Run = Pick<LayersEncoder, 'name' | 'inputSize' | 'width' | 'mapShape'>;

/** What is taken of the network: its vector, and its map, channels last. */
function choiceOf({ width, mapShape: [side, , channels] }: Run): Choice {
  return {
    vector: { kind: 'vector', width, output: PORTS.vector },
    map: { kind: 'map', width: channels, side, channelsFirst: false, output: PORTS.map },
  };
}

/**
 * Opens a network of ours that was written as ONNX.
 * @param threads how many work on it; default: one a core
 * @throws UserError where ONNX Runtime is not here; OnnxFailure where it cannot open the network
 */
export async function runOwnNetwork(
  encoder: Run,
  network: Uint8Array,
  threads?: number,
): Promise<Required<Pick<Encoder, 'run' | 'runsOn'>>> {
  const { name, inputSize: side } = encoder;
  const session = await openOnnx(`${name} in ONNX Runtime`, network, threads);
  const input = { name: PORTS.picture, channelsFirst: false, side };
  const run = runner(session, input, { side, file: name });
  const choice = choiceOf(encoder);
  return {
    runsOn: `ONNX Runtime ${onnxVersion()}`,
    run: (pictures, maps) =>
      runNetwork({ run, input, threads: session.threads }, choice, pictures, maps),
  };
}

/**
 * An encoder of ours that runs in ONNX Runtime where that is here and the faster choice (`encoderEngine`), and else as it is.
 * Its layers stay as they are, for whoever opens them. Features differ in rounding alone: their header is the same.
 * @throws UserError as `encoderEngine` does
 */
export async function onEncoderEngine(
  encoder: LayersEncoder,
  options: OwnOptions = {},
): Promise<LayersEncoder> {
  const { name, title, asked } = await encoderEngine();
  if (name !== 'onnx') return encoder;
  const open = async () => {
    try {
      const network = await networkBytes(encoder, options.kept);
      return (await runOwnNetwork(encoder, network, options.threads)).run;
    } catch (error) {
      if (asked)
        throw new UserError(`${encoder.name} does not run in ${title}: ${reasonOf(error)}`);
      sayOnce(`${encoder.name} does not run in ${title}, but in TensorFlow: ${reasonOf(error)}`);
      return encoder.run;
    }
  };
  let opened: ReturnType<typeof open> | undefined; // when it is first run: many only look into its layers
  return {
    ...encoder,
    ...{ runsOn: title, usesAllCores: options.threads === undefined },
    async run(inputs, maps) {
      opened ??= open();
      return (await opened)(inputs, maps);
    },
  };
}
