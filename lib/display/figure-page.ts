import { escapeHtml } from './escape.js';
import { figureHtml, libraryHtml, plainTitle } from './plotly.js';
import type { Figure } from './types.js';

/** A figure as a page that stands alone: the plotting library is inside, so that it opens without a network. */
export function figurePage(figure: Figure): string {
  const title = escapeHtml(plainTitle(figure));
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8"><title>${title}</title>`,
    `${libraryHtml()}</head><body>${figureHtml(figure)}</body></html>`,
    '',
  ].join('\n');
}
