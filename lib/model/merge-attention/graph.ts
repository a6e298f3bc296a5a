import type { DrawnLayer, ModelGraph } from '../../display/model-drawing.js';
import type { NamedWeights } from '../named-weights.js';
import type { AttentionSettings } from './merge-attention.js';

/** The captioner as layers, for its drawing: what each reads, its shape and its parameters. */
export function attentionGraph(
  variables: NamedWeights<string>,
  { units, maxLength, mapCells, embedding }: AttentionSettings,
): ModelGraph {
  const size = (...names: string[]) => names.reduce((sum, name) => sum + variables[name].size, 0);
  const ofLayer = (name: string) => size(`${name}Kernel`, `${name}Bias`);
  const [vocabulary, width] = variables.embedding.shape;
  const [channels] = variables.cellsKernel.shape;
  const layer = (
    name: string,
    kind: string,
    shape: number[],
    inputs: string[] = [],
    parameters = 0,
    trainable = true,
  ): DrawnLayer => ({ name, kind, outputShape: [null, ...shape], parameters, trainable, inputs });
  return {
    layers: [
      layer('picture_map', 'InputLayer', [mapCells, channels]),
      layer('cells_dense', 'Dense', [mapCells, units], ['picture_map'], ofLayer('cells')),
      layer('caption', 'InputLayer', [maxLength]),
      layer(
        'word_embedding',
        'Embedding',
        [maxLength, width],
        ['caption'],
        size('embedding'),
        embedding !== 'frozen',
      ),
      layer(
        'caption_lstm',
        'LSTM',
        [maxLength, units],
        ['word_embedding'],
        size('lstmKernel', 'lstmRecurrent', 'lstmBias'),
      ),
      layer('query_dense', 'Dense', [maxLength, units], ['caption_lstm'], ofLayer('query')),
      layer('attention', 'Attention', [maxLength, units], ['cells_dense', 'query_dense']),
      layer('merge', 'Add', [maxLength, units], ['attention', 'caption_lstm']),
      layer('decoder_dense', 'Dense', [maxLength, units], ['merge'], ofLayer('decoder')),
      layer('next_word', 'Dense', [maxLength, vocabulary], ['decoder_dense'], ofLayer('nextWord')),
    ],
  };
}
