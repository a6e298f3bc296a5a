import { join } from 'node:path';
import { commonSheet, isCommonSheet, joinScripts, joinStyles } from '../../display/page-assets.js';
import { moduleFile } from '../../outputs/index.js';

/** The sheets of this page and of those like it. */
export const pageSheets = [
  'colours',
  'base',
  'page',
  'tables',
  'plots',
  'slices',
  'cards',
  'dialog',
  'what-if',
];

/** A style sheet of the page; `colours` and `base` are every page's. */
export const sheetPath = (name: string) =>
  isCommonSheet(name) ? commonSheet(name) : join(import.meta.dirname, 'styles', `${name}.css`);

/** The page's style sheets as one, as they stand in `styles`. */
export const pageStyle = () => joinStyles(pageSheets.map(sheetPath));

/** The page's script: the modules in `page`. */
export const pageScript = () => joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')));
