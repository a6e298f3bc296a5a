import { artifactsOf } from '../../engine/index.js';
import { requireLayers } from '../../image-encoding/index.js';
import type { Captioner } from '../captioner.js';
import { packByChannel } from './by-channel.js';
import { PACKED } from './captioner-file.js';
import type { CaptionerFiles } from './open-packed.js';
import { type Bits, packModel } from './packed-model.js';

/** What `openPacked` opens: both networks, in so many bits a weight, 8 with levels by channel, and the words. */
export async function packCaptioner(captioner: Captioner, bits: Bits): Promise<CaptionerFiles> {
  const { model, encoder, vocabulary, maxLength } = captioner;
  const layers = requireLayers(encoder, PACKED);
  const { name, inputSize, resize, width, mapLayer, lastStageInput, fingerprint } = layers;
  const described = { name, inputSize, resize, width, mapLayer, lastStageInput, fingerprint };
  const { words, minCount } = vocabulary;
  const pack = bits === 8 ? packByChannel : packModel;
  return {
    captioner: { encoder: described, words, minCount, maxLength },
    encoder: pack(await artifactsOf(layers.model), bits),
    decoder: pack(await model.artifacts(), bits),
  };
}
