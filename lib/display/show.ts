import { inKernel, writeHtml, writeOutput } from './kernel.js';
import { figureOutput, figureTitle } from './plotly.js';
import { scrolling } from './scrolling.js';
import { styled } from './styles.js';
import type { Figure, Html, Svg } from './types.js';

/** Shows a piece of page made with care for escaping; outside a notebook a line names it. */
export function showHtml(page: string | Html, title = 'page'): void {
  const { html, title: name } = typeof page === 'string' ? { html: page, title } : page;
  if (inKernel()) writeHtml(styled(html));
  else console.log(`[${name}]`);
}

/** Drawings wider than this in the page's pixels are not made smaller than the share below: they scroll. */
const WIDE = 480;
const LEAST_SHARE = 0.72;

/** A drawing as a piece of page: it shrinks with the page as far as it can still be read. */
export function drawingHtml({ svg, title }: Svg): string {
  const width = Number(/^<svg[^>]*? width="([\d.]+)"/.exec(svg)?.[1] ?? 0);
  if (width <= WIDE) return svg;
  const least = Math.round(LEAST_SHARE * width);
  return scrolling(`<div style="min-width:${least}px">${svg}</div>`, title);
}

/** Shows a drawing; outside a notebook a line names it. */
function showSvg({ svg, title }: Svg): void {
  if (inKernel()) writeHtml(styled(drawingHtml({ svg, title })));
  else console.log(`[drawing: ${title}]`);
}

/** Shows a piece of page that takes a while to draw; outside a notebook only its title, without drawing it. */
export async function showDrawn(title: string, draw: () => Promise<Html>): Promise<void> {
  if (inKernel()) showHtml(await draw());
  else console.log(`[${title}]`);
}

/** Shows a figure, a drawing or a piece of page below the cell; outside a notebook a line names it. */
export function show(thing: Figure | Svg | Html): void {
  if ('svg' in thing) showSvg(thing);
  else if ('html' in thing) showHtml(thing);
  else if (inKernel()) writeOutput(figureOutput(thing));
  else console.log(`[figure: ${figureTitle(thing)}]`);
}
