// Writes the README's table on reliability from what `npm run test:faults` counted: `node --import
// ./lib/outputs/typescript-loader.js test/faults/table.ts`. What is in the table is kept beside, so that a test can compare.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, writeFileWhole } from '../../lib/outputs/index.js';
import { type FaultRow, readResults } from './results.js';

const KEPT = join(import.meta.dirname, 'measured.json');
const README = join(projectRoot, 'README.md');
const BEGIN = '<!-- faults: begin -->\n';
const END = '<!-- faults: end -->';

const titles: Record<FaultRow['section'], string> = {
  kills: '`kill -9`, then started again',
  places: 'where it works',
  network: 'downloads',
  input: 'changed input',
  memory: 'memory',
};

const many = (count: number) => count.toLocaleString('en-US');

function lineOf({ section, fault, tried, survived, note }: FaultRow): string {
  const said = section === 'kills' || !note ? '' : ` (${note})`;
  return `| ${fault.replaceAll('|', '\\|')}${said} | ${many(tried)} | ${many(survived)} | ${many(tried - survived)} |`;
}

/** Parsers are too many for a row each. */
function sumOf(rows: readonly FaultRow[]): FaultRow[] {
  const sum = (key: 'tried' | 'survived') => rows.reduce((all, row) => all + row[key], 0);
  if (rows.length === 0) return [];
  const fewest = Math.min(...rows.map(({ tried }) => tried));
  const fault = `${rows.length} parsers, files with changed bytes or values`;
  const note = `${many(fewest)} the fewest for one`;
  return [{ section: 'input', fault, tried: sum('tried'), survived: sum('survived'), note }];
}

/** The rows as tables in Markdown, one a section. */
export function faultTables(rows: readonly FaultRow[]): string {
  const parts = (Object.keys(titles) as FaultRow['section'][]).map((section) => {
    const all = rows.filter((row) => row.section === section);
    const shown = section === 'input' ? sumOf(all) : all;
    if (shown.length === 0) return '';
    const head = `| ${titles[section]} | tried | survived | lost |\n|---|---:|---:|---:|\n`;
    return `${head}${shown.map((row) => `${lineOf(row)}\n`).join('')}\n`;
  });
  return parts.join('');
}

/** What stands between the marks in README.md, and the rows that it was made from. */
export function keptTables(): { written: string; rows: FaultRow[] } {
  const readme = readFileSync(README, 'utf8');
  const written = readme.slice(readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END));
  return { written, rows: JSON.parse(readFileSync(KEPT, 'utf8')) };
}

function writeTables(): void {
  const order = Object.keys(titles);
  const rows = readResults().sort((a, b) => order.indexOf(a.section) - order.indexOf(b.section));
  const readme = readFileSync(README, 'utf8');
  const [before, after] = [readme.indexOf(BEGIN) + BEGIN.length, readme.indexOf(END)];
  writeFileWhole(KEPT, `${JSON.stringify(rows, null, 2)}\n`);
  writeFileWhole(README, readme.slice(0, before) + faultTables(rows) + readme.slice(after));
}

if (process.argv[1] === import.meta.filename) writeTables();
