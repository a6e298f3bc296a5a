import { artifactsOf } from '../../engine/index.js';
import { requireLayers } from '../../image-encoding/index.js';
import type { Captioner } from '../captioner.js';
import { packByChannel } from './by-channel.js';
import { type CaptionerFile, PACKED, shippedPaths } from './captioner-file.js';
import { type Bits, packModel } from './packed-model.js';

/** A part of a packed captioner: a network, or its words and all else that is known of it. */
export type CaptionerPart = 'encoder' | 'decoder' | 'vocabulary';

/** A file of a packed captioner. */
export interface PackedFile {
  /** From the captioner's folder. */
  path: string;
  data: Uint8Array;
  part: CaptionerPart;
}

/** Both networks, in so many bits a weight, 8 with levels by channel, and the words. */
export async function packCaptioner(captioner: Captioner, bits: Bits): Promise<PackedFile[]> {
  const { model, encoder, vocabulary, maxLength } = captioner;
  const layers = requireLayers(encoder, PACKED);
  const { name, inputSize, resize, width, mapLayer, lastStageInput, fingerprint } = layers;
  const described = { name, inputSize, resize, width, mapLayer, lastStageInput, fingerprint };
  const { words, minCount } = vocabulary;
  const text: CaptionerFile = { encoder: described, words, minCount, maxLength };
  const networks = { encoder: await artifactsOf(layers.model), decoder: await model.artifacts() };
  const files: PackedFile[] = [
    {
      path: shippedPaths.captioner,
      data: Buffer.from(`${JSON.stringify(text)}\n`),
      part: 'vocabulary',
    },
  ];
  for (const part of ['encoder', 'decoder'] as const) {
    const { json, weights } =
      bits === 8 ? packByChannel(networks[part]) : packModel(networks[part], bits);
    const paths = shippedPaths[part];
    files.push({ path: paths.json, data: Buffer.from(json), part });
    files.push({ path: paths.weights, data: weights, part });
  }
  return files;
}
