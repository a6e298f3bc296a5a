import { createRandom, tf } from '../../engine/index.js';
import { UserError } from '../../outputs/index.js';
import type {
  CaptionModel,
  CaptionModelSizes,
  EmbeddingUse,
  ModelSettings,
} from '../caption-model.js';
import { droppedShares } from '../dropout.js';
import {
  artifactsFrom,
  glorotUniform,
  type NamedWeights,
  variableOf,
  weightsFrom,
} from '../named-weights.js';
import { transformerGraph } from './graph.js';
import type { KeysAndValues } from './heads.js';
import {
  readPictures,
  readWords,
  sayWords,
  type TransformerWeights,
  transformerLogits,
} from './transformer-pass.js';

/** Its name in the table. */
const TRANSFORMER = 'transformer';

/** What a transformer was built with. */
export interface TransformerSettings {
  embedding: EmbeddingUse;
  /** Width of what is known after a word. */
  units: number;
  layers: number;
  /** Looks of a layer beside one another, each `units / heads` wide. */
  heads: number;
  dropout: number;
  /** Of pictures, where it is another one. */
  pictureDropout?: number;
  maxLength: number;
  /** Cells of a map. */
  mapCells: number;
}

/** Its variables of these names. */
function transformerWeights(
  variables: NamedWeights<string>,
  { layers, units, heads, dropout, pictureDropout = dropout }: TransformerSettings,
): TransformerWeights {
  const dense = (name: string) => ({
    kernel: variables[`${name}Kernel`],
    bias: variables[`${name}Bias`],
  });
  const norm = (name: string) => ({
    gain: variables[`${name}NormGain`],
    bias: variables[`${name}NormBias`],
  });
  const { embedding, wordBias, fromWord, toWord, saidWords } = variables;
  return {
    ...{ embedding, fromWord, toWord, saidWords, wordBias, units, heads, dropout, pictureDropout },
    cells: dense('cells'),
    cellsNorm: norm('cells'),
    lastNorm: norm('last'),
    layers: Array.from({ length: layers }, (_, i) => {
      const [self, cross, feed] = ['self', 'cross', 'feed'].map((part) => `${part}${i + 1}`);
      return {
        self: { norm: norm(self), read: variables[`${self}Read`], out: dense(`${self}Out`) },
        cross: {
          norm: norm(cross),
          ask: variables[`${cross}Ask`],
          read: variables[`${cross}Read`],
          out: dense(`${cross}Out`),
        },
        feed: { norm: norm(feed), wide: dense(`${feed}Wide`), out: dense(`${feed}Out`) },
      };
    }),
  };
}

/** Keys and values of all layers as a list of tensors, and back. */
const listOf = (memories: KeysAndValues[]) =>
  memories.flatMap(({ keys, values }) => [keys, values]);
const memoriesOf = (list: tf.Tensor[]): KeysAndValues[] =>
  Array.from({ length: list.length / 2 }, (_, i) => ({
    keys: list[2 * i] as tf.Tensor4D,
    values: list[2 * i + 1] as tf.Tensor4D,
  }));

/** A transformer as a captioner. */
export interface TransformerCaptioner extends CaptionModel {
  readonly weights: TransformerWeights;
}

/**
 * A transformer with its weights, for those who look into it.
 * @throws UserError for a captioner of another kind, or one with something between its maps and it
 */
export function transformerOf(model: CaptionModel): TransformerCaptioner {
  if ('weights' in model && model.name === TRANSFORMER) return model as TransformerCaptioner;
  throw new UserError(
    model.name === TRANSFORMER
      ? 'This transformer reads pooled maps or the end of its encoder: one without --pool and --tune-encoder is wanted here.'
      : `This captioner is of the kind ${model.name}: a transformer is wanted here.`,
  );
}

/**
 * The captioner of these variables. Its memory is the keys and values of the words read so far, `[beams, heads, words, depth]`
 * in each layer; before the first word it is empty.
 */
function captionerOf(
  variables: NamedWeights<string>,
  settings: TransformerSettings,
): TransformerCaptioner {
  const weights = transformerWeights(variables, settings);
  const { embedding, ...others } = variables;
  const [width] = variables.cellsKernel.shape;
  return {
    ...{ name: TRANSFORMER, settings: { ...settings }, weights },
    trained: Object.values(settings.embedding === 'frozen' ? others : { embedding, ...others }),
    reads: { cells: settings.mapCells, width },
    vocabularySize: embedding.shape[0],
    maxLength: settings.maxLength,
    pictureLayer: weights.cells,
    captionLogits: (maps, tokens, random, places, allWords) =>
      transformerLogits(weights, maps as tf.Tensor3D, tokens, { random, places, allWords }),
    begin: (maps) => ({ pictures: listOf(readPictures(weights, maps as tf.Tensor3D)), state: [] }),
    step(pictures, words, state) {
      const { known, looks } = readWords(weights, words.expandDims(1) as tf.Tensor2D, {
        pictures: memoriesOf(pictures),
        past: state.length > 0 ? memoriesOf(state) : undefined,
      });
      const { cells } = looks[looks.length - 1]; // [pictures, heads, beams / pictures, cells]
      return {
        logits: sayWords(weights, known), // [beams, vocabulary]
        state: listOf(looks.map(({ memory }) => memory)),
        looked: cells.mean(1).reshape([words.size, cells.shape[3]]) as tf.Tensor2D, // [beams, cells]
      };
    },
    graph: () => transformerGraph(variables, settings),
    artifacts: () =>
      artifactsFrom({ captioner: TRANSFORMER, settings: { ...settings } }, variables),
    dispose: () => tf.dispose(Object.values(variables)),
  };
}

