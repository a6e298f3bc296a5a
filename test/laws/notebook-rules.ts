import { isInProject } from './tracked-files.js';

interface Cell {
  cell_type: string;
  source: string | string[];
  outputs?: unknown[];
  execution_count?: number | null;
  metadata?: { nbgrader?: { solution: boolean } };
}

/** A notebook as it lies on disk (nbformat 4). */
export interface Notebook {
  cells: Cell[];
  metadata: { kernelspec?: { name?: string } };
}

const linesOf = ({ source }: Cell) =>
  [source]
    .flat()
    .join('')
    .split('\n')
    .filter((line) => line.trim());

/** A share of the sorted numbers lies at or below the result. */
function quantile(numbers: number[], share: number): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0;
}

const definesFunction = (cell: Cell) =>
  linesOf(cell).some((line) =>
    /^\s*(export )?(async )?function\b|^\s*(const|let) \w+ = (async )?(\([^)]*\)|\w+)(: [^=]+)? =>/.test(
      line,
    ),
  );

/** What in a notebook goes against the rules: thin cells, enough prose, no outputs, the project's kernel. */
export function notebookFaults({ cells, metadata }: Notebook): string[] {
  const code = cells.filter(({ cell_type }) => cell_type === 'code');
  const prose = cells.filter(({ cell_type }) => cell_type === 'markdown');
  const lengths = code.map((cell) => linesOf(cell).length);
  const proseLines = prose.reduce((sum, cell) => sum + linesOf(cell).length, 0);
  const codeLines = lengths.reduce((sum, length) => sum + length, 0);
  const faults: string[] = [];
  const expect = (holds: boolean, fault: string) => holds || faults.push(fault);

  expect(metadata.kernelspec?.name === 'captionlab', "its kernel is not the project's");
  expect(!code.some(({ outputs }) => outputs?.length), 'it has outputs');
  expect(!code.some((cell) => cell.execution_count), 'it has execution counts');
  expect(quantile(lengths, 0.5) <= 5, `the median code cell has ${quantile(lengths, 0.5)} lines`);
  expect(
    quantile(lengths, 0.9) <= 16,
    `one cell in ten has ${quantile(lengths, 0.9)} lines or more`,
  );
  expect(Math.max(0, ...lengths) <= 30, `a cell has ${Math.max(0, ...lengths)} lines`);
  expect(proseLines >= codeLines, `${proseLines} lines of prose for ${codeLines} of code`);
  const ours = code.filter((cell) => !cell.metadata?.nbgrader?.solution); // the others are the pupil's
  const defining = ours.filter(definesFunction).length;
  expect(
    defining * 8 < Math.max(code.length, 1),
    `${defining} of ${code.length} cells define a function`,
  );
  for (const room of importedFiles(code)) {
    expect(
      ['.ts', '/index.ts'].some((end) => isInProject(room + end)),
      `it imports ${room}, which is not there`,
    );
  }
  return faults;
}

function importedFiles(code: Cell[]): string[] {
  const text = code.flatMap(linesOf).join('\n');
  return [...text.matchAll(/from '\.\/(lib\/[^']+)'/g)].map(([, room]) => room);
}
