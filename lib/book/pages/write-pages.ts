import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { joinScripts } from '../../display/page-assets.js';
import { placeFigureLibrary } from '../../kernel/jupyter/figure-library.js';
import { readExecuted } from '../../kernel/notebook-page/executed-notebook.js';
import { notebookPage } from '../../kernel/notebook-page/notebook-page.js';
import { indexStyle } from '../../kernel/notebook-page/page-assets.js';
import {
  chooseNotebooks,
  notebookName,
  notebookPromise,
  notebookTitle,
} from '../../kernel/notebooks/choose.js';
import {
  moduleFile,
  projectRoot,
  runFolder,
  UserError,
  writeFileWhole,
} from '../../outputs/index.js';
import { bookIndex, type Chapter, liveAddress } from './book-index.js';
import { type Part, placeParts } from './parts.js';
import { searchScript } from './search-index.js';
import { SEARCH_FILE } from './search-options.js';
import { sectionsOf } from './sections.js';

const notebooks = () => chooseNotebooks([], join(projectRoot, 'notebooks'));

/** A notebook as it was last executed (`npm run notebooks`), or else as it is, without outputs. */
function readNotebook(path: string) {
  const executed = join(runFolder('notebooks'), `${notebookName(path)}.ipynb`);
  const isExecuted = existsSync(executed);
  const about = isExecuted
    ? 'Executed when this book was made.'
    : 'Not executed when this book was made: run it to see what its cells show.';
  return { ...readExecuted(isExecuted ? executed : path), about };
}

const chapterOf = (path: string): Chapter => ({
  name: notebookName(path),
  title: notebookTitle(path),
  promise: notebookPromise(path),
});

/** Writes a chapter, and gives what the search finds in it. */
function writeChapter(folder: string, paths: readonly string[], at: number) {
  const chapters = paths.map(chapterOf);
  const { name, title } = chapters[at];
  const { cells, about } = readNotebook(paths[at]);
  const { html, faults } = notebookPage(
    { cells },
    {
      ...{ notebook: paths[at], folder, title, about, live: liveAddress(name) },
      ...{ previous: chapters[at - 1], next: chapters[at + 1] },
    },
  );
  if (faults.length > 0) throw new UserError(`${name}: ${faults.join('; ')}`);
  writeFileWhole(join(folder, `${name}.html`), html);
  return sectionsOf(name, title, cells);
}

/**
 * Writes the pages to read: the notebooks, the first page with its search, and what other commands have made.
 * @returns what they have not made
 * @throws UserError naming what is wrong in a notebook's text
 */
export function writePages(folder: string): Part[] {
  const paths = notebooks();
  const sections = paths.flatMap((_, at) => writeChapter(folder, paths, at));
  writeFileWhole(join(folder, SEARCH_FILE), searchScript(sections));
  placeFigureLibrary(folder);
  const own = readFileSync(join(import.meta.dirname, 'styles', 'book.css'), 'utf8');
  const script = joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')));
  const style = `${indexStyle()}${own}`;
  const { placed, missing } = placeParts(folder);
  const html = bookIndex(paths.map(chapterOf), placed, { style, script });
  writeFileWhole(join(folder, 'index.html'), html);
  return missing;
}
