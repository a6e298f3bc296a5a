import { escapeHtml } from '../../display/escape.js';
import { durationText } from '../../display/numbers.js';
import { plainPageHtml } from '../../display/page-frame.js';
import { indexStyle } from '../notebook-page/page-assets.js';
import { dayText } from '../notebook-page/write-page.js';
import type { ListedRun } from './run-list.js';

function row({ notebook, title, about = '', cells, seconds, failure }: ListedRun): string {
  const number = /^\d+/.exec(notebook)?.[0] ?? '';
  const name = title.replace(/^\d+\s*[.:·–-]?\s*/, '');
  const stopped = failure && (failure.cell > 0 ? `stopped at cell ${failure.cell}` : 'failed');
  const how = `${stopped ?? `${cells} cells`} · ${durationText(seconds)}`;
  const why = failure ? `<p class="why">${escapeHtml(failure.message)}</p>` : '';
  return `<li${failure ? ' class="stopped"' : ''}><h2><a href="${encodeURIComponent(notebook)}.html"><span class="number">${number}</span> ${escapeHtml(name)}</a></h2>${about && `<p>${escapeHtml(about)}</p>`}<p class="how">${how}</p>${why}</li>`;
}

/** The page that lists the executed notebooks; it needs nothing but the pages beside it. */
export function indexPage(runs: ListedRun[], when = new Date()): string {
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))].map(escapeHtml).join(', ');
  const total = durationText(runs.reduce((sum, { seconds }) => sum + seconds, 0));
  const body = `<main>
<h1>Image captioning, cell by cell</h1>
<p class="about">The notebooks, executed on ${datasets} on ${dayText(when)} in ${total}.</p>
<ol>
${runs.map(row).join('\n')}
</ol>
</main>`;
  return plainPageHtml('Image captioning, cell by cell · captionlab', indexStyle(), body);
}
