import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { escapeHtml, scriptJson } from './escape.js';
import { writeHtml } from './kernel.js';
import { palette, seriesColours } from './palette.js';
import type { Figure } from './types.js';

interface KnownLayout {
  title?: string | { text?: string };
  meta?: { alt?: string };
  height?: number;
}

/** What a figure shows, in words. */
export function figureTitle(figure: Figure): string {
  const { title, meta } = figure.layout as KnownLayout;
  return meta?.alt ?? (typeof title === 'string' ? title : title?.text) ?? 'figure';
}

const font = {
  family: 'system-ui, -apple-system, "Segoe UI", Roboto, Arial, sans-serif',
  size: 12,
  color: palette.ink,
};

const axis = {
  gridcolor: palette.faint,
  linecolor: palette.faint,
  zerolinecolor: palette.faint,
  automargin: true,
  spikecolor: palette.grey,
  spikethickness: 1,
  title: { standoff: 10 },
};

/** What every figure looks like unless it says otherwise; nothing in it hides the page's own background. */
const figureTemplate = {
  layout: {
    font,
    colorway: seriesColours,
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    title: {
      x: 0,
      xref: 'container',
      xanchor: 'left',
      y: 1,
      yanchor: 'top',
      pad: { t: 12, l: 8 },
      font: { size: 15 },
    },
    margin: { l: 56, r: 20, t: 48, b: 44 },
    xaxis: axis,
    yaxis: axis,
    hoverlabel: {
      bgcolor: '#26323e',
      bordercolor: '#26323e',
      font: { ...font, color: '#ffffff' },
      align: 'left',
    },
    legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1, yanchor: 'bottom' },
    bargap: 0.25,
  },
};

const inkAsPageWrites = `rgb(${[1, 3, 5].map((at) => Number.parseInt(palette.ink.slice(at, at + 2), 16)).join(', ')})`;
const style = `<style>.cl-figure{width:100%;overflow:hidden}.cl-figure text[style*="fill: ${inkAsPageWrites}"]{fill:currentColor!important}.cl-figure p{opacity:.72}</style>`;

/** Runs in the page: draws `figure` in the element `id` as soon as the library is there, and fetches it if it stays away. */
const drawScript = `function(id,figure,live){
var script=document.currentScript,wait=50,waited=0,seen=false,kept=window.captionlabFigures=window.captionlabFigures||{};
function find(){return script&&script.isConnected&&script.parentNode.querySelector('#'+id)||document.getElementById(id)}
function fetchLibrary(){
if(window.captionlabFetching)return;window.captionlabFetching=true;
var config=document.getElementById('jupyter-config-data'),base=config?JSON.parse(config.textContent).baseUrl:document.body.dataset.baseUrl;
if(!base)return;
fetch(base.replace(/\\/*$/,'/')+'files/node_modules/plotly.js-dist-min/plotly.min.js').then(function(answer){return answer.ok?answer.text():Promise.reject()}).then(function(text){
var library=document.createElement('script');library.textContent='(function(){var define,module,exports;'+text+'\\n}).call(window)';document.head.appendChild(library)}).catch(function(){})}
function draw(){
var place=find();
if(place)seen=true;else if(seen)return;
if(!place||!window.Plotly){waited+=wait;
if(waited>1500)fetchLibrary();
if(waited>8000&&place&&!place.dataset.told){place.dataset.told=1;place.firstChild.textContent+=' (run the notebook again to see this figure)'}
setTimeout(draw,wait=Math.min(1500,wait*1.1));return}
var old=live&&kept[id],plot=old&&!old.isConnected?old:document.createElement('div');
place.textContent='';place.appendChild(plot);
Plotly.react(plot,figure.data,figure.layout,{responsive:true,displayModeBar:false});
if(live)kept[id]=plot;
var width=plot.offsetWidth;
if(window.ResizeObserver&&plot!==old)new ResizeObserver(function(){if(plot.isConnected&&plot.offsetWidth&&plot.offsetWidth!==width){width=plot.offsetWidth;Plotly.Plots.resize(plot)}}).observe(plot)}
draw()}`;

export const newFigureId = () => `cl-${randomBytes(6).toString('hex')}`;

/**
 * The place and the script that draw a figure there.
 * @param live the figure of this id is drawn again and again: what is on the screen stays until it is replaced
 */
export function figureHtml(figure: Figure, id = newFigureId(), live = false): string {
  const height = (figure.layout as KnownLayout).height ?? 360;
  const alt = escapeHtml(figureTitle(figure));
  const whole = {
    data: figure.data,
    layout: { height, template: figureTemplate, ...figure.layout },
  };
  const place = `<div class="cl-figure" id="${id}" role="img" aria-label="${alt}" style="min-height:${height}px"><p>${alt}</p></div>`;
  return `${style}${place}<script>(${drawScript})("${id}",${scriptJson(whole)},${live})</script>`;
}

/**
 * The plotting library as a script that makes it `window.Plotly`.
 * Module loaders in the page are hidden from it, or it would go to them instead.
 */
export function libraryHtml(): string {
  const path = createRequire(import.meta.url).resolve('plotly.js-dist-min');
  const library = readFileSync(path, 'utf8').replace(/<\/script/g, '<\\/script');
  return `<script>if(!window.Plotly){(function(){var define,module,exports;${library}\n}).call(window)}</script>`;
}

let written = false;

/** Puts the plotting library into the page, once a kernel session: from the disk, never from the network. */
export function writeLibrary(): void {
  if (written) return;
  writeHtml(libraryHtml());
  written = true;
}
