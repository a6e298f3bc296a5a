import { tf } from '../../engine/index.js';
import {
  buildEfficientNetLite,
  buildInceptionV3,
  buildMobileNetV2,
  EFFICIENTNET_LITE,
  foldNormalisation,
  INCEPTION_V3,
  type LayersEncoder,
  layersEncoder,
  MOBILENET_V2,
  onEncoderEngine,
} from '../../image-encoding/index.js';
import { hashed } from '../hashed.js';

/** The networks that are timed, without their weights. */
const networks = {
  'mobilenet-v2': { described: MOBILENET_V2, build: buildMobileNetV2 },
  'inception-v3': { described: INCEPTION_V3, build: buildInceptionV3 },
  'efficientnet-lite2': {
    described: EFFICIENTNET_LITE['efficientnet-lite2'],
    build: (options: { normalised: boolean }) =>
      buildEfficientNetLite('efficientnet-lite2', options),
  },
};

/** One of them by its name. */
export type NetworkName = keyof typeof networks;

/** The same weights in every contender, sized so that activations neither vanish nor explode (He et al. 2015). */
function fillWeights(model: tf.LayersModel): void {
  let seed = 0;
  for (const layer of model.layers) {
    const isConvolution = layer.getClassName().endsWith('Conv2D');
    const values = layer.getWeights().map(({ shape, size }) => {
      const isDepthwise = shape.length === 4 && shape[3] === 1;
      const fanIn = size / shape[shape.length - 1] / (isDepthwise ? (shape[2] as number) : 1);
      const around = isConvolution ? 0 : 1;
      const scale = isConvolution ? Math.sqrt(6 / fanIn) : 0.1;
      return tf.tensor(
        hashed(size, seed++, scale).map((value) => value + around),
        shape,
      );
    });
    if (values.length > 0) layer.setWeights(values);
    tf.dispose(values);
  }
}

/** A network with those weights, in whichever engine encodes here. */
export async function hashedEncoder(name: NetworkName): Promise<LayersEncoder> {
  const { described, build } = networks[name];
  const whole = build({ normalised: true });
  fillWeights(whole);
  const model = foldNormalisation(whole, build({ normalised: false }));
  whole.dispose();
  return onEncoderEngine(layersEncoder({ ...described, fingerprint: 'hashed' }, model));
}
