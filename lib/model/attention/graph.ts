import type { DrawnLayer, ModelGraph } from '../../display/model-drawing.js';
import type { NamedWeights } from '../named-weights.js';
import type { AttentionSettings } from './attention.js';

/**
 * The captioner as layers, for its drawing: what each reads, its shape and its parameters. A drawing has no loops: that the
 * attention asks what the LSTM remembers of the words before is not in it.
 */
export function attentionGraph(
  variables: Partial<NamedWeights<string>>,
  { units, maxLength, mapCells, embedding, sentinel }: AttentionSettings,
): ModelGraph {
  const size = (...names: string[]) =>
    names.reduce((sum, name) => sum + (variables[name]?.size ?? 0), 0);
  const ofLayer = (name: string) => size(`${name}Kernel`, `${name}Bias`);
  const [vocabulary, width] = variables.embedding?.shape ?? [];
  const [channels] = variables.cellsKernel?.shape ?? [];
  const layer = (
    name: string,
    kind: string,
    shape: number[],
    inputs: string[] = [],
    parameters = ofLayer(name),
    trainable = true,
  ): DrawnLayer => ({ name, kind, outputShape: [null, ...shape], parameters, trainable, inputs });
  const first = ofLayer('firstHidden') + ofLayer('firstCell');
  const attention = ofLayer('query') + ofLayer('gate') + size('scoreKernel');
  const ofLstm = size('lstmKernel', 'lstmContext', 'lstmRecurrent', 'lstmBias');
  const ofSentinel = ofLayer('sentinel') + size('sentinelRecurrent', 'sentinelKey');
  const vectors = size('embedding');
  const reads = ['cells_dense', 'key_dense', ...(sentinel ? ['sentinel'] : [])];
  const steps = [maxLength, units];
  const decoded = ['caption_lstm', 'attention', 'word_embedding'];
  const asked = sentinel
    ? [layer('sentinel', 'Sentinel', steps, ['word_embedding'], ofSentinel)]
    : [];
  const tuned = embedding !== 'frozen';
  return {
    layers: [
      layer('picture_map', 'InputLayer', [mapCells, channels], [], 0),
      layer('cells_dense', 'Dense', [mapCells, units], ['picture_map'], ofLayer('cells')),
      layer('key_dense', 'Dense', [mapCells, units], ['cells_dense'], ofLayer('key')),
      layer('first_memory', 'Dense', [2 * units], ['cells_dense'], first),
      layer('caption', 'InputLayer', [maxLength], [], 0),
      layer('word_embedding', 'Embedding', [maxLength, width], ['caption'], vectors, tuned),
      ...asked,
      layer('attention', 'AdditiveAttention', steps, reads, attention),
      layer('caption_lstm', 'LSTM', steps, ['word_embedding', 'attention', 'first_memory'], ofLstm),
      layer('decoder_dense', 'Dense', steps, decoded, ofLayer('decoder')),
      layer('next_word', 'Dense', [maxLength, vocabulary], ['decoder_dense'], ofLayer('nextWord')),
    ],
  };
}
