import { tf } from '../../engine/index.js';
import type { EncoderEnd, EndLayer } from '../../image-encoding/index.js';
import type { CaptionModel } from '../caption-model.js';
import { variableOf } from '../named-weights.js';
import { endGraph } from './end-graph.js';
import { runEnd, type TunedLayer } from './run-end.js';

/** How much less the encoder learns: it has seen a million pictures, and shall not forget them. */
const RATE = 0.1;

/** What the names of its numbers begin with in a captioner's file. */
const PREFIX = 'encoder-end/';

/** What a captioner's file says of it. */
interface EndTopology {
  encoderEnd?: EndLayer[];
}

/** The variables of an encoder's end as its weights are. */
const tunedLayers = ({ convolutions }: EncoderEnd): TunedLayer[] =>
  convolutions.map(({ name, kind, activation, shape, kernel, bias }) => ({
    ...{ name, kind, activation },
    kernel: variableOf(shape, kernel),
    bias: variableOf([bias.length], bias),
  }));

/**
 * A captioner and the end of the encoder whose maps it reads, as one captioner: it reads the maps that enter the encoder's last
 * stage, and what comes after them learns too, at a tenth of the rate. The expensive stages before are run once a picture.
 */
function tunedCaptioner(inner: CaptionModel, layers: TunedLayer[]): CaptionModel {
  const ofEnd = layers.flatMap(({ kernel, bias }) => [kernel, bias]);
  const { cells } = inner.reads;
  const [first] = layers;
  const read = (maps: tf.Tensor) => runEnd(layers, maps as tf.Tensor3D); // [pictures, cells, width]
  return {
    ...{ name: inner.name, vocabularySize: inner.vocabularySize, maxLength: inner.maxLength },
    settings: { ...inner.settings, tuneEncoder: true },
    reads: { cells, width: first.kernel.shape[0] },
    pool: inner.pool,
    trained: [...inner.trained, ...ofEnd],
    rates: [...inner.trained.map(() => 1), ...ofEnd.map(() => RATE)],
    pictureLayer: first,
    captionLogits: (maps, ...others) => inner.captionLogits(read(maps), ...others),
    begin: (maps) => inner.begin(read(maps)),
    step: (...args) => inner.step(...args),
    graph: () => endGraph(layers, cells, inner.graph()),
    async artifacts() {
      const of = await inner.artifacts();
      const named = layers.flatMap(({ name, kernel, bias }) => [
        { name: `${PREFIX}${name}/kernel`, tensor: kernel },
        { name: `${PREFIX}${name}/bias`, tensor: bias },
      ]);
      const { data, specs } = await tf.io.encodeWeights(named);
      const encoderEnd: EndLayer[] = layers.map(({ name, kind, activation }) => ({
        ...{ name, kind, activation },
      }));
      return {
        modelTopology: { ...of.modelTopology, encoderEnd },
        weightSpecs: [...(of.weightSpecs ?? []), ...specs],
        weightData: [of.weightData as ArrayBuffer, data].flat(),
      };
    },
    dispose() {
      inner.dispose();
      tf.dispose(ofEnd);
    },
  };
}

/** A new captioner that reads what the end of an encoder gives, and that end. */
export const withEncoderEnd = (inner: CaptionModel, end: EncoderEnd): CaptionModel =>
  tunedCaptioner(inner, tunedLayers(end));

/**
 * Opens a captioner that may have been kept with the end of its encoder.
 * @param open opens the captioner without it
 */
export async function openWithEnd(
  json: string,
  bytes: Uint8Array,
  open: (json: string, bytes: Uint8Array) => Promise<CaptionModel>,
): Promise<CaptionModel> {
  const whole = JSON.parse(json) as {
    modelTopology: EndTopology;
    weightsManifest: tf.io.WeightsManifestConfig;
  };
  const { encoderEnd, ...modelTopology } = whole.modelTopology;
  if (!encoderEnd) return open(json, bytes);
  const specs = whole.weightsManifest.flatMap(({ weights }) => weights);
  const weights = specs.filter(({ name }) => !name.startsWith(PREFIX));
  const weightsManifest = [{ paths: [], weights }];
  const inner = await open(JSON.stringify({ ...whole, modelTopology, weightsManifest }), bytes);
  const all = tf.io.decodeWeights(new Uint8Array(bytes).buffer, specs);
  const variable = (name: string) => tf.variable(all[`${PREFIX}${name}`]);
  const layers = encoderEnd.map((layer) => ({
    ...layer,
    kernel: variable(`${layer.name}/kernel`),
    bias: variable(`${layer.name}/bias`),
  }));
  tf.dispose(all);
  return tunedCaptioner(inner, layers);
}
