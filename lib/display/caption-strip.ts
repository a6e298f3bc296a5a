import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import type { Html } from './types.js';

/** A word of a caption and how probable the model found it. */
export interface WordProbability {
  word: string;
  probability: number;
}

const BAR_HEIGHT = 34;

/** The colour of a probability: sure, half sure, guessing. */
function probabilityColour(probability: number): string {
  if (probability >= 0.6) return palette.blue;
  return probability >= 0.25 ? palette.orange : palette.red;
}

/** The words of a caption, above each a bar as high as its probability. */
export function captionStrip(words: WordProbability[]): Html {
  const columns = words.map(({ word, probability }) => {
    const share = Math.max(0, Math.min(1, probability));
    const height = Math.max(2, Math.round(share * BAR_HEIGHT));
    const bar = `<span style="display:block;width:100%;height:${height}px;border-radius:3px 3px 0 0;background:${probabilityColour(share)}"></span>`;
    return (
      `<span style="display:inline-flex;flex-direction:column;align-items:center;margin:0 5px 6px 0;min-width:2.4em" title="${escapeHtml(word)}: ${(100 * share).toFixed(1)} %">` +
      `<span aria-hidden="true" style="display:flex;align-items:flex-end;height:${BAR_HEIGHT}px;width:100%;border-bottom:1px solid ${palette.faint}">${bar}</span>` +
      `<span>${escapeHtml(word)}</span><span class="cl-quiet" style="font-size:11px">${Math.round(100 * share)} %</span></span>`
    );
  });
  const caption = words.map(({ word }) => word).join(' ');
  return {
    html: `<div>${columns.join('')}</div>`,
    title: `caption: ${caption}`,
  };
}
