import { escapeHtml } from '../../display/escape.js';
import { piecesPolicy, scriptsIn } from '../../display/page-policy.js';
import { colouredCode } from '../../display/source.js';
import type { NotebookFailure } from '../notebooks/run-notebook.js';
import { type ExecutedCell, type ExecutedNotebook, joined } from './executed-notebook.js';
import { isFigure, outputHtml } from './outputs.js';
import { pageScript, pageStyle } from './page-assets.js';
import { contentsHtml, type Neighbour, neighboursHtml } from './page-parts.js';
import { type Heading, proseHtml, unescaped, withoutTags } from './prose.js';
import { referencesOf } from './references.js';

/** What stands around a notebook on its page. */
export interface PageAround {
  /** The notebook's path, from which it refers to other files. */
  notebook: string;
  /** Where the page will lie. */
  folder: string;
  title: string;
  /** When and on what it was executed, in a few words. */
  about: string;
  failure?: NotebookFailure;
  previous?: Neighbour;
  next?: Neighbour;
  /** The address at which the notebook runs, in a book. */
  live?: string;
}

/** A page, and what is wrong with the text that it was made from. */
export interface NotebookPage {
  html: string;
  /** Each names its cell: formulas that cannot be read, links and pictures that lead nowhere. */
  faults: string[];
}

/** @param scripts where those that draw its figures are put */
function codeCellHtml(cell: ExecutedCell, number: number, scripts: string[]): string {
  const source = joined(cell.source);
  const count = cell.execution_count ?? ' ';
  const prompt = `<div class="prompt">In&nbsp;[${count}]</div>`;
  const code = `<pre class="code" role="group" tabindex="0" aria-label="code of cell ${number}"><code>${colouredCode(source)}</code></pre>`;
  const outputs = (cell.outputs ?? []).map((output, at) => {
    const html = outputHtml(output, `output-${number}-${at + 1}`, `output of cell ${number}`);
    if (isFigure(output)) scripts.push(...scriptsIn(html));
    return html;
  });
  const shown = outputs.length > 0 ? `<div class="outputs">${outputs.join('\n')}</div>` : '';
  return `<div class="cell" role="group" id="cell-${number}" aria-label="cell ${number}">${prompt}${code}${shown}</div>`;
}

/** The way to where a section runs: from its text to the same cell of the live notebook. */
function sectionLink({ id }: ExecutedCell, live: string, headings: readonly Heading[]): string {
  const section = headings.find(({ depth }) => depth > 1);
  if (!section || !id) return '';
  const name = `Run this section: ${unescaped(withoutTags(section.html))}`;
  const href = `${live}#cell-id=${encodeURIComponent(id)}`;
  return `<p class="run"><a href="${escapeHtml(href)}" aria-label="${escapeHtml(name)}">Run this section</a></p>`;
}

const failureHtml = ({ cell, message }: NotebookFailure) =>
  `<p class="failed">${cell > 0 ? `Stopped at <a href="#cell-${cell}">code cell ${cell}</a>: ` : ''}${escapeHtml(message)}</p>`;

/** The page of an executed notebook. It needs nothing but what draws the figures, a file beside it. */
export function notebookPage({ cells }: ExecutedNotebook, around: PageAround): NotebookPage {
  const taken = new Set<string>();
  const faults: string[] = [];
  const headings: Heading[] = [];
  const parts: string[] = [];
  const scripts = [pageScript()];
  let codeCells = 0;
  for (const [at, cell] of cells.entries()) {
    if (cell.cell_type === 'code') {
      if (joined(cell.source).trim()) parts.push(codeCellHtml(cell, ++codeCells, scripts));
      continue;
    }
    if (cell.cell_type !== 'markdown') continue;
    const references = referencesOf(cell, around.notebook, around.folder);
    const prose = proseHtml(joined(cell.source), references, taken);
    headings.push(...prose.headings);
    faults.push(...prose.faults.map((fault) => `cell ${at + 1} of ${cells.length}, ${fault}`));
    const run = around.live ? sectionLink(cell, around.live, prose.headings) : '';
    parts.push(`<div class="prose">${prose.html}${run}</div>`);
  }
  const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${piecesPolicy(scripts, true)}
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${escapeHtml(around.title)} · captionlab</title>
<style>${pageStyle()}</style>
</head>
<body class="cl-page">
<header>${neighboursHtml('top', around)}</header>
<div class="book">
${contentsHtml(headings)}
<main>
${around.failure ? failureHtml(around.failure) : ''}
${parts.join('\n')}
<p class="about">${escapeHtml(around.about)}</p>
</main>
</div>
<footer>${neighboursHtml('bottom', around)}</footer>
<script>${scripts[0]}</script>
</body>
</html>
`;
  return { html, faults };
}
