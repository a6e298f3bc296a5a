import { ptbTokens } from './ptb/scan.js';

/** The tokens that the COCO evaluation leaves out. Brackets are not among them, as it looks for them in capitals. */
const leftOut = new Set(["''", "'", '``', '`', '.', '?', '!', ',', ':', '-', '--', '...', ';']);

/**
 * A caption's tokens as the COCO caption evaluation (pycocoevalcap) has them: the PTB tokenizer's, lower-case, without most
 * punctuation. Clitics are split off (*dog's* is *dog* and *'s*), brackets are words (*-lrb-*). A caption is read alone;
 * there, one that ends in a single letter (*plan B.*) loses its last stop where the next caption begins with *A* or *The*.
 */
export function cocoTokens(caption: string): string[] {
  return ptbTokens(caption).filter((token) => !leftOut.has(token));
}
