import { escapeHtml } from './escape.js';
import { piecesPolicy, scriptsIn } from './page-policy.js';
import { figureHtml, figureTitle, libraryHtml, plainTitle } from './plotly.js';
import type { Figure } from './types.js';

/** The style of a small page that stands alone: the system's own colours, light or dark. */
export const smallPageStyle =
  ':root{color-scheme:light dark}' +
  'body{margin:0 auto;max-width:1100px;padding:24px 16px;background:Canvas;color:CanvasText;' +
  "font:15px/1.5 system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif}";

/** The figure takes the text's colours. */
const style = `${smallPageStyle}h1{font-size:1.3rem;line-height:1.3;margin:0 0 12px}`;

/** A figure as a page that stands alone: the plotting library is inside, so that it opens without a network. */
export function figurePage(figure: Figure): string {
  const { title: _, ...layout } = figure.layout as { title?: unknown };
  const untitled = { ...figure, layout: { ...layout, meta: { alt: figureTitle(figure) } } };
  const title = escapeHtml(plainTitle(figure));
  const [library, drawn] = [libraryHtml(), figureHtml(untitled)];
  const policy = piecesPolicy([library, drawn].flatMap(scriptsIn));
  return [
    '<!doctype html>',
    `<html lang="en"><head><meta charset="utf-8">${policy}<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title>`,
    `<style>${style}</style>${library}</head><body><main><h1>${title}</h1>${drawn}</main></body></html>`,
    '',
  ].join('\n');
}
