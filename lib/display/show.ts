import { inKernel, writeHtml } from './kernel';
import { figureHtml, figureTitle, writeLibrary } from './plotly';
import { styled } from './styles';
import type { Figure, Html, Svg } from './types';

/** Shows a piece of page made with care for escaping; outside a notebook a line names it. */
export function showHtml(html: string, title = 'page'): void {
  if (inKernel()) writeHtml(styled(html));
  else console.log(`[${title}]`);
}

/** Shows a drawing; outside a notebook a line names it. */
export function showSvg(svg: string, title = 'drawing'): void {
  if (inKernel()) writeHtml(styled(svg));
  else console.log(`[drawing: ${title}]`);
}

/** Shows a figure, a drawing or a piece of page below the cell; outside a notebook a line names it. */
export function show(thing: Figure | Svg | Html): void {
  if ('svg' in thing) showSvg(thing.svg, thing.title);
  else if ('html' in thing) showHtml(thing.html, thing.title);
  else if (inKernel()) {
    writeLibrary();
    writeHtml(figureHtml(thing));
  } else console.log(`[figure: ${figureTitle(thing)}]`);
}
