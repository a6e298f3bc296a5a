import { escapeHtml } from '../../display/escape.js';
import type { Part } from './parts.js';

/** A notebook as the book's first page lists it. */
export interface Chapter {
  /** Its file's name, without an ending. */
  name: string;
  title: string;
  /** What the reader will be able to do. */
  promise?: string;
}

/** Where a notebook runs, from the book's first page. */
export const liveAddress = (name: string) =>
  `live/notebooks/index.html?path=notebooks/${encodeURIComponent(name)}.ipynb`;

function row({ name, title, promise = '' }: Chapter): string {
  const number = /^\d+/.exec(name)?.[0] ?? '';
  const heading = title.replace(/^\d+\s*[.:·–-]?\s*/, '');
  return `<li><h2><a href="${encodeURIComponent(name)}.html"><span class="number">${number}</span> ${escapeHtml(heading)}</a></h2>
<p>${escapeHtml(promise)}</p>
<p class="how"><a class="live" href="${liveAddress(name)}">Run it here</a></p></li>`;
}

const partRow = ({ name, title, about }: Part) =>
  `<li><h2><a href="${name}/index.html">${escapeHtml(title)}</a></h2>
<p>${escapeHtml(about)}</p></li>`;

/** The pages that are no chapters, where there are any. */
const partsHtml = (parts: readonly Part[]) =>
  parts.length === 0
    ? ''
    : `<ol class="chapters parts" aria-label="Pages beside the chapters">
${parts.map(partRow).join('\n')}
</ol>`;

/** The book's first page: its chapters, pages beside them, and a field to search them all. */
export function bookIndex(
  chapters: readonly Chapter[],
  parts: readonly Part[],
  { style, script }: { style: string; script: string },
): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Image captioning, cell by cell · captionlab</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Image captioning, cell by cell</h1>
<p class="about">Each chapter is a notebook. Read it here, or run it: the computer that you sit at does all the work, in this browser. What you change stays in this browser too.</p>
<p class="from-disk" hidden>This page was opened from a disk. Reading and searching work so; to run a notebook the book must come from a server, because a browser starts no programs from a disk.</p>
<search><label for="search">Search the chapters</label>
<input id="search" type="search" autocomplete="off">
<p id="said" role="status"></p>
<ol id="found"></ol></search>
<ol class="chapters">
${chapters.map(row).join('\n')}
</ol>
${partsHtml(parts)}
</main>
<script>${script}</script>
</body>
</html>
`;
}
