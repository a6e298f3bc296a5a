import { escapeHtml } from '../../display/escape.js';
import { durationText } from '../../display/numbers.js';
import type { ListedRun } from './run-list.js';

const style = `
:root { color-scheme: light dark; --accent: #2f6f9f; --fail: #b8442f; --line: #8883; }
* { box-sizing: border-box; }
body { margin: 0; font: 17px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; }
main { max-width: 50rem; margin: 0 auto; padding: 4rem 1.5rem; }
h1 { margin: 0; font-size: 2rem; letter-spacing: -.02em; }
p { margin: .3rem 0 2.2rem; opacity: .7; }
ol { list-style: none; margin: 0; padding: 0; border-bottom: 1px solid var(--line); }
a { display: grid; grid-template-columns: 2.6rem 1fr 8rem 5.5rem; gap: .8rem; align-items: baseline;
  padding: .85rem .4rem; border-top: 1px solid var(--line); color: inherit; text-decoration: none; }
a:hover { background: #8881; }
b { color: var(--accent); font-variant-numeric: tabular-nums; }
i { font-style: normal; font-weight: 600; }
small { text-align: right; opacity: .7; font-variant-numeric: tabular-nums; }
.failed b, .failed small { color: var(--fail); opacity: 1; }
em { grid-column: 2 / -1; color: var(--fail); font-style: normal; font-size: .85rem; white-space: pre-wrap; }
@media (max-width: 34rem) { a { grid-template-columns: 2.2rem 1fr; } small { display: none; } }
`;

function row({ notebook, title, cells, seconds, failure }: ListedRun): string {
  const number = /^\d+/.exec(notebook)?.[0] ?? '';
  const name = title.replace(/^\d+\s*[.:·–-]?\s*/, '');
  const how = failure ? `stopped at cell ${failure.cell}` : `${cells} cells`;
  const why = failure ? `<em>${escapeHtml(failure.message)}</em>` : '';
  return `<li${failure ? ' class="failed"' : ''}><a href="${encodeURIComponent(notebook)}.html"><b>${number}</b><i>${escapeHtml(name)}</i><small>${how}</small><small>${durationText(seconds)}</small>${why}</a></li>`;
}

/** The page that lists the executed notebooks; it needs nothing but the pages beside it. */
export function indexPage(runs: ListedRun[], when = new Date()): string {
  const datasets = [...new Set(runs.map(({ dataset }) => dataset))].map(escapeHtml).join(', ');
  const total = durationText(runs.reduce((sum, { seconds }) => sum + seconds, 0));
  const day = when.toLocaleDateString('en-GB', { day: 'numeric', month: 'long', year: 'numeric' });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>captionlab: the notebooks, executed</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Image captioning, cell by cell</h1>
<p>The notebooks, executed on ${datasets} · ${day} · ${total}</p>
<ol>
${runs.map(row).join('\n')}
</ol>
</main>
</body>
</html>
`;
}
