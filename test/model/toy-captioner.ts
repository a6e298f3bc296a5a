import { type Random, tf } from '../../lib/engine/index.js';
import type { CaptionerKind } from '../../lib/model/captioners.js';
import { repeatRows } from '../../lib/model/dense.js';
import type { CaptionModel, CaptionModelSizes, ModelSettings } from '../../lib/model/index.js';
import {
  artifactsFrom,
  glorotUniform,
  type NamedWeights,
  variableOf,
  weightsFrom,
} from '../../lib/model/named-weights.js';

type Weights = NamedWeights<'picture' | 'pictureBias' | 'words'>;

/** The toy of CONTRIBUTING: what comes next depends on the picture and on the last word, and on nothing before. */
function toyCaptioner(weights: Weights, settings: Record<string, number>): CaptionModel {
  const [width, vocabularySize] = weights.picture.shape;
  const { dropout, maxLength } = settings;
  const ofPicture = (pictures: tf.Tensor) =>
    tf
      .matMul(pictures as tf.Tensor2D, weights.picture as tf.Tensor2D)
      .add(weights.pictureBias) as tf.Tensor2D; // [pictures, vocabulary]
  const dropOut = (x: tf.Tensor, random?: Random) =>
    random ? tf.dropout(x, dropout, undefined, random.integer(2 ** 31)) : x;
  return {
    ...{ name: 'toy', settings, vocabularySize, maxLength, reads: { cells: 1, width } },
    trained: [weights.picture, weights.pictureBias, weights.words],
    pictureLayer: { kernel: weights.picture, bias: weights.pictureBias },
    captionLogits(pictures, tokens, random, places) {
      const ofWords = tf.gather(weights.words, tokens.transpose() as tf.Tensor2D); // [steps, batch, vocabulary]
      const ofPictures = repeatRows(ofPicture(dropOut(pictures, random)), tokens.shape[0]); // [batch, vocabulary]
      const logits = ofWords.add(ofPictures).reshape([-1, vocabularySize]); // [steps * batch, vocabulary]
      return (places ? logits.gather(places) : logits) as tf.Tensor2D;
    },
    begin: (pictures) => ({ pictures: [ofPicture(pictures)], state: [] }),
    step([picture], words) {
      const ofBeams = repeatRows(picture as tf.Tensor2D, words.size); // [beams, vocabulary]
      return { logits: tf.gather(weights.words, words).add(ofBeams) as tf.Tensor2D, state: [] };
    },
    graph: () => ({ layers: [] }),
    artifacts: () => artifactsFrom({ captioner: 'toy', settings }, weights),
    dispose: () => tf.dispose(Object.values(weights)),
  };
}

/** The line that the table of captioners would have. */
export const toy: CaptionerKind = {
  says: 'the last word and the picture',
  readsMaps: false,
  build(
    { vocabularySize, maxLength, reads }: CaptionModelSizes,
    { dropout = 0.5, seed = 1 }: ModelSettings,
  ) {
    const kernel = (rows: number) => glorotUniform([rows, vocabularySize], `toy ${seed} ${rows}`);
    const weights = {
      picture: variableOf([reads.width, vocabularySize], kernel(reads.width)),
      pictureBias: variableOf([vocabularySize]),
      words: variableOf([vocabularySize, vocabularySize], kernel(vocabularySize)),
    };
    return toyCaptioner(weights, { dropout, maxLength });
  },
  async open(json, bytes) {
    const { weights, settings } = weightsFrom(json, bytes);
    return toyCaptioner(weights as Weights, settings as Record<string, number>);
  },
};
