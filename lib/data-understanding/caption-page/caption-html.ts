import { join } from 'node:path';
import { escapeHtml, scriptJson } from '../../display/escape.js';
import { commonSheet, joinScripts, joinStyles } from '../../display/page-assets.js';
import { pageHtml } from '../../display/page-frame.js';
import { moduleFile } from '../../outputs/index.js';

/** What the page is about. */
export interface CaptionPage {
  /** The folder's name. */
  folder: string;
  /** Who suggests captions. */
  by: string;
  /** In which captions are written, where it is known. */
  language?: string;
  /** What to type once they are. */
  next: string;
}

const sheets = [
  ...['colours', 'base'].map(commonSheet),
  join(import.meta.dirname, 'caption-page.css'),
];
const script = () => joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')));

const key = (...names: string[]) => names.map((name) => `<kbd>${name}</kbd>`).join(' ');

const keys = [
  [key('Enter'), 'the next caption; on an empty one the next picture'],
  [key('Shift', 'Enter'), 'back'],
  [key('Page&nbsp;↓'), 'next picture'],
  [key('Page&nbsp;↑'), 'the one before'],
  [key('Ctrl', 'Enter'), 'ask the model for a caption'],
  [key('Ctrl', 'Shift', 'Enter'), 'the next picture without captions'],
];

/** The page on which captions are written, by the keyboard alone; a server keeps them. */
export function captionHtml({ folder, by, language, next }: CaptionPage): string {
  const legend = keys.map(([one, does]) => `<div><dt>${one}</dt><dd>${does}</dd></div>`).join('');
  const body = `<header class="top">
<div><p class="eyebrow">${escapeHtml(folder)}</p><h1>What do you see?</h1></div>
<div class="progress"><p id="count"></p><span class="bar" aria-hidden="true"><span class="fill sure" id="done"></span></span></div>
</header>
<main aria-busy="true">
<section class="picture" aria-labelledby="title">
<div class="stage"><img id="picture" alt=""><p id="unread" hidden>This picture cannot be read. A data set will leave it out.</p></div>
<div class="choose"><h2 id="title"></h2><label class="unseen" for="which">Picture</label><select id="which"></select>
<button type="button" id="before" aria-label="the picture before">←</button><button type="button" id="after" aria-label="the next picture">→</button></div>
</section>
<section class="writing" aria-labelledby="writing-title">
<h2 id="writing-title" class="unseen">Captions</h2>
<ol id="captions"></ol>
<div class="actions"><button type="button" id="suggest">Suggest a caption</button><button type="button" id="gap">Next without captions</button>
<p id="kept" aria-live="off"></p></div>
<p id="trouble" role="alert"></p><p id="said" class="unseen" role="status"></p>
<p id="all" hidden>Every picture has a caption. The data set is made by <code>${escapeHtml(next)}</code></p>
<p class="note">Suggestions come from ${escapeHtml(by)}. They are often wrong, and are marked as the model's in the file.</p>
<h3 class="unseen">Keys</h3><dl class="keys">${legend}</dl>
</section>
</main>
<script type="application/json" id="data">${scriptJson({ language })}</script>`;
  const assets = { style: joinStyles(sheets), script: script(), ratio: 4 / 3 };
  return pageHtml(`Captions: ${folder}`, body, assets, "'self'");
}
