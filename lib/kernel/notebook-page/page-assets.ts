import { join } from 'node:path';
import { codeRules, codeVariables } from '../../display/code-colours.js';
import { commonSheet, joinScripts, joinStyles } from '../../display/page-assets.js';
import { pieceStyle } from '../../display/styles.js';
import { moduleFile } from '../../outputs/index.js';

const ownSheet = (name: string) => join(import.meta.dirname, 'styles', `${name}.css`);

/** The colours of the cells' code, light and dark. */
const codeStyle = () =>
  `:root{${codeVariables('light')}}@media(prefers-color-scheme:dark){:root{${codeVariables('dark')}}}` +
  codeRules('pre.code');

/** The style sheets of a notebook's page as one, with the one that outputs bring along. */
export const pageStyle = (): string => {
  const sheets = [commonSheet('colours'), ...['base', 'notebook', 'formulas'].map(ownSheet)];
  return `${joinStyles(sheets)}${codeStyle()}${pieceStyle}`;
};

/** The style sheets of a page of text with one of its own. */
export const plainPageStyle = (sheet: string): string =>
  joinStyles([commonSheet('colours'), ownSheet('base'), sheet]);

/** The index's style sheets as one. */
export const indexStyle = (): string => plainPageStyle(ownSheet('index'));

/** The page's script: the modules in `page`. */
export const pageScript = (): string =>
  joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')));
