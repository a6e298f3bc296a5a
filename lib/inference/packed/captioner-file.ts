import type { Encoder } from '../../image-encoding/index.js';

/** What `captioner.json` says: all that it takes to caption a picture, but for the weights of the two networks beside it. */
export interface CaptionerFile {
  encoder: Omit<Encoder, 'model'>;
  /** The words in the order of their indices, the first being number 1. */
  words: string[];
  minCount: number;
  /** Most words of a caption: the end marker is one of them, the start marker is not. */
  maxLength: number;
}

/** Where everything lies in its folder, or beside the page. */
export const shippedPaths = {
  captioner: 'captioner.json',
  encoder: { json: 'encoder/model.json', weights: 'encoder/weights.bin' },
  decoder: { json: 'decoder/model.json', weights: 'decoder/weights.bin' },
  worker: 'worker.js',
} as const;
