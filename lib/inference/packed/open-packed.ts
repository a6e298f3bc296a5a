import { openCaptionModel } from '../../model/index.js';
import { vocabularyOf } from '../../vocabulary/index.js';
import type { Captioner } from '../captioner.js';
import type { CaptionerFile } from './captioner-file.js';
import { type PackedModel, unpackModel } from './packed-model.js';

/** A packed captioner as its files hold it. */
export interface CaptionerFiles {
  captioner: CaptionerFile;
  encoder: PackedModel;
  decoder: PackedModel;
}

/** What `openCaptioner` is to a training: the captioner that was packed. The engine must have been started. */
export async function openPacked(files: CaptionerFiles): Promise<Captioner> {
  const { encoder, words, minCount, maxLength } = files.captioner;
  return {
    model: await openCaptionModel(files.decoder.json, files.decoder.weights),
    encoder: { ...encoder, model: await unpackModel(files.encoder) },
    vocabulary: vocabularyOf(words, minCount),
    maxLength,
  };
}
