import type { ImageId } from '../data-understanding/index.js';
import { tf, valuesOf } from '../engine/index.js';
import { captionBatches, pairBatches } from '../generator/index.js';
import { captionLoss, pairLoss } from './losses.js';
import { buildMergeModel, mergeCaptioner } from './merge/index.js';
import type { ModelInputs } from './model-inputs.js';
import { copiedRows } from './picture-rows.js';
import { toTensors } from './train-step.js';

/** One way of computing the loss of the same captions. */
export interface LossByWay {
  way: string;
  loss: number;
  /** Words the LSTM reads for it, padding included. */
  'LSTM steps': number;
  milliseconds: number;
}

/**
 * The loss and its gradients of a few pictures' captions, by the tutorial's pairs and by one pass a caption, at dropout 0
 * on an untrained model.
 */
export async function compareLosses(
  inputs: ModelInputs,
  ids: readonly ImageId[],
): Promise<LossByWay[]> {
  const { vocabulary, sequences, features, embedding } = inputs;
  const { maxLength } = sequences;
  const few = new Map(ids.map((id) => [id, sequences.train.get(id) ?? []]));
  const model = buildMergeModel({
    ...{ vocabularySize: vocabulary.size, maxLength, featureWidth: features.width },
    ...{ embeddingWidth: embedding.width, embedding: embedding.rows, dropout: 0 },
  });
  const captioner = mergeCaptioner(model);
  const [pairs] = pairBatches(few, features, { picturesPerBatch: ids.length, maxLength });
  const [captions] = captionBatches(few, { batchSize: Number.MAX_SAFE_INTEGER });

  const measure = async (way: string, steps: number, loss: () => tf.Scalar): Promise<LossByWay> => {
    const lossAndGradients = () => valuesOf(() => tf.variableGrads(loss, captioner.trained).value);
    await lossAndGradients(); // the first time warms up
    const start = performance.now();
    const [number] = await lossAndGradients();
    return { way, loss: number, 'LSTM steps': steps, milliseconds: performance.now() - start };
  };

  const byWay = [
    await measure('pairs', pairs.rows * maxLength, () =>
      pairLoss(
        model,
        tf.tensor2d(pairs.features, [pairs.rows, features.width]), // [pairs, features]
        tf.tensor2d(pairs.prefixes, [pairs.rows, maxLength], 'int32'), // [pairs, steps]
        tf.tensor1d(pairs.next, 'int32'), // [pairs]
      ),
    ),
    await measure('one pass a caption', captions.batch * captions.steps, () =>
      captionLoss(captioner, toTensors(captions, copiedRows(features))),
    ),
  ];
  model.dispose();
  return byWay;
}
