import type { tf } from '../engine/index.js';
import { UserError } from '../outputs/index.js';
import { foldNormalisation } from './convolution-block.js';
import {
  buildEfficientNetLite,
  EFFICIENTNET_LITE,
  type EfficientNetLiteName,
} from './efficientnet-lite.js';
import type { Encoder } from './encoder.js';
import { readEncoderWeights, type WeightsPlace } from './encoder-weights.js';
import { buildInceptionV3, INCEPTION_V3 } from './inception-v3.js';
import { setLayerWeights } from './layer-weights.js';
import { type Described, type LayersEncoder, layersEncoder } from './layers-encoder.js';
import { buildMobileNetV2, MOBILENET_V2 } from './mobilenet-v2.js';
import {
  eightBitEncoders,
  loadEightBitEncoder,
  wholeName,
} from './onnx/eight-bits/eight-bit-encoder.js';
import { loadOnnxEncoder } from './onnx/onnx-encoder.js';
import { onEncoderEngine } from './onnx/own-encoder.js';
import { findOnnxEncoder, onnxEncoders } from './onnx/place.js';
import { loadScenesEncoder, SCENES_ENCODER } from './scenes-encoder.js';

/** An encoder by its name. */
export type EncoderName =
  | 'scenes-cnn'
  | 'inception-v3'
  | 'mobilenet-v2'
  | EfficientNetLiteName
  | `${EfficientNetLiteName}-trunk`;

/** How an encoder is loaded. */
export interface EncoderOptions {
  /** A folder or file with the weights, instead of the usual place. */
  weights?: string;
  /** How many threads a network in ONNX Runtime may use; default: one a core. */
  threads?: number;
}

/** An encoder that can be loaded, and what is known of it before. */
export type KnownEncoder = Described & {
  /**
   * Loads its weights into the network.
   * @throws UserError when they are not there, saying where they belong and how to get them, or are not this network's
   */
  load(options?: EncoderOptions): Promise<LayersEncoder>;
};

type Build = (options: { normalised: boolean }) => tf.LayersModel;

async function loadPublished(
  description: Described,
  build: Build,
  place: WeightsPlace,
  options: EncoderOptions = {},
): Promise<LayersEncoder> {
  const stored = await readEncoderWeights(place, options.weights);
  const { layers, normalised, file, fingerprint } = stored;
  const model = build({ normalised: false });
  if (normalised) {
    const whole = build({ normalised });
    setLayerWeights(whole, layers, file);
    foldNormalisation(whole, model);
    whole.dispose();
  } else setLayerWeights(model, layers, file);
  const encoder = layersEncoder({ ...description, fingerprint }, model);
  return onEncoderEngine(encoder, { threads: options.threads, kept: true });
}

const inceptionV3Weights: WeightsPlace = {
  name: INCEPTION_V3.name,
  variable: 'INCEPTION_V3',
  layout: 'keras',
  file: 'inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5',
};

const mobileNetV2Weights: WeightsPlace = {
  name: MOBILENET_V2.name,
  variable: 'MOBILENET_V2',
  layout: 'keras',
  file: 'mobilenet_v2_weights_tf_dim_ordering_tf_kernels_1.0_224_no_top.h5',
};

/** The digits in the names of EfficientNet-Lite's files, where they are published: the beginnings of their checksums. */
const liteFiles: Record<EfficientNetLiteName, string | undefined> = {
  'efficientnet-lite0': '57934424',
  'efficientnet-lite1': '77cc7160',
  'efficientnet-lite2': '9656183e',
  'efficientnet-lite3': undefined,
  'efficientnet-lite4': undefined,
};

const liteNames = Object.keys(EFFICIENTNET_LITE) as EfficientNetLiteName[];

function liteWeights(name: EfficientNetLiteName): WeightsPlace {
  const digits = liteFiles[name];
  const variable = name.replace('-', '_').toUpperCase(); // EFFICIENTNET_LITE0 …
  const place: WeightsPlace = { name, variable, layout: 'pytorch', file: `${name}.pth` };
  return digits ? { ...place, file: `${name}-${digits}.pth` } : { ...place, unpublished: true };
}

const byLiteName = <T>(of: (name: EfficientNetLiteName) => T) =>
  Object.fromEntries(liteNames.map((name) => [name, of(name)])) as Record<EfficientNetLiteName, T>;

