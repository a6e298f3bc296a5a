import { artifactsOf, type tf } from '../../engine/index.js';
import { UserError } from '../../outputs/index.js';
import type { CaptionModel, CaptionModelSizes, ModelSettings } from '../caption-model.js';
import { repeatRows } from '../dense.js';
import { describeModel } from '../describe.js';
import { droppedShares } from '../dropout.js';
import { emptyMemory } from '../lstm-step.js';
import { captionLogits, logitsOfAll, nextStep, pictureBranch } from './caption-pass.js';
import { buildMergeModel } from './merge-model.js';
import { mergeWeights } from './merge-weights.js';

/** A merge model as a captioner. It stays the layers model that it is: `layers`. */
export interface MergeCaptioner extends CaptionModel {
  readonly layers: tf.LayersModel;
}

/**
 * The merge model behind the interface of captioners.
 * @throws Error when the model has no layers of a merge model's names
 */
export function mergeCaptioner(layers: tf.LayersModel): MergeCaptioner {
  const weights = mergeWeights(layers);
  const [width] = weights.picture.kernel.shape;
  return {
    name: 'merge',
    layers,
    settings: (layers.getUserDefinedMetadata() ?? {}) as MergeCaptioner['settings'],
    reads: { cells: 1, width },
    vocabularySize: weights.embedding.shape[0],
    maxLength: layers.inputs[1].shape[1] as number,
    trained: weights.trained,
    pictureLayer: weights.picture,
    captionLogits: (pictures, tokens, random, places) =>
      captionLogits(weights, pictures, tokens, random, places),
    logitsOfAll: (pictures, tokens, places) => logitsOfAll(weights, pictures, tokens, places),
    begin(pictures) {
      const { hidden, cell } = emptyMemory(weights.units, pictures.shape[0]);
      return { pictures: [pictureBranch(weights, pictures)], state: [hidden, cell] };
    },
    step([picture], words, [hidden, cell]) {
      const memory = { hidden, cell } as { hidden: tf.Tensor2D; cell: tf.Tensor2D };
      const ofBeams = repeatRows(picture as tf.Tensor2D, words.size); // [beams, units]
      const { logits, state } = nextStep(weights, ofBeams, words, memory);
      return { logits, state: [state.hidden, state.cell] };
    },
    graph: () => describeModel(layers),
    artifacts: () => artifactsOf(layers),
    dispose: () => layers.dispose(),
  };
}

/**
 * The layers of a merge model, for those who read it as the tutorial does.
 * @throws UserError for any other captioner
 */
export function layersOf(model: CaptionModel | tf.LayersModel): tf.LayersModel {
  if (!('captionLogits' in model)) return model;
  if ('layers' in model) return (model as MergeCaptioner).layers;
  throw new UserError(
    `This model is of the kind ${model.name}: the tutorial's way reads the layers of a merge model.`,
  );
}

/** A merge model of these sizes, its embedding loaded and frozen unless the settings say otherwise. */
export function mergeModelFor(
  { reads, embedding, ...sizes }: CaptionModelSizes,
  given: ModelSettings = {},
): tf.LayersModel {
  const { embedding: use = 'frozen', units = 256, dropout = 0.5, seed = 1 } = given;
  const { recurrentActivation = 'sigmoid' } = given;
  const dropped = droppedShares(dropout, given);
  const model = buildMergeModel({
    ...sizes,
    featureWidth: reads.width,
    embedding: use === 'fresh' ? undefined : embedding,
    tuneEmbedding: use !== 'frozen',
    ...{ units, ...dropped, recurrentActivation, seed },
  });
  model.setUserDefinedMetadata({ embedding: use, units, ...dropped, recurrentActivation });
  return model;
}
