import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { escapeHtml, scriptJson } from './escape';
import { writeHtml } from './kernel';
import { palette, seriesColours } from './palette';
import type { Figure } from './types';

interface Titled {
  title?: string | { text?: string };
  meta?: { alt?: string };
  height?: number;
}

/** What a figure shows, in words. */
export function figureTitle(figure: Figure): string {
  const { title, meta } = figure.layout as Titled;
  return meta?.alt ?? (typeof title === 'string' ? title : title?.text) ?? 'figure';
}

const axis = {
  gridcolor: palette.faint,
  linecolor: palette.faint,
  zerolinecolor: palette.faint,
  automargin: true,
  title: { standoff: 8 },
};

const template = {
  layout: {
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    colorway: seriesColours,
    font: {
      family: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif',
      size: 12,
      color: palette.ink,
    },
    title: { x: 0, xref: 'paper', xanchor: 'left', font: { size: 15 } },
    margin: { l: 56, r: 16, t: 44, b: 44 },
    xaxis: axis,
    yaxis: axis,
    hoverlabel: { bgcolor: '#26323e', bordercolor: '#26323e', font: { color: '#ffffff' } },
    legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1.02, yanchor: 'bottom' },
  },
};

/** The place and the script that draw a figure there, as soon as the library is in the page. */
export function figureHtml(figure: Figure, id = `cl-${randomBytes(6).toString('hex')}`): string {
  const height = (figure.layout as Titled).height ?? 360;
  const alt = escapeHtml(figureTitle(figure));
  const layout = { height, template, ...figure.layout };
  return `<div class="cl-figure" id="${id}" role="img" aria-label="${alt}" style="min-height:${height}px;width:100%"><p>${alt}</p></div>
<script>(function(){
var id=${scriptJson(id)},tries=0;
function draw(){
var place=document.getElementById(id);
if(!window.Plotly||!place){if(tries++<600)setTimeout(draw,100);return}
place.textContent='';
Plotly.newPlot(place,${scriptJson(figure.data)},${scriptJson(layout)},{responsive:true,displayModeBar:false});
}
draw();
})()</script>`;
}

let emitted = false;

/** Puts the plotting library into the page, once a kernel session. */
export function writeLibrary(): void {
  if (emitted) return;
  const library = readFileSync(require.resolve('plotly.js-dist-min'), 'utf8');
  writeHtml(
    `<script>if(!window.Plotly){(function(){var define,module,exports;${library}\n}).call(window)}</script>`,
  );
  emitted = true;
}
