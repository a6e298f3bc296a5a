import { escapeHtml, scriptJson } from '../../display/escape.js';
import { optionsHtml, type PageAssets, pageHtml } from '../../display/page-frame.js';
import type { Inspection } from '../inspector/types.js';
import { many } from '../numbers.js';
import { absentHtml, absentNote } from './absent-section.js';
import { classLabel, type PageData } from './page-data.js';
import {
  calibrationPlotOf,
  confidencePlotOf,
  lengthPlotOf,
  type Plot,
  scorePlotOf,
} from './plots.js';
import { figuresHtml, scoreTableHtml } from './score-section.js';
import { sliceNote, sliceTablesHtml } from './slice-section.js';
import { hasWhatIf, whatIfHtml } from './what-if-section.js';
import { confusionsHtml, wordTableHtml } from './word-section.js';

/** What the text rules are called. */
const TEXTS: Record<Inspection['text'], string> = {
  ...{ tutorial: "the tutorial's text", full: 'full text', words: 'every word' },
};

function plotHtml({ title, note, svg }: Plot): string {
  return `<figure><figcaption><h3>${escapeHtml(title)}</h3><p class="note">${note}</p></figcaption>${svg}</figure>`;
}

/** Of what the pictures are limited to: see the page's `limits`. */
const limitChips = ['mistaken', 'slice', 'absent']
  .map((name) => `<button type="button" id="${name}" class="chip on" hidden></button>`)
  .join('');

function controlsHtml({ pictures, search }: Inspection, { many: isMany }: PageData): string {
  const counts = new Map<string, number>();
  for (const name of pictures.flatMap(({ classes }) => classes)) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const chips = [...counts]
    .sort(([a, ofA], [b, ofB]) => Number(b === 'good') - Number(a === 'good') || ofB - ofA)
    .map(
      ([name, count]) =>
        `<button type="button" class="chip ${name === 'good' ? 'good' : 'wrong'}" aria-pressed="false" data-class="${name}">${classLabel(name)} <b>${many(count)}</b></button>`,
    );
  const orders = {
    ...{ worst: 'worst first', best: 'best first', 'sure-wrong': 'most confident mistakes' },
    ...{ sure: 'most confident', unsure: 'least confident' },
    ...{ longest: 'longest', shortest: 'shortest' },
    ...(!isMany && { word: 'surest of the words searched' }),
    alphabet: 'captions A to Z',
    ...{ 'beam-gains': `${search} gains most`, 'beam-loses': `${search} loses most` },
    data: 'as in the data set',
  };
  const where = { both: 'anywhere', model: 'model says', people: 'people say' };
  const metrics = Object.fromEntries(
    Object.keys(pictures[0].greedy.scores).map((name) => [name, `by ${name}`]),
  );
  return `<div role="search" class="controls">
<input id="search" type="search" placeholder="Search words…" aria-label="Search words" autocomplete="off" spellcheck="false">
<select id="where" aria-label="Where to search">${optionsHtml(where)}</select>
<select id="order" aria-label="Order">${optionsHtml(orders)}</select>
<select id="metric" aria-label="Metric">${optionsHtml(metrics)}</select>
<p id="count" aria-live="polite" tabindex="-1"></p>
<button type="button" id="reset" class="link">reset</button>
<div id="classes" role="group" aria-label="Show only captions with">${chips.join('')}${limitChips}</div>
</div>`;
}

const dialogHtml = `<dialog id="picture" aria-labelledby="picture-title">
<header><h2 id="picture-title"></h2><span id="picture-count" aria-live="polite"></span>
<button type="button" id="picture-before" aria-label="Previous picture" aria-keyshortcuts="ArrowLeft">←</button>
<button type="button" id="picture-next" aria-label="Next picture" aria-keyshortcuts="ArrowRight">→</button>
<button type="button" id="picture-close" aria-label="Close" aria-keyshortcuts="Escape">✕</button></header>
<div id="picture-body" tabindex="0" role="region" aria-labelledby="picture-title" autofocus></div></dialog>`;

