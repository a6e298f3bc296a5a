import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runFolder, withPatientLock, writeFileWhole } from '../../lib/outputs/index.js';

/** A row of the README's table on reliability. */
export interface FaultRow {
  /** The table that it belongs to. */
  section: 'kills' | 'places' | 'network' | 'input' | 'memory';
  /** What was done to what. */
  fault: string;
  tried: number;
  survived: number;
  /** What was found out about it, in words. */
  note?: string;
}

/** Where the rows are kept. */
const resultsPath = () => join(runFolder('faults'), 'results.json');

/** All rows so far. */
export function readResults(): FaultRow[] {
  return existsSync(resultsPath()) ? JSON.parse(readFileSync(resultsPath(), 'utf8')) : [];
}

/** Keeps a row, in the place of an earlier one of the same fault, and says it. Others count beside. */
export async function keepResult(row: FaultRow): Promise<void> {
  await withPatientLock(resultsPath(), () => {
    const others = readResults().filter(
      (one) => one.section !== row.section || one.fault !== row.fault,
    );
    writeFileWhole(resultsPath(), `${JSON.stringify([...others, row], null, 1)}\n`);
  });
  const note = row.note ? ` (${row.note})` : '';
  process.stderr.write(`\r\x1b[K${row.fault}: ${row.survived} of ${row.tried} survived${note}\n`);
}

/** The line about what is being tried now, written over the one before in a terminal. */
export function progress(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}
