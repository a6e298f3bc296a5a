import { escapeHtml } from '../../display/escape.js';
import { durationText } from '../../display/numbers.js';
import { joinStyles } from '../../display/page-assets.js';
import { plainPageHtml } from '../../display/page-frame.js';
import { parallelPlot } from '../../display/parallel-plot.js';
import { columnsOf, type Row } from '../../display/table-columns.js';
import { writeFileWhole } from '../../outputs/index.js';
import { many, scoreText } from '../numbers.js';
import { scoreName } from '../protocols.js';
import { sheetPath } from '../report-page/page-assets.js';
import { keyFigureHtml, protocolWords } from '../report-page/score-section.js';
import { DEV_PROTOCOL } from '../score-dev.js';
import { trialCoordinates, trialRows } from './search-trainings.js';
import type { Trial } from './trial.js';

const sheets = ['colours', 'base', 'page', 'tables', 'trials'].map(sheetPath);
const RANKED_BY = scoreName('CIDEr', DEV_PROTOCOL);

/** Shows the line of the row that the mouse is over. */
const script = `for (const [at, row] of Array.from(document.querySelectorAll('.trials tbody tr')).entries()) {
  const mark = (on) => {
    for (const line of document.querySelectorAll('[data-row="' + at + '"]')) line.classList.toggle('on', on);
  };
  row.addEventListener('pointerenter', () => mark(true));
  row.addEventListener('pointerleave', () => mark(false));
}`;

/** A column's name; BLEU-4 does not break. */
const headOf = (name: string) => escapeHtml(name).replace(/\S+-\S+/, '<span>$&</span>');

/** The trials as a table: the score by which they are ranked comes first. */
function tableOfTrials(rows: Row[]): string {
  const all = columnsOf(rows);
  const columns = [
    ...all.filter(({ key }) => key === RANKED_BY),
    ...all.filter(({ key }) => key !== RANKED_BY),
  ];
  const kindOf = (kind: string) => (kind === 'number' ? ' class="number"' : '');
  const heads = columns.map(
    ({ key, kind }) => `<th scope="col"${kindOf(kind)}>${headOf(key)}</th>`,
  );
  const body = rows.map((row, at) => {
    const cells = columns.map(({ key, kind, text }) => {
      const value = (row as Record<string, unknown>)[key];
      return `<td${kindOf(kind)}>${escapeHtml(text(value))}</td>`;
    });
    return `<tr${at === 0 ? ' class="best"' : ''}><th scope="row" class="number">${at + 1}</th>${cells.join('')}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="Trainings, the best first"><table class="trials"><thead><tr><th scope="col" class="number">rank</th>${heads.join('')}</tr></thead><tbody>${body.join('')}</tbody></table></div>`;
}

function figuresOf(trials: readonly Trial[]): string {
  const [best] = trials;
  const scores = trials.map(({ scores }) => scores.CIDEr);
  const seconds = trials.reduce((sum, trial) => sum + trial.seconds, 0);
  return [
    keyFigureHtml(
      `best ${RANKED_BY}`,
      scoreText(best.scores.CIDEr),
      `the least of all: ${scoreText(Math.min(...scores))}`,
    ),
    keyFigureHtml('its dev loss', scoreText(best.devLoss), 'nats a word'),
    keyFigureHtml('trainings', many(trials.length), `${durationText(seconds)} in all`),
  ].join('');
}

function pageHtml(dataset: string, trials: readonly Trial[]): string {
  const [{ beam }] = trials;
  const search = beam === 1 ? 'greedy search' : `a beam of ${beam}`;
  const plot = parallelPlot(trialCoordinates(trials), { title: `Settings and ${RANKED_BY}` });
  const body = `<header class="top"><div>
<p class="eyebrow">${escapeHtml(dataset)} · dev split · captions by ${search}</p>
<h1>Which settings caption best?</h1>
<dl class="figures">${figuresOf(trials)}</dl></div></header>
<main>
<section><h2>Settings and scores</h2>
<p class="note">An axis for each setting in which the trainings differ, a line for each training: follow the best from its score back to its settings. A setting on whose axis good and bad lines are mixed hardly mattered. Point at a line to read it.</p>
${plot.html}</section>
<section><h2>The best first</h2>
<p class="note">All scores are of captions of the dev pictures, under the protocol <b>${DEV_PROTOCOL}</b>: ${escapeHtml(protocolWords[DEV_PROTOCOL])}. The test split was not looked at.</p>
${tableOfTrials(trialRows(trials))}</section>
</main>`;
  const title = `${many(trials.length)} trainings on ${dataset}`;
  return plainPageHtml(title, joinStyles(sheets), body, script);
}

/**
 * Writes a page that opens from disk: the trials as lines across their settings, and as a table.
 * @param trials the best first
 */
export function writeTrialsPage(path: string, dataset: string, trials: readonly Trial[]): void {
  writeFileWhole(path, pageHtml(dataset, trials));
}