function judgedNote({ judgedBy, pictureProtocol }: Inspection): string {
  const classes =
    judgedBy === 'truth'
      ? 'Error classes compare the greedy caption with what is truly in the picture.'
      : 'Error classes are guesses from the words of the references (colours, numbers, subjects, places, actions): good for finding pictures, not for counting.';
  return `${classes} Scores of single pictures are counted under the protocol <b>${pictureProtocol}</b>.`;
}

const looksNote =
  '<b>Point at a word of a card, or tap it:</b> its picture stays bright where the model looked for that word.';

/** The page: all but its pictures and the details, which lie beside it. */
export function reportHtml(inspection: Inspection, data: PageData, assets: PageAssets): string {
  const { dataset, split, text, encoder, pictures, search, looks } = inspection;
  const plots = [scorePlotOf, lengthPlotOf, confidencePlotOf, calibrationPlotOf].map((plot) =>
    plotHtml(plot(inspection)),
  );
  const confusions = confusionsHtml(inspection);
  const slices = inspection.slices.length > 0 ? sliceTablesHtml(inspection) : '';
  const body = `<a class="skip" href="#pictures">Skip to the pictures</a>
<header class="top"><div>
<p class="eyebrow">${escapeHtml(`${dataset} · ${split} split · ${TEXTS[text]} · features of ${encoder}`)}</p>
<h1>What the model says about ${many(pictures.length)} pictures</h1>
<dl class="figures">${figuresHtml(inspection)}</dl></div>
<nav aria-label="Sections"><a href="#scores">Scores</a><a href="#plots">Plots</a><a href="#words">Words</a>${slices && '<a href="#slices">Slices</a>'}<a href="#absent-things">Not there</a>${confusions && '<a href="#mistakes">Mistakes</a>'}${hasWhatIf(inspection) ? '<a href="#what-if">What if</a>' : ''}<a href="#pictures">Pictures</a></nav></header>
<main>
<section id="scores"><h2>Scores</h2>
<p class="note">Below each score: where it lay in 95 of 100 resamples of the pictures. <span class="minor"><b>length</b>: of the captions, over that of the references. </span>Scores of different protocols cannot be compared.</p>
${scoreTableHtml(inspection)}</section>
<section id="plots"><h2>Plots</h2><div class="plots">${plots.join('')}</div></section>
<section id="words"><h2>Words</h2>
<p class="note">The words most often said, small ones left out. <b>Said</b>: pictures of which the model says it; <b>precision</b>: the share of them of which anybody does. <b>Due</b>: pictures of which more than half of the people say it; <b>recall</b>: the share of them of which the model does. A word shows its pictures.</p>
${wordTableHtml(inspection)}</section>
${slices && `<section id="slices"><h2>Slices</h2><p class="note">${sliceNote(inspection)}</p>${slices}</section>`}
<section id="absent-things"><h2>Named, but not there</h2><p class="note">${absentNote(inspection)}</p>${absentHtml(inspection)}</section>
${confusions && `<section id="mistakes"><h2>What was taken for what</h2><p class="note">Rows are true, columns were said. A number shows its pictures; a framed one counts mistakes.</p><div class="plots">${confusions}</div></section>`}
${whatIfHtml(inspection)}<section id="pictures"><h2>Pictures</h2>
<p class="note">A bar under each word is its probability; a <span class="word miss"><span>boxed</span></span> word is in no reference. ${looks ? `${looksNote} ` : ''}${judgedNote(inspection)}</p>
${controlsHtml(inspection, data)}
<ul id="cards" aria-label="Pictures, greedy and ${search} captions"></ul>
<p id="nothing" hidden>No picture fits. Take something off above, or press “reset”.</p>
<div id="cards-end"></div></section>
</main>
${dialogHtml}
<script type="application/json" id="data">${scriptJson(data)}</script>`;
  return pageHtml(`${many(pictures.length)} captions of ${dataset} (${split})`, body, assets);
}
