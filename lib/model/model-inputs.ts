import { ensureSequences, type Sequences } from '../caption-preprocessing/index.js';
import type { Dataset } from '../data-understanding/index.js';
import { type EmbeddingMatrix, ensureEmbeddingMatrix } from '../embeddings/index.js';
import type { tf } from '../engine/index.js';
import {
  ENCODERS,
  type EncoderEnd,
  encoderEnd,
  encoderFor,
  ensureFeatures,
  ensureMaps,
  type LayersEncoder,
  type PictureFeatures,
} from '../image-encoding/index.js';
import { UserError } from '../outputs/index.js';
import { ensureVocabulary, type Vocabulary } from '../vocabulary/index.js';
import type { CaptionModel, CaptionModelSizes, ModelSettings } from './caption-model.js';
import { type CaptionerKind, type CaptionerName, captioners } from './captioners.js';
import { mergeModelFor } from './merge/index.js';
import { withPooledMaps } from './pooled-maps/index.js';
import { withEncoderEnd } from './tuned-encoder/index.js';

/** Everything the earlier sections made for the model. */
export interface ModelInputs {
  vocabulary: Vocabulary;
  sequences: Sequences;
  /** What the captioner reads of pictures: vectors, or maps. */
  features: PictureFeatures;
  embedding: EmbeddingMatrix;
  /** What comes behind the maps in their encoder, where it shall learn with the captioner. */
  encoderEnd?: EncoderEnd;
}

/**
 * Collects vocabulary, sequences, features and word vectors of a data set, each read or made.
 * @param captioner what reads them: some captioners read maps
 * @param options `tuneEncoder`: whether the end of the encoder shall learn too
 * @throws UserError where it shall, and the features are not those that enter an encoder's last stage
 */
export async function ensureModelInputs(
  dataset: Dataset,
  captioner: CaptionerName = 'merge',
  { tuneEncoder = false }: Pick<ModelSettings, 'tuneEncoder'> = {},
): Promise<ModelInputs> {
  const vocabulary = await ensureVocabulary(dataset);
  const { readsMaps } = captioners[captioner];
  const features = await (readsMaps ? ensureMaps : ensureFeatures)(dataset);
  return {
    vocabulary,
    sequences: await ensureSequences(dataset),
    embedding: await ensureEmbeddingMatrix(dataset, vocabulary),
    features,
    ...(tuneEncoder && readsMaps ? { encoderEnd: await endOf(dataset, features) } : {}),
  };
}

/** @throws UserError where the features are not those that enter an encoder's last stage */
async function endOf(dataset: Dataset, { encoder: name }: PictureFeatures): Promise<EncoderEnd> {
  const encoder = await encoderFor(dataset);
  const end = await encoderEnd(encoder);
  if ('model' in encoder) (encoder as LayersEncoder).model.dispose();
  if (end) return end;
  const [trunk] = [`${name}-trunk`, 'efficientnet-lite2-trunk'].filter((one) => one in ENCODERS);
  throw new UserError(
    `The end of an encoder learns from the maps that enter it, and the features here are ${name}'s last. ` +
      `Make those: npx captionlab encode --dataset ${dataset.name} --encoder ${trunk} --maps, then train with ENCODER=${trunk} before the command.`,
  );
}

/** What these inputs say of a captioner's shape. */
const sizesOf = ({
  vocabulary,
  sequences,
  features,
  embedding,
}: ModelInputs): CaptionModelSizes => ({
  vocabularySize: vocabulary.size,
  maxLength: sequences.maxLength,
  reads: { cells: features.cells ?? 1, width: features.width },
  embeddingWidth: embedding.width,
  embedding: embedding.rows,
});

/** @throws UserError for a setting that only captioners of another kind have */
export function refuseForeignSettings(name: CaptionerName, settings: ModelSettings): void {
  const kinds: Record<string, CaptionerKind> = captioners;
  for (const [kind, { ownSettings = [] }] of Object.entries(kinds)) {
    const foreign = ownSettings.find((one) => settings[one] !== undefined);
    if (foreign === undefined || kinds[name].ownSettings?.includes(foreign)) continue;
    throw new UserError(
      `The captioner ${name} has no ${foreign}: ${kind} has. Leave it out, or train --model ${kind}.`,
    );
  }
}

/** The captioners that read maps, by name. */
const readersOfMaps = () =>
  Object.entries(captioners)
    .filter(([, { readsMaps }]) => readsMaps)
    .map(([name]) => name)
    .join(', ');

/**
 * A new captioner of a kind in the sizes of these inputs; the tutorial's where the settings say nothing else.
 * @throws UserError for a setting that this kind does not have, or maps that cannot be pooled as it says
 */
export function captionerFor(
  inputs: ModelInputs,
  name: CaptionerName = 'merge',
  settings: ModelSettings = {},
): CaptionModel {
  refuseForeignSettings(name, settings);
  const { tuneEncoder, pool = 1, ...own } = settings;
  const kind = captioners[name];
  if (pool > 1 && !kind.readsMaps) {
    throw new UserError(
      `Maps can be pooled for a captioner that reads them (${readersOfMaps()}); ${name} reads none.`,
    );
  }
  const end = kind.readsMaps ? inputs.encoderEnd : undefined;
  if (tuneEncoder && !end) {
    throw new UserError(
      `The end of an encoder can learn with a captioner that reads maps (${readersOfMaps()}); ${name} ${kind.readsMaps ? 'got none' : 'reads none'}.`,
    );
  }
  const tuned = tuneEncoder ? end : undefined;
  const sizes = sizesOf(inputs);
  const { cells } = sizes.reads;
  const { width } = tuned ?? sizes.reads;
  const build = (cells: number) => kind.build({ ...sizes, reads: { cells, width } }, own);
  const captioner = pool > 1 ? withPooledMaps(cells, pool, build) : build(cells);
  return tuned ? withEncoderEnd(captioner, tuned) : captioner;
}

/** The tutorial's model in the sizes of these inputs, its embedding loaded and frozen unless the settings say otherwise. */
export const modelFor = (inputs: ModelInputs, settings: ModelSettings = {}): tf.LayersModel =>
  mergeModelFor(sizesOf(inputs), settings);
