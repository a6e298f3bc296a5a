import type { DrawnLayer, ModelGraph } from '../../display/model-drawing.js';
import type { NamedWeights } from '../named-weights.js';
import type { TransformerSettings } from './transformer.js';

/** The captioner as layers, for its drawing: what each reads, its shape and its parameters, those of its norms among them. */
export function transformerGraph(
  variables: NamedWeights<string>,
  { units, layers, maxLength, mapCells, embedding }: TransformerSettings,
): ModelGraph {
  const sizeOf = (part: string) =>
    Object.entries(variables)
      .filter(([name]) => name.startsWith(part))
      .reduce((sum, [, { size }]) => sum + size, 0);
  const [channels] = variables.cellsKernel.shape;
  const [vocabulary, width] = variables.embedding.shape;
  const layer = (
    name: string,
    kind: string,
    shape: number[],
    inputs: string[],
    parameters = 0,
    trainable = true,
  ): DrawnLayer => ({ name, kind, outputShape: [null, ...shape], parameters, trainable, inputs });
  const words = [maxLength, units];
  let known = 'word_embedding';
  const parts = Array.from({ length: layers }, (_, i) => i + 1).flatMap((i) => {
    const names = [`self_attention_${i}`, `cross_attention_${i}`, `feed_forward_${i}`];
    const [self, cross, feed] = names;
    const before = known;
    known = feed;
    return [
      layer(self, 'SelfAttention', words, [before], sizeOf(`self${i}`)),
      layer(cross, 'CrossAttention', words, [self, 'cells_dense'], sizeOf(`cross${i}`)),
      layer(feed, 'Dense', words, [cross], sizeOf(`feed${i}`)),
    ];
  });
  const vectors = variables.embedding.size;
  const embedded = width === units && !variables.fromWord ? words : [maxLength, width];
  const table = layer(
    'word_embedding',
    'Embedding',
    embedded,
    ['caption'],
    vectors,
    embedding !== 'frozen',
  );
  const projected = variables.fromWord
    ? [layer('from_word', 'Dense', words, ['word_embedding'], sizeOf('fromWord'))]
    : [];
  if (projected.length > 0 && parts.length > 0) parts[0].inputs = ['from_word'];
  const said = sizeOf('toWord') + sizeOf('saidWords') + sizeOf('last') + sizeOf('wordBias');
  return {
    layers: [
      layer('picture_map', 'InputLayer', [mapCells, channels], []),
      layer('cells_dense', 'Dense', [mapCells, units], ['picture_map'], sizeOf('cells')),
      layer('caption', 'InputLayer', [maxLength], []),
      ...[table, ...projected, ...parts],
      layer('next_word', 'Dense', [maxLength, vocabulary], [known], said),
    ],
  };
}
