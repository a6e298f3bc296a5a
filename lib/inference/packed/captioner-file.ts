import type { Described, Encoder, LayersEncoder } from '../../image-encoding/index.js';
import type { Captioner } from '../captioner.js';

/** What a packed captioner says of itself. */
export interface AboutCaptioner {
  /** What it has learnt from: the data set, its pictures, captions and different words of the training split. */
  trainedOn: { dataset: string; pictures: number; captions: number; words: number };
  /** What it was made from, settings of its training included. */
  madeFrom: Record<string, string | number | boolean>;
}

/** What `captioner.json` says: all that it takes to caption a picture, but for the weights of the two networks beside it. */
export interface CaptionerFile {
  encoder: Described & Pick<Encoder, 'fingerprint'>;
  /** The words in the order of their indices, the first being number 1. */
  words: string[];
  minCount: number;
  /** Most words of a caption: the end marker is one of them, the start marker is not. */
  maxLength: number;
}

/** A captioner whose encoder can be packed: layers and weights. */
export type LayersCaptioner = Captioner & { encoder: LayersEncoder };

/** What cannot be done with an encoder without layers, the beginning of a sentence. */
export const PACKED = 'What is packed or put on a page takes the layers of the encoder with it';

/** Where everything lies in its folder, or beside the page. */
export const shippedPaths = {
  captioner: 'captioner.json',
  encoder: { json: 'encoder/model.json', weights: 'encoder/weights.bin' },
  decoder: { json: 'decoder/model.json', weights: 'decoder/weights.bin' },
  worker: 'worker.js',
} as const;
