import type { NotebookRun } from './run-notebook';

const escapeText = (text: string) =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

const style = `
:root { color-scheme: light dark; }
body { font: 17px/1.5 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } p { opacity: .75; }
ol { list-style: none; padding: 0; }
li { display: flex; gap: 1rem; padding: .7rem 0; border-top: 1px solid #8884; }
li a { flex: 1; text-decoration: none; font-weight: 600; } li a:hover { text-decoration: underline; }
.failed { color: #c0392b; }
`;

/** The page that lists the executed notebooks, to be opened from disk. */
export function indexPage(runs: (NotebookRun & { title: string })[], dataset: string): string {
  const row = ({ notebook, title, cells, seconds, failure }: NotebookRun & { title: string }) =>
    `<li><a href="${encodeURI(notebook)}.html">${escapeText(title)}</a>` +
    `<span${failure ? ' class="failed"' : ''}>${failure ? `stopped at cell ${failure.cell}` : `${cells} cells`}</span>` +
    `<span>${seconds.toFixed(0)} s</span></li>`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>captionlab: executed notebooks</title><style>${style}</style></head><body>
<h1>Image captioning, cell by cell</h1>
<p>Executed on the data set <b>${escapeText(dataset)}</b>.</p>
<ol>${runs.map(row).join('\n')}</ol>
</body></html>
`;
}
