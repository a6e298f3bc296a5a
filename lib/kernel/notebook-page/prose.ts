import { Marked, type Tokens } from 'marked';
import { escapeHtml } from '../../display/escape.js';
import { scrolling } from '../../display/scrolling.js';
import { colouredCode } from '../../display/source.js';
import { takeFormulas } from './formulas.js';

/** A heading of a page, for its list of contents. */
export interface Heading {
  depth: number;
  id: string;
  /** What the heading says, as HTML without links. */
  html: string;
}

/** Where what a text refers to is found. */
export interface References {
  /** A link's address on the page. @throws Error if there is nothing */
  link(address: string): string;
  /** A picture's address on the page. @throws Error if there is none */
  picture(address: string): string;
}

/** A text cell as HTML. */
export interface Prose {
  html: string;
  headings: Heading[];
  /** Formulas that cannot be read, links and pictures that lead nowhere. */
  faults: string[];
}

/** A heading's id as GitHub makes it: lower case, blanks as hyphens, most other signs left out. */
export function headingId(text: string): string {
  const kept = text.toLowerCase().replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '');
  return kept.trim().replace(/ /g, '-');
}

/** A second heading of the same name gets a number. */
function uniqueId(id: string, taken: Set<string>): string {
  let unique = id || 'section';
  for (let n = 1; taken.has(unique); n++) unique = `${id}-${n}`;
  taken.add(unique);
  return unique;
}

export const withoutTags = (html: string) => html.replace(/<[^>]*>/g, '');
const withoutLinks = (html: string) => html.replace(/<\/?a\b[^>]*>/g, '');
const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
export const unescaped = (html: string) =>
  html.replace(/&(\w+|#39);/g, (all, name) => entities[name] ?? all);

function codeHtml({ text, lang = '' }: Tokens.Code): string {
  const isTypeScript = /^(ts|typescript|js|javascript)$/i.test(lang);
  const code = isTypeScript ? colouredCode(text) : escapeHtml(text);
  return `<pre class="code" role="group" tabindex="0" aria-label="code"><code>${code}</code></pre>\n`;
}

/**
 * Markdown as a piece of page: with links to pages, headings that can be linked to, formulas as MathML.
 * @param taken the ids that the page has already; new ones are added
 */
export function proseHtml(markdown: string, references: References, taken: Set<string>): Prose {
  const { text, restore, faults } = takeFormulas(markdown);
  const headings: Heading[] = [];

  function found(what: string, find: () => string, otherwise: string): string {
    try {
      return find();
    } catch (error) {
      faults.push(`${what}: ${(error as Error).message}`);
      return otherwise;
    }
  }

  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }) {
        const html = this.parser.parseInline(tokens);
        const id = uniqueId(headingId(unescaped(withoutTags(html))), taken);
        headings.push({ depth, id, html: restore(withoutLinks(html)) });
        return `<h${depth} id="${escapeHtml(id)}">${html}</h${depth}>\n`;
      },
      link({ href, title, tokens }) {
        const address = found(`the link ${href}`, () => references.link(href), href);
        const hint = title ? ` title="${escapeHtml(title)}"` : '';
        return `<a href="${escapeHtml(address)}"${hint}>${this.parser.parseInline(tokens)}</a>`;
      },
      image({ href, text: alt }) {
        const address = found(`the picture ${href}`, () => references.picture(href), '');
        return `<img src="${escapeHtml(address)}" alt="${escapeHtml(alt)}">`;
      },
      code: codeHtml,
    },
  });
  const html = marked.parse(text, { async: false });
  const tables = html.replace(/<table>[\s\S]*?<\/table>/g, (table) =>
    scrolling(table.replace(/<th[^>]*><\/th>/g, '<td></td>'), 'a table'),
  );
  return { html: restore(tables), headings, faults };
}
