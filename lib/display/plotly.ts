import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escapeHtml, plainData, plainText, scriptJson } from './escape.js';
import { drawScript } from './figure-script.js';
import { figureTemplate, untitledTemplate } from './figure-template.js';
import type { Output } from './kernel.js';
import { palette } from './palette.js';
import type { Figure } from './types.js';

interface KnownLayout {
  title?: string | { text?: string };
  meta?: { alt?: string };
  height?: number;
}

const titleOf = ({ title }: KnownLayout) => (typeof title === 'string' ? title : title?.text);

/** What a figure shows, in words. */
export function figureTitle(figure: Figure): string {
  const layout = figure.layout as KnownLayout;
  return layout.meta?.alt ?? titleOf(layout) ?? 'figure';
}

/** A figure's title as plain text, or else what it shows. */
export const plainTitle = (figure: Figure): string =>
  plainText(titleOf(figure.layout as KnownLayout) ?? figureTitle(figure));

/** A title as HTML: Plotly's few tags mean the same there, and nothing else passes for one. */
const titleHtml = (title: string) =>
  title.replace(/<(?!\/?(?:b|i|em|strong|sub|sup|br)\s*\/?>)/g, '&lt;');

const inkAsPageWrites = `rgb(${[1, 3, 5].map((at) => Number.parseInt(palette.ink.slice(at, at + 2), 16)).join(', ')})`;
const words =
  "var(--jp-content-font-family,system-ui,-apple-system,'Segoe UI',Roboto,Arial,sans-serif)";
const style =
  `<style>.cl-framed{margin:4px 0 8px}.cl-framed figcaption{font:600 15px/1.35 ${words};margin:0 0 4px}` +
  '.cl-figure{width:100%;overflow:hidden}.cl-figure p{opacity:.76}' +
  `.cl-figure text[style*="fill: ${inkAsPageWrites}"]{fill:currentColor!important}` +
  `.cl-figure path[style*="stroke: ${inkAsPageWrites}"]{stroke:currentColor!important}</style>`;

export const newFigureId = () => `cl-${randomBytes(6).toString('hex')}`;

/**
 * The title, the place and the script that draw a figure there. The title is the page's own text: it wraps.
 * @param live the figure of this id is drawn again and again: what is on the screen stays until it is replaced
 */
export function figureHtml(figure: Figure, id = newFigureId(), live = false): string {
  const { title: _, height = 360, ...layout } = figure.layout as KnownLayout;
  const title = titleOf(figure.layout as KnownLayout);
  const alt = escapeHtml(figureTitle(figure));
  const whole = {
    data: plainData(figure.data),
    layout: { ...layout, height, template: untitledTemplate },
  };
  const caption = title ? `<figcaption>${titleHtml(title)}</figcaption>` : '';
  const place = `<div class="cl-figure" id="${id}" role="img" aria-label="${alt}" style="min-height:${height}px"><p>${alt}</p></div>`;
  return `${style}<figure class="cl-framed">${caption}${place}</figure><script>(${drawScript})("${id}",${scriptJson(whole)},${live})</script>`;
}

/**
 * A figure in its forms: as a piece of page, and as Plotly's own JSON for those who draw that themselves (VS Code,
 * JupyterLab with Plotly's extension), on white.
 */
export function figureOutput(figure: Figure, id?: string, live?: boolean): Output {
  const layout = { template: figureTemplate, ...figure.layout, paper_bgcolor: '#ffffff' };
  return {
    'application/vnd.plotly.v1+json': { data: plainData(figure.data), layout },
    'text/html': figureHtml(figure, id, live),
    'text/plain': `[figure: ${figureTitle(figure)}]`,
  };
}

/** The plotting library as a script, hidden from a page's module loaders: it would go to them instead. */
export function libraryScript(): string {
  const library = readFileSync(
    createRequire(import.meta.url).resolve('plotly.js-dist-min'),
    'utf8',
  );
  return `if(!window.Plotly){(function(){var define,module,exports;${library}\n}).call(window)}`;
}

/** The plotting library for a page that stands alone. */
export function libraryHtml(): string {
  return `<script>${libraryScript().replace(/<\/script/g, '<\\/script')}</script>`;
}
