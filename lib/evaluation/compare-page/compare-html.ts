import { escapeHtml, scriptJson } from '../../display/escape.js';
import { optionsHtml, pageHtml } from '../../display/page-frame.js';
import { many, scoreText } from '../numbers.js';
import { keyFigureHtml } from '../report-page/score-section.js';
import type { Comparison } from './comparison.js';
import { type Better, betterOf, type ComparePageData, saysTheSame } from './page-data.js';

const number = (text: string, minor = false) =>
  `<td class="number${minor ? ' minor' : ''}">${escapeHtml(text)}</td>`;
const signed = (value: number) => `${value > 0 ? '+' : ''}${scoreText(value)}`;

/** A row a score: what each run has, the difference with its interval, and whether it may be chance. */
function tableHtml({ table, runs, search }: Comparison): string {
  const rows = table.map((row) => {
    const [first, second] = runs.map((run) =>
      number(scoreText(Number(new Map(Object.entries(row)).get(run)))),
    );
    const between = `<td class="number">${signed(row.difference)}<small>${signed(row.low)} to ${signed(row.high)}</small></td>`;
    return `<tr><th scope="row">${escapeHtml(row.score)}</th>${first}${second}${between}${number(scoreText(row.p), true)}<td>${row['may be chance']}</td></tr>`;
  });
  const heads = runs.map(
    (run) =>
      `<th scope="col" class="number">${escapeHtml(run)}, ${escapeHtml(search.replace('beam ', 'beam\u00a0'))}</th>`,
  );
  return `<div class="scroll" tabindex="0" role="region" aria-label="Scores of both runs"><table class="score-table"><thead><tr><th scope="col">score (protocol)</th>${heads.join('')}<th scope="col" class="number">difference</th><th scope="col" class="number minor">p</th><th scope="col">may be chance</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

function counted({ pictures }: Comparison): Record<Better, number> {
  const counts = { first: 0, second: 0, neither: 0 };
  for (const picture of pictures) counts[betterOf(picture)]++;
  return counts;
}

function figuresHtml(comparison: Comparison): string {
  const { pictures, protocol, runs } = comparison;
  const counts = counted(comparison);
  const same = pictures.filter(saysTheSame);
  const of = `of ${many(pictures.length)} pictures, by CIDEr (${protocol})`;
  return [
    keyFigureHtml(`${runs[0]} is better`, many(counts.first), of),
    keyFigureHtml(`${runs[1]} is better`, many(counts.second), of),
    keyFigureHtml('neither is better', many(counts.neither), of),
    keyFigureHtml('both say the same', many(same.length), 'word for word'),
  ].join('');
}

function controlsHtml(comparison: Comparison): string {
  const [first, second] = comparison.runs.map(escapeHtml);
  const counts = counted(comparison);
  const chip = (better: Better, text: string) =>
    `<button type="button" class="chip plain" aria-pressed="false" data-better="${better}">${text} <b>${many(counts[better])}</b></button>`;
  const orders = {
    difference: 'largest difference first',
    ...{ second: `${second} gains most`, first: `${first} gains most` },
    ...{ surer: `${second} is surer of its words`, 'less-sure': `${first} is surer of its words` },
    data: 'as in the data set',
  };
  return `<div role="search" class="controls">
<input id="search" type="search" placeholder="Search words…" aria-label="Search words" autocomplete="off" spellcheck="false">
<select id="order" aria-label="Order">${optionsHtml(orders)}</select>
<p id="count" aria-live="polite" tabindex="-1"></p>
<button type="button" id="reset" class="link">reset</button>
<div id="classes" role="group" aria-label="Show only pictures on which">${chip('second', `${second} is better`)}${chip('first', `${first} is better`)}${chip('neither', 'neither is better')}</div>
</div>`;
}

/** The page on which two runs stand side by side: all but the pictures, which lie beside it. */
export function compareHtml(
  comparison: Comparison,
  data: ComparePageData,
  assets: { style: string; script: string; ratio: number },
): string {
  const { dataset, split, runs, search, protocol, pictures } = comparison;
  const [first, second] = runs.map(escapeHtml);
  const body = `<a class="skip" href="#pictures">Skip to the pictures</a>
<header class="top"><div>
<p class="eyebrow">${escapeHtml(`${dataset} · ${split} split · ${many(pictures.length)} pictures · ${search}`)}</p>
<h1>${first} and ${second}, side by side</h1>
<dl class="figures">${figuresHtml(comparison)}</dl></div></header>
<main>
<section id="scores"><h2>Scores</h2>
<p class="note">Difference: ${second} less ${first}; below it where it lay in 95 of 100 resamples of the pictures, the same ones for both (paired bootstrap, Koehn 2004). p: how easily chance alone gives two equal systems such a difference.</p>
${tableHtml(comparison)}</section>
<section id="pictures"><h2>Pictures</h2>
<p class="note"><mark>Marked</mark>: words that the other run does not say. CIDEr is counted under the protocol <b>${protocol}</b>. A log probability is each model's own, of its own caption: it tells how sure it is, not whether it is right. A picture leads to all that is told of it on <a href="index.html">the page of ${first}</a>.</p>
${controlsHtml(comparison)}
<ul id="cards" class="compared" aria-label="Pictures, captions of both runs"></ul>
<p id="nothing" hidden>No picture fits. Take something off above, or press “reset”.</p>
<div id="cards-end"></div></section>
</main>
<script type="application/json" id="data">${scriptJson(data)}</script>`;
  return pageHtml(`${runs[0]} and ${runs[1]} on ${dataset} (${split})`, body, assets);
}