/** As many heads as a layer has unless the user says otherwise: the most up to four that part its width. */
const usualHeads = (units: number) => [4, 3, 2, 1].find((heads) => units % heads === 0) as number;

/** Root of the mean square. */
const rms = (values: Float32Array) =>
  Math.sqrt(values.reduce((sum, value) => sum + value ** 2, 0) / values.length) || 1;

/**
 * A transformer's decoder that looks at the cells of a map (Vaswani et al. 2017), each part's input normalised rather than
 * its output (Xiong et al. 2020): such a one learns without a slow start. Its output matrix is its word vectors (Press and
 * Wolf 2017). Vectors drawn by lot have its own width; those that are given have theirs, and are read and said through a
 * matrix each, so that they need not serve as what is known, too. Frozen ones are only read: what is frozen cannot learn to
 * be said, and a word that has no vector, as the markers have none, would never be.
 * @throws UserError when its width cannot be parted into so many heads
 */
export function buildTransformer(
  { vocabularySize, maxLength, reads, embeddingWidth, embedding }: CaptionModelSizes,
  given: ModelSettings,
): TransformerCaptioner {
  const { embedding: use = 'frozen', units = 256, dropout = 0.1, seed = 1, layers = 2 } = given;
  const { heads = usualHeads(units) } = given;
  if (units % heads !== 0) {
    throw new UserError(
      `A transformer of ${units} units cannot be parted into ${heads} heads of one width: choose heads that divide the units.`,
    );
  }
  const vectors = use === 'fresh' ? undefined : embedding;
  const variables: NamedWeights<string> = {};
  const matrix = (name: string, shape: [number, number], factor = 1) => {
    const drawn = glorotUniform(shape, `${TRANSFORMER} ${name} ${seed}`);
    variables[name] = variableOf(
      shape,
      drawn.map((value) => factor * value),
    );
  };
  const dense = (name: string, shape: [number, number], factor?: number) => {
    matrix(`${name}Kernel`, shape, factor);
    variables[`${name}Bias`] = variableOf([shape[1]]);
  };
  const norm = (name: string) => {
    variables[`${name}NormGain`] = variableOf([units], new Float32Array(units).fill(1));
    variables[`${name}NormBias`] = variableOf([units]);
  };

  const words = (name: string) => {
    const { normal } = createRandom(`${TRANSFORMER} ${name} ${seed}`);
    const drawn = Float32Array.from({ length: vocabularySize * units }, normal);
    const rows = drawn.map((value) => value / Math.sqrt(units));
    variables[name] = variableOf([vocabularySize, units], rows);
  };

  if (vectors) {
    variables.embedding = variableOf([vocabularySize, embeddingWidth], vectors);
    const size = rms(vectors); // words shall weigh about 1 when they are read, and logits when they are said
    matrix('fromWord', [embeddingWidth, units], 1 / size);
    if (use === 'frozen') words('saidWords');
    else matrix('toWord', [units, embeddingWidth], 1 / size / Math.sqrt(embeddingWidth));
  } else words('embedding');
  dense('cells', [reads.width, units]);
  norm('cells');
  const factor = 1 / Math.sqrt(3 * layers); // so many parts are added up (Radford et al. 2019)
  for (let layer = 1; layer <= layers; layer++) {
    norm(`self${layer}`);
    matrix(`self${layer}Read`, [units, 3 * units]);
    dense(`self${layer}Out`, [units, units], factor);
    norm(`cross${layer}`);
    matrix(`cross${layer}Ask`, [units, units]);
    matrix(`cross${layer}Read`, [units, 2 * units]);
    dense(`cross${layer}Out`, [units, units], factor);
    norm(`feed${layer}`);
    dense(`feed${layer}Wide`, [units, 4 * units]);
    dense(`feed${layer}Out`, [4 * units, units], factor);
  }
  norm('last');
  variables.wordBias = variableOf([vocabularySize]);
  const shape = { maxLength, mapCells: reads.cells };
  const dropped = droppedShares(dropout, given);
  return captionerOf(variables, { embedding: use, units, layers, heads, ...dropped, ...shape });
}

/** The one whose `artifacts` these files hold. */
export async function openTransformer(json: string, bytes: Uint8Array): Promise<CaptionModel> {
  const { settings, weights } = weightsFrom(json, bytes);
  return captionerOf(weights, settings as unknown as TransformerSettings);
}