/** One of EfficientNet-Lite, described so. */
const liteEncoder = (name: EfficientNetLiteName, description: Described): KnownEncoder => ({
  ...description,
  load(options) {
    const build: Build = (settings) => buildEfficientNetLite(name, settings);
    return loadPublished(description, build, WEIGHTS[name], options);
  },
});

/** The same networks, of which the maps are kept that enter the last stage: what comes after can be trained further. */
const trunks = Object.fromEntries(
  liteNames.map((name) => {
    const { lastStageInput, ...lite } = EFFICIENTNET_LITE[name];
    const kept = { lastStageInput, mapLayer: lastStageInput };
    return [`${name}-trunk`, liteEncoder(name, { ...lite, ...kept, name: `${name}-trunk` })];
  }),
) as Record<`${EfficientNetLiteName}-trunk`, KnownEncoder>;

/** Where the published encoders' weights may be. */
export const WEIGHTS = {
  'inception-v3': inceptionV3Weights,
  'mobilenet-v2': mobileNetV2Weights,
  ...byLiteName(liteWeights),
};

/** Every encoder by its name. */
export const ENCODERS: Record<EncoderName, KnownEncoder> = {
  'scenes-cnn': {
    ...SCENES_ENCODER,
    load: async ({ weights, threads } = {}) =>
      onEncoderEngine(loadScenesEncoder(weights), { threads, kept: true }),
  },
  'inception-v3': {
    ...INCEPTION_V3,
    load: (options) => loadPublished(INCEPTION_V3, buildInceptionV3, inceptionV3Weights, options),
  },
  'mobilenet-v2': {
    ...MOBILENET_V2,
    load: (options) => loadPublished(MOBILENET_V2, buildMobileNetV2, mobileNetV2Weights, options),
  },
  ...byLiteName((name) => liteEncoder(name, EFFICIENTNET_LITE[name])),
  ...trunks,
};

/** The names of those that are files of their own: ours that were made in 8 bits, and what somebody brought. */
const otherEncoders = () => [...eightBitEncoders(), ...onnxEncoders()];

/** Whether an encoder can be loaded by this name: one of ours, or one that somebody brought. */
export const isEncoder = (name: string) =>
  Object.hasOwn(ENCODERS, name) || otherEncoders().includes(name);

/** That there is no such encoder, and which there are. */
function noEncoder(name: string): string {
  const names = [...Object.keys(ENCODERS), ...otherEncoders()].join(', ');
  return (
    `There is no encoder "${name}": expected ${names}, ` +
    'or the path of a network as ONNX (`npx captionlab encode --encoder <file or folder>`).'
  );
}

/** Refuses weights for what has its own. */
function refuseWeights(why: string, options: EncoderOptions = {}): void {
  if (options.weights) throw new UserError(`${why}; it takes no others (--weights).`);
}

/**
 * An encoder by its name, ready to use: one of ours, or one that somebody brought as ONNX.
 * @throws UserError for a name that is none, and as `KnownEncoder.load` does
 * @example
 * ```ts
 * import { loadEncoder } from 'captionlab/image-encoding';
 *
 * const encoder = await loadEncoder('scenes-cnn');
 * encoder.inputSize; // → 160
 * ```
 */
export function loadEncoder(name: EncoderName, options?: EncoderOptions): Promise<LayersEncoder>;
export function loadEncoder(name: string, options?: EncoderOptions): Promise<Encoder>;
export async function loadEncoder(name: string, options?: EncoderOptions): Promise<Encoder> {
  if (Object.hasOwn(ENCODERS, name)) return ENCODERS[name as EncoderName].load(options);
  const place = findOnnxEncoder(name);
  const whole = wholeName(name) ?? '';
  if (!place && Object.hasOwn(ENCODERS, whole)) {
    refuseWeights(`${name} was made from ${whole}`, options);
    return loadEightBitEncoder(ENCODERS[whole as EncoderName], options?.threads);
  }
  if (!place) throw new UserError(noEncoder(name));
  refuseWeights(`${name} was brought as ONNX: its weights are those of ${place.model}`, options);
  return loadOnnxEncoder(place, options?.threads);
}
