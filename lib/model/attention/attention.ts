import { tf } from '../../engine/index.js';
import type {
  CaptionModel,
  CaptionModelSizes,
  DenseWeights,
  ModelSettings,
} from '../caption-model.js';
import { droppedShares } from '../dropout.js';
import type { LstmState } from '../lstm-step.js';
import {
  artifactsFrom,
  drawnVariables,
  type NamedWeights,
  openForgetGates,
  variableOf,
  weightsFrom,
} from '../named-weights.js';
import { orthogonalRows } from '../orthogonal.js';
import { attentionLogits, firstMemory, lookAndSay, readPlaces } from './attention-pass.js';
import { attentionGraph } from './graph.js';
import type { AttentionWeights, Places } from './weights.js';

/** Its name in the table. */
const ATTENTION = 'attention';

/** What an attention captioner was built with. */
export type AttentionSettings = Required<
  Omit<ModelSettings, 'seed' | 'layers' | 'heads' | 'tuneEncoder' | 'pool' | 'pictureDropout'>
> & {
  /** Of pictures, where it is another one. */
  pictureDropout?: number;
  maxLength: number;
  /** Cells of a map. */
  mapCells: number;
};

type Layer = 'cells' | 'query' | 'firstHidden' | 'firstCell' | 'decoder' | 'nextWord';
/** Layers and kernels that are there with the sentinel only, and the layer that is there without it only. */
type SentinelName = 'sentinelKernel' | 'sentinelBias' | 'sentinelRecurrent' | 'sentinelKey';
type GateName = 'gateKernel' | 'gateBias';
/** Its variables by name, in the order in which they are trained. */
type Variables = NamedWeights<
  | 'embedding'
  | 'lstmKernel'
  | 'lstmContext'
  | 'lstmRecurrent'
  | 'lstmBias'
  | `${Layer}Kernel`
  | `${Layer}Bias`
  | 'keyKernel'
  | 'scoreKernel'
> &
  Partial<NamedWeights<SentinelName | GateName>>;

function attentionWeights(variables: Variables, settings: AttentionSettings): AttentionWeights {
  const layer = (name: Layer): DenseWeights => ({
    kernel: variables[`${name}Kernel`],
    bias: variables[`${name}Bias`],
  });
  const { lstmKernel: kernel, lstmRecurrent: recurrent, lstmBias: bias } = variables;
  const { sentinelKernel, sentinelBias, sentinelRecurrent, sentinelKey } = variables;
  const { units, dropout, pictureDropout = dropout, recurrentActivation } = settings;
  return {
    embedding: variables.embedding,
    lstm: { kernel, recurrent, bias },
    context: variables.lstmContext,
    ...{ cells: layer('cells'), key: variables.keyKernel },
    ...{ query: layer('query'), score: variables.scoreKernel },
    first: { hidden: layer('firstHidden'), cell: layer('firstCell') },
    ...(variables.gateKernel &&
      variables.gateBias && { gate: { kernel: variables.gateKernel, bias: variables.gateBias } }),
    ...(sentinelKernel &&
      sentinelBias &&
      sentinelRecurrent &&
      sentinelKey && {
        sentinel: {
          word: { kernel: sentinelKernel, bias: sentinelBias },
          ...{ recurrent: sentinelRecurrent, key: sentinelKey },
        },
      }),
    ...{ decoder: layer('decoder'), nextWord: layer('nextWord') },
    ...{ units, dropout, pictureDropout, recurrentActivation },
  };
}

/** The captioner of these variables. */
function captionerOf(variables: Variables, settings: AttentionSettings): CaptionModel {
  const weights = attentionWeights(variables, settings);
  const { embedding, ...others } = variables;
  const trained = Object.values(settings.embedding === 'frozen' ? others : variables);
  const [width] = variables.cellsKernel.shape;
  const named = ([hidden, cell]: tf.Tensor[]) => ({ hidden, cell }) as LstmState;
  return {
    ...{ name: ATTENTION, settings, trained },
    reads: { cells: settings.mapCells, width },
    vocabularySize: embedding.shape[0],
    maxLength: settings.maxLength,
    pictureLayer: weights.cells,
    captionLogits: (maps, tokens, random, places) =>
      attentionLogits(weights, maps as tf.Tensor3D, tokens, { random, places }),
    begin(maps) {
      const places = readPlaces(weights, maps as tf.Tensor3D);
      const { hidden, cell } = firstMemory(weights, places);
      return { pictures: [places.says, places.keys], state: [hidden, cell] };
    },
    step([says, keys], words, state) {
      const places = { says, keys } as Places;
      const { logits, looked, memory } = lookAndSay(weights, places, words, named(state));
      return { logits, looked, state: [memory.hidden, memory.cell] };
    },
    graph: () => attentionGraph(variables, settings),
    artifacts: () => artifactsFrom({ captioner: ATTENTION, settings }, variables),
    dispose: () => tf.dispose(Object.values(variables)),
  };
}

/**
 * Show, attend and tell (Xu et al. 2015), its soft attention: before each word the LSTM's memory looks at the cells, and
 * what was seen enters the LSTM together with the word. With `sentinel` the memory stands beside the cells (Lu et al. 2017),
 * and `looked` shows how the rest is spread over the cells: it sums to what the sentinel leaves of 1, so that the share
 * which is missing is how little the picture was read for this word. Kernels are drawn as the merge model's are.
 */
export function buildAttention(
  { vocabularySize, maxLength, reads, embeddingWidth, embedding }: CaptionModelSizes,
  given: ModelSettings,
): CaptionModel {
  const { embedding: use = 'frozen', units = 256, dropout = 0.5, seed = 1 } = given;
  const { recurrentActivation = 'sigmoid', sentinel = false } = given;
  const { kernel, dense } = drawnVariables(ATTENTION, seed);
  const gates = 4 * units;
  const words: [number, number] = [vocabularySize, embeddingWidth];
  const vectors = use === 'fresh' ? undefined : embedding;
  const ofSentinel = () => ({
    ...dense('sentinel', [embeddingWidth, units]),
    sentinelRecurrent: kernel('sentinel recurrent', [units, units]),
    sentinelKey: kernel('sentinel key', [units, units]),
  });
  const variables: Variables = {
    embedding: vectors ? variableOf(words, vectors) : kernel('embedding', words),
    lstmKernel: kernel('lstm', [embeddingWidth, gates]),
    lstmContext: kernel('lstm context', [units, gates]),
    lstmRecurrent: variableOf([units, gates], orthogonalRows(units, gates, seed)),
    lstmBias: openForgetGates(units),
    ...dense('cells', [reads.width, units]),
    keyKernel: kernel('key', [units, units]),
    ...dense('query', [units, units]),
    scoreKernel: kernel('score', [units, 1]),
    ...dense('firstHidden', [units, units]),
    ...dense('firstCell', [units, units]),
    ...(sentinel ? ofSentinel() : dense('gate', [units, 1])),
    ...dense('decoder', [2 * units + embeddingWidth, units]),
    ...dense('nextWord', [units, vocabularySize]),
  };
  const dropped = droppedShares(dropout, given);
  const chosen = { embedding: use, units, ...dropped, recurrentActivation, sentinel };
  return captionerOf(variables, { ...chosen, maxLength, mapCells: reads.cells });
}

/** The one whose `artifacts` these files hold. */
export async function openAttention(json: string, bytes: Uint8Array): Promise<CaptionModel> {
  const { settings, weights } = weightsFrom(json, bytes);
  return captionerOf(weights as Variables, settings as unknown as AttentionSettings);
}
