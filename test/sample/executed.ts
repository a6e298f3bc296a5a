import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HTMLElement, parse } from 'node-html-parser';
import { DIGIT_SPACE } from '../../lib/display/table-columns.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { notebookText } from '../laws/tracked-files.js';

/** A row of a table that a notebook shows: a number where one is shown, else the text. */
export type ShownRow = Record<string, number | string>;

/** A figure that a notebook shows, as plotly draws it. */
export interface ShownFigure {
  data: Record<string, unknown>[];
  layout: Record<string, unknown>;
}

/** What a reader has seen when a sentence is reached; a sentence speaks of what is nearest above it. */
export interface Seen {
  /** The nearest table above that has these columns. @throws Error if there is none */
  table(...columns: string[]): ShownRow[];
  /** The nearest figure above. @throws Error if there is none */
  figure(): ShownFigure;
  /** All text printed above, the latest last. */
  readonly printed: string;
  /** Everything shown above, the latest last: a figure as its JSON, else the HTML, else the text. */
  readonly shown: readonly string[];
}

/**
 * What a notebook's sentences claim of a run, by the claim's name. Behind the sentence stands the same name in a
 * comment that no reader sees, `<!-- claim: name -->`; a claim that does not hold throws.
 */
export type Claims = Record<string, (seen: Seen) => void>;

interface Output {
  text?: string | string[];
  data?: Record<string, unknown>;
}

interface Cell {
  cell_type: string;
  source: string | string[];
  outputs?: Output[];
}

const PLOTLY = 'application/vnd.plotly.v1+json';
const joined = (text: string | string[] | undefined) => [text ?? ''].flat().join('');
const namesIn = (text: string) => [...text.matchAll(/<!-- claim: ([\w-]+) -->/g)].map(([, n]) => n);

/** The names of the claims that stand in a notebook as it is committed or staged. */
export const claimsIn = (notebook: string): string[] => namesIn(notebookText(notebook));

/** 1,234 and 12.5 % as numbers: 1234 and 12.5. Anything else stays text. */
function shownValue(text: string): number | string {
  const digits = text.replaceAll(',', '').replace('−', '-').replace(/\s*%$/, '');
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(digits) ? Number(digits) : text;
}

function tableRows(table: HTMLElement): ShownRow[] {
  const columns = table.querySelectorAll('thead th, thead td').map(({ text }) => text);
  return table.querySelectorAll('tbody tr').map((row) => {
    const cells = row.querySelectorAll('th, td');
    const values = cells.map(({ text }) => shownValue(text.replaceAll(DIGIT_SPACE, '')));
    return Object.fromEntries(columns.map((column, i) => [column, values[i]]));
  });
}

function seenIn(outputs: Output[]): Seen {
  const nearest = [...outputs].reverse();
  const html = ({ data }: Output) => joined(data?.['text/html'] as string | undefined);
  return {
    table(...columns) {
      for (const output of nearest.filter((one) => html(one).includes('<table'))) {
        const tables = parse(html(output)).querySelectorAll('table').reverse();
        const found = tables
          .map(tableRows)
          .find(([row]) => row && columns.every((column) => column in row));
        if (found) return found;
      }
      throw new Error(`no table above has the columns ${columns.join(', ')}`);
    },
    figure() {
      const found = nearest.find(({ data }) => data?.[PLOTLY]);
      if (!found) throw new Error('there is no figure above');
      return found.data?.[PLOTLY] as ShownFigure;
    },
    printed: outputs.map(({ text }) => joined(text)).join(''),
    shown: outputs.map((one) => {
      const drawn = one.data?.[PLOTLY];
      return drawn ? JSON.stringify(drawn) : html(one) || joined(one.text);
    }),
  };
}

/** What the last run of a notebook shows above each of its claims, or undefined if it has not been run. */
export function lastRunOf(notebook: string): Map<string, Seen> | undefined {
  const path = join(projectRoot, 'outputs', 'notebooks', `${notebook}.ipynb`);
  if (!existsSync(path)) return undefined;
  const { cells } = JSON.parse(readFileSync(path, 'utf8')) as { cells: Cell[] };
  const seen = new Map<string, Seen>();
  const outputs: Output[] = [];
  for (const cell of cells) {
    if (cell.cell_type === 'code') outputs.push(...(cell.outputs ?? []));
    else for (const name of namesIn(joined(cell.source))) seen.set(name, seenIn([...outputs]));
  }
  return seen;
}
