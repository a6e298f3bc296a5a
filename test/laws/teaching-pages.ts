import { chapters, notebookText, projectText } from './tracked-files.js';

/** The plan for teachers. */
export const plan = projectText('docs/teaching.md');

/** The glossary. */
export const glossary = projectText('docs/glossary.md');

/** A section of a notebook: what its text and its code say. */
export interface Section {
  prose: string;
  code: string;
}

/** What a reader sees of prose: no links' targets, no emphasis, no comments. A type's name in code is no term. */
function asRead(text: string): string {
  return text
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/`[A-Z]\w*`/g, '')
    .replace(/\]\([^)]*\)/g, ']')
    .replace(/[*`]/g, '')
    .replace(/\n> /g, ' ')
    .replace(/\s+/g, ' ');
}

/** The sections of a notebook by their headings, in their order; the first has the notebook's own. */
function sectionsOf(notebook: string): Map<string, Section> {
  const { cells } = JSON.parse(notebookText(notebook)) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  const sections = new Map<string, Section>();
  let heading = '';
  const add = (part: Partial<Section>) => {
    const { prose = '', code = '' } = sections.get(heading) ?? {};
    sections.set(heading, {
      prose: `${prose} ${part.prose ?? ''}`,
      code: `${code}\n${part.code ?? ''}`,
    });
  };
  for (const { cell_type, source } of cells) {
    const text = [source].flat().join('');
    if (cell_type !== 'markdown') add({ code: text });
    else {
      for (const part of text.split(/^(?=#{1,4} )/m)) {
        heading = /^#+ (.*)/.exec(part)?.[1] ?? heading;
        add({ prose: asRead(part) });
      }
    }
  }
  return sections;
}

/** The sections of each notebook, by the notebook's two digits. */
export const notebooks = new Map(
  chapters.map(({ notebook }) => [notebook.slice(0, 2), sectionsOf(notebook)]),
);

/** Whether a notebook's section says a term, in the singular or the plural. */
export function says({ prose }: Section, term: string): boolean {
  return new RegExp(`(?<![\\w-])${term}(e?s)?(?!\\w)`, 'i').test(prose);
}

/** The first notebook that says a term anywhere but among its sources. */
export function firstToSay(term: string): string | undefined {
  for (const [number, sections] of notebooks) {
    const own = [...sections].filter(([heading]) => heading !== 'Sources');
    if (own.some(([, section]) => says(section, term))) return number;
  }
  return undefined;
}

/** The numbers of all exercises of all notebooks: 1.1, 1.2 … */
export const exercises = [...notebooks.values()].flatMap((sections) =>
  [...sections.keys()].flatMap((heading) => /^Exercise (\d+\.\d+)$/.exec(heading)?.[1] ?? []),
);

/** The cells of the table rows of a text, its heads and rules left out. */
export function tableRows(text: string): string[][] {
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const cells = rows.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim()),
  );
  return cells.filter((_, i) => !/^\|[-|]+$/.test(rows[i]) && !/^\|[-|]+$/.test(rows[i + 1] ?? ''));
}

/** The part of the plan below a heading, up to the next of its rank or above. */
export function partOf(heading: string): string {
  const rank = /^#+/.exec(heading)?.[0].length ?? 1;
  const [, rest = ''] = plan.split(`${heading}\n`);
  return rest.split(new RegExp(`^#{1,${rank}} `, 'm'))[0];
}
