import { type ExecutedCell, joined } from '../../kernel/notebook-page/executed-notebook.js';
import { headingId } from '../../kernel/notebook-page/prose.js';

/** A section of a notebook, as the book's search finds it. */
export interface Section {
  id: number;
  /** The address of its heading, from the book's first page. */
  href: string;
  notebook: string;
  heading: string;
  text: string;
}

/** Markdown without its signs. */
const plain = (markdown: string) =>
  markdown
    .replace(/<[^>]*>|[*_`$|>#\\]/g, '')
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\s+/g, ' ')
    .trim();

/** Prose in parts, each with the heading that it stands under. */
function parts(markdown: string): { heading?: string; text: string }[] {
  const [before, ...rest] = markdown.split(/^(?=#{1,3} )/m);
  const headed = rest.map((part) => {
    const [, heading, text] = /^#+ (.*)\n?([\s\S]*)$/.exec(part) ?? [];
    return { heading: plain(heading), text };
  });
  return before.trim() ? [{ text: before }, ...headed] : headed;
}

/** The sections of a notebook: what its text and its code say under each heading. */
export function sectionsOf(name: string, title: string, cells: readonly ExecutedCell[]) {
  const sections: Omit<Section, 'id'>[] = [];
  const add = (heading: string, text: string) => {
    const href = `${encodeURIComponent(name)}.html#${headingId(heading)}`;
    sections.push({ href, notebook: title, heading, text });
  };
  for (const { cell_type, source } of cells) {
    const text = joined(source);
    const found = cell_type === 'markdown' ? parts(text) : [{ heading: undefined, text }];
    for (const part of found) {
      const said = cell_type === 'markdown' ? plain(part.text) : part.text;
      const last = sections.at(-1);
      if (part.heading !== undefined || !last) add(part.heading ?? title, said);
      else last.text += `\n${said}`;
    }
  }
  return sections;
}
