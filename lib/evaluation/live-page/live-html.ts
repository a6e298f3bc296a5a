import { join } from 'node:path';
import { escapeHtml, scriptJson } from '../../display/escape.js';
import { joinScripts, joinStyles } from '../../display/page-assets.js';
import { pageHtml } from '../../display/page-frame.js';
import { moduleFile } from '../../outputs/index.js';
import { pageSheets, sheetPath } from '../report-page/page-assets.js';

/** What the page is about. */
export interface LivePage {
  dataset: string;
  split: string;
  run: string;
  /** The pictures that can be chosen, by their ids. */
  pictures: string[];
}

const style = () =>
  joinStyles([...pageSheets.map(sheetPath), join(import.meta.dirname, 'live.css')]);
const script = () => joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')));

/** The page on which a picture can be covered and a caption gone on with; a server answers what it asks. */
export function liveHtml({ dataset, split, run, pictures }: LivePage): string {
  const body = `<header class="top"><div>
<p class="eyebrow">${escapeHtml(`${dataset} · ${split} split · run ${run} · greedy search`)}</p>
<h1>What if?</h1></div></header>
<main class="live"><section id="try"><h2 class="unseen">Try it</h2>
<div class="controls"><label for="which">Picture</label><input type="search" id="which" list="ids" autocomplete="off" spellcheck="false"><datalist id="ids"></datalist>
<button type="button" id="before" class="plain">← previous</button><button type="button" id="next" class="plain">next →</button></div>
<div class="try"><div>
<div id="stage" class="seen"><img id="picture" alt=""><button type="button" id="patch" hidden aria-label="The cover: arrow keys move it, with Shift they change its size"></button></div>
<p class="note"><b>Drag over the picture</b> to cover a part of it by its mean colour. By the keyboard: “cover a part”, then arrow keys; with Shift they change its size.</p>
<p class="actions"><button type="button" id="cover" class="plain">cover a part</button><button type="button" id="uncover" class="plain" disabled>uncover</button></p></div>
<div class="story" aria-busy="true">
<h3 id="heading">The model says</h3><p id="says" class="words" role="group" aria-labelledby="heading"></p>
<p id="facts" class="note" aria-live="polite"></p>
<div id="others" hidden><h3 id="others-title"></h3><ol id="others-list" class="others"></ol></div>
<p id="back" hidden><button type="button" class="plain">the model's own caption again</button></p>
<p class="note"><b>Choose a word</b> to see the ten likeliest others in its place; choose one of them, and the caption goes on from there. A bar is as long as a word is probable after the words before it.</p></div></div>
<p id="trouble" class="wrong" role="alert"></p></section></main>
<script type="application/json" id="data">${scriptJson({ pictures })}</script>`;
  const assets = { style: style(), script: script(), ratio: 4 / 3 };
  return pageHtml(`What if? ${run} on ${dataset}`, body, assets, "'self'");
}
