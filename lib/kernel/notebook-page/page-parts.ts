import { escapeHtml } from '../../display/escape.js';
import type { Heading } from './prose.js';

/** The notebook before or after. */
export interface Neighbour {
  /** Its file's name, without an ending. */
  name: string;
  title: string;
}

interface Around {
  previous?: Neighbour;
  next?: Neighbour;
  /** The address at which the notebook runs, where there is one. */
  live?: string;
}

function neighbourHtml(way: 'prev' | 'next', { name, title }: Neighbour): string {
  const arrow = way === 'prev' ? '<span aria-hidden="true">←</span> ' : '';
  const end = way === 'next' ? ' <span aria-hidden="true">→</span>' : '';
  const word = way === 'prev' ? 'Previous' : 'Next';
  return `<a class="${way}" rel="${way}" href="${encodeURIComponent(name)}.html"><small>${arrow}${word}${end}</small> <span>${escapeHtml(title)}</span></a>`;
}

/** The ways to the index and to the notebooks before and after, and to where it runs. */
export function neighboursHtml(place: 'top' | 'bottom', { previous, next, live }: Around): string {
  const all = '<a class="all" href="index.html">All notebooks</a>';
  const label = place === 'top' ? 'Notebooks' : 'Notebooks, again';
  const parts = [
    previous ? neighbourHtml('prev', previous) : '<span></span>',
    live
      ? `<span class="both">${all}<a class="all" href="${escapeHtml(live)}">Run it here</a></span>`
      : all,
    next ? neighbourHtml('next', next) : '<span></span>',
  ];
  return `<nav class="ways" aria-label="${label}">${parts.join('')}</nav>`;
}

/** The headings of a page as links: those of sections, and below them those of their parts. */
export function contentsHtml(headings: Heading[]): string {
  const shown = headings.filter(({ depth }) => depth === 2 || depth === 3);
  if (shown.length === 0) return '';
  const items = shown.map(
    ({ depth, id, html }) =>
      `<li class="depth-${depth}"><a href="#${escapeHtml(encodeURIComponent(id))}">${html}</a></li>`,
  );
  return `<nav class="contents" aria-label="On this page"><details><summary>On this page</summary><ol>${items.join('')}</ol></details></nav>`;
}
