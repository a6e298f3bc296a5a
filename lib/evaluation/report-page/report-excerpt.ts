import { dirname, join, relative } from 'node:path';
import { escapeHtml } from '../../display/escape.js';
import { picturePath } from '../../display/picture-path.js';
import { gallery } from '../../display/pictures.js';
import { show } from '../../display/show.js';
import { projectRoot, shortPath, slashed } from '../../outputs/index.js';
import type { Inspection } from '../inspector/types.js';

const PICTURES = 6;

/** Where the page lies as seen from the notebooks, and from the executed ones under `outputs`. */
function addressOf(path: string): string {
  const fromRoot = relative(projectRoot, path);
  return fromRoot.startsWith('..') ? path : slashed(join('..', '..', fromRoot));
}

/**
 * Shows where a page written by `writeReportPage` lies, and of its pictures those in whose captions the model was surest of a
 * mistake.
 */
export async function showReport(path: string, { pictures }: Inspection): Promise<void> {
  const mistaken = pictures
    .filter(({ classes }) => !classes.includes('good'))
    .sort((a, b) => b.greedy.confidence - a.greedy.confidence)
    .slice(0, PICTURES);
  const shown = mistaken.map(({ imageId, greedy, references, classes }) => ({
    path: join(dirname(path), decodeURIComponent(picturePath('pictures', imageId))),
    title: classes.join(', '),
    alt: references[0],
    captions: greedy.words.map(({ word }) => word).join(' '),
  }));
  const { html } = await gallery(shown, { width: 130 });
  const link = `<p><a href="${escapeHtml(encodeURI(addressOf(path)))}" target="_blank" rel="noopener">${escapeHtml(shortPath(path))}</a></p>`;
  show({ html: link + html, title: `page: ${shortPath(path)}` });
}
