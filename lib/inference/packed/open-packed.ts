import type { LayersEncoder } from '../../image-encoding/index.js';
import { openCaptionModel } from '../../model/index.js';
import { vocabularyOf } from '../../vocabulary/index.js';
import { withoutLevels } from './by-channel.js';
import type { CaptionerFile, LayersCaptioner } from './captioner-file.js';
import { type PackedModel, unpackModel } from './packed-model.js';

/** A packed captioner as its files hold it. */
export interface CaptionerFiles {
  captioner: CaptionerFile;
  encoder: PackedModel;
  decoder: PackedModel;
}

/** Makes an encoder of its layers. */
type BuildEncoder = (
  described: CaptionerFile['encoder'],
  model: LayersEncoder['model'],
) => LayersEncoder;

/**
 * What `openCaptioner` is to a training: the captioner that was packed. The engine must have been started.
 * @param build makes its encoder: `layersEncoder` where there are picture files
 */
export async function openPacked(
  files: CaptionerFiles,
  build: BuildEncoder,
): Promise<LayersCaptioner> {
  const { encoder, words, minCount, maxLength } = files.captioner;
  const decoder = withoutLevels(files.decoder);
  return {
    model: await openCaptionModel(decoder.json, decoder.weights),
    encoder: build(encoder, await unpackModel(withoutLevels(files.encoder))),
    vocabulary: vocabularyOf(words, minCount),
    maxLength,
  };
}
