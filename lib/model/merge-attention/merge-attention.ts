import { tf } from '../../engine/index.js';
import type {
  CaptionModel,
  CaptionModelSizes,
  CommonSettings,
  DenseWeights,
} from '../caption-model.js';
import { dense } from '../dense.js';
import { droppedShares } from '../dropout.js';
import { emptyMemory, lstmStep } from '../lstm-step.js';
import {
  artifactsFrom,
  drawnVariables,
  type NamedWeights,
  openForgetGates,
  variableOf,
  weightsFrom,
} from '../named-weights.js';
import { orthogonalRows } from '../orthogonal.js';
import { type AttentionWeights, attentionLogits, lookAndSay, readCells } from './attention-pass.js';
import { attentionGraph } from './graph.js';

/** Its name in the table. */
const MERGE_ATTENTION = 'merge-attention';

/** What a merge-attention captioner was built with. */
export type AttentionSettings = Required<Omit<CommonSettings, 'seed' | 'pictureDropout'>> & {
  /** Of pictures, where it is another one. */
  pictureDropout?: number;
  maxLength: number;
  /** Cells of a map. */
  mapCells: number;
};

const layers = ['cells', 'query', 'decoder', 'nextWord'] as const;
type Layer = (typeof layers)[number];
/** Its variables by name, in the order in which they are trained. */
type Variables = NamedWeights<
  'embedding' | 'lstmKernel' | 'lstmRecurrent' | 'lstmBias' | `${Layer}Kernel` | `${Layer}Bias`
>;

function attentionWeights(variables: Variables, settings: AttentionSettings): AttentionWeights {
  const layer = (name: Layer): DenseWeights => ({
    kernel: variables[`${name}Kernel`],
    bias: variables[`${name}Bias`],
  });
  const { lstmKernel: kernel, lstmRecurrent: recurrent, lstmBias: bias } = variables;
  const { units, dropout, pictureDropout = dropout, recurrentActivation, embedding } = settings;
  return {
    embedding: variables.embedding,
    lstm: { kernel, recurrent, bias },
    ...{ cells: layer('cells'), query: layer('query') },
    ...{ decoder: layer('decoder'), nextWord: layer('nextWord') },
    ...{ units, dropout, pictureDropout, recurrentActivation, tuned: embedding !== 'frozen' },
  };
}

/** The captioner of these variables. */
function captionerOf(variables: Variables, settings: AttentionSettings): CaptionModel {
  const weights = attentionWeights(variables, settings);
  const { embedding, ...others } = variables;
  const trained = Object.values(weights.tuned ? { embedding, ...others } : others);
  const [width] = variables.cellsKernel.shape;
  return {
    ...{ name: MERGE_ATTENTION, settings, trained },
    reads: { cells: settings.mapCells, width },
    vocabularySize: embedding.shape[0],
    maxLength: settings.maxLength,
    pictureLayer: weights.cells,
    captionLogits: (maps, tokens, random, places) =>
      attentionLogits(weights, maps as tf.Tensor3D, tokens, { random, places }),
    begin(maps) {
      const { hidden, cell } = emptyMemory(weights.units, maps.shape[0]);
      return { pictures: [readCells(weights, maps as tf.Tensor3D)], state: [hidden, cell] };
    },
    step([cells], words, [hidden, cell]) {
      const vectors = tf.gather(embedding, words); // [beams, embedding]
      const before = { hidden, cell } as { hidden: tf.Tensor2D; cell: tf.Tensor2D };
      const after = lstmStep(weights, dense(vectors, weights.lstm), before);
      const said = lookAndSay(weights, after.hidden, cells as tf.Tensor3D);
      return { ...said, state: [after.hidden, after.cell] };
    },
    graph: () => attentionGraph(variables, settings),
    artifacts: () => artifactsFrom({ captioner: MERGE_ATTENTION, settings }, variables),
    dispose: () => tf.dispose(Object.values(variables)),
  };
}

/**
 * The merge model with attention: the LSTM still never sees the picture, and what it has read looks at the picture's cells.
 * Kernels are drawn as the merge model's are, LSTM included.
 */
export function buildMergeAttention(
  { vocabularySize, maxLength, reads, embeddingWidth, embedding }: CaptionModelSizes,
  given: CommonSettings,
): CaptionModel {
  const { embedding: use = 'frozen', units = 256, dropout = 0.5, seed = 1 } = given;
  const { recurrentActivation = 'sigmoid' } = given;
  const { kernel, dense } = drawnVariables(MERGE_ATTENTION, seed);
  const gates = 4 * units;
  const words: [number, number] = [vocabularySize, embeddingWidth];
  const vectors = use === 'fresh' ? undefined : embedding;
  const variables: Variables = {
    embedding: vectors ? variableOf(words, vectors) : kernel('embedding', words),
    lstmKernel: kernel('lstm', [embeddingWidth, gates]),
    lstmRecurrent: variableOf([units, gates], orthogonalRows(units, gates, seed)),
    lstmBias: openForgetGates(units),
    ...dense('cells', [reads.width, units]),
    ...dense('query', [units, units]),
    ...dense('decoder', [units, units]),
    ...dense('nextWord', [units, vocabularySize]),
  };
  const shape = { maxLength, mapCells: reads.cells };
  const dropped = droppedShares(dropout, given);
  const chosen = { embedding: use, units, ...dropped, recurrentActivation };
  return captionerOf(variables, { ...chosen, ...shape });
}

/** The one whose `artifacts` these files hold. */
export async function openMergeAttention(json: string, bytes: Uint8Array): Promise<CaptionModel> {
  const { settings, weights } = weightsFrom(json, bytes);
  return captionerOf(weights as Variables, settings as unknown as AttentionSettings);
}
