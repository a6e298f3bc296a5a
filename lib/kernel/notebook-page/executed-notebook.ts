import { readFileSync } from 'node:fs';

/** Text as nbformat holds it: whole, or cut into its lines. */
export type Lines = string | string[];

/** What a cell has shown, as nbformat 4 holds it. */
export interface CellOutput {
  output_type: string;
  /** Of a stream: `stdout` or `stderr`. */
  name?: string;
  text?: Lines;
  /** By MIME type. */
  data?: Record<string, unknown>;
  /** Of an error: its name, its message, and the stack, which may hold colours for a terminal. */
  ename?: string;
  evalue?: string;
  traceback?: string[];
}

/** A cell of an executed notebook. */
export interface ExecutedCell {
  /** Its own name in the notebook. */
  id?: string;
  cell_type: string;
  source: Lines;
  execution_count?: number | null;
  outputs?: CellOutput[];
  /** Pictures that a text cell brings along: by name, then by MIME type, in base 64. */
  attachments?: Record<string, Record<string, string>>;
}

/** A notebook as it lies on disk once it was executed. */
export interface ExecutedNotebook {
  cells: ExecutedCell[];
}

export const joined = (lines: Lines | undefined): string => [lines ?? ''].flat().join('');

/** An executed notebook. */
export const readExecuted = (path: string) =>
  JSON.parse(readFileSync(path, 'utf8')) as ExecutedNotebook;
