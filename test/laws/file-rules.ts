import type { ProjectFile } from './tracked-files.js';

const MOST_LINES = 250;

/** What no file of the project may hold; written so that the patterns do not find themselves. */
const unwanted: { pattern: RegExp; what: string }[] = [
  {
    pattern: /registry\.npm[j]s|registry\.yarn[p]kg|py[p]i\.org|pythonhosted\.o[r]g/,
    what: 'a package registry',
  },
  {
    pattern: /(^|[\s'"`(=:])\/(ro[o]t|hom[e]\/\w+|wor[k]|Use[r]s\/\w+)\//m,
    what: 'a path of one machine',
  },
  { pattern: /\b(TO[D]O|FIX[M]E)\b/, what: 'a note to the authors' },
  {
    pattern: /\bissue #?\d|\b(design|findings|method|voice)\.m[d]\b/i,
    what: 'how the project is made',
  },
];

/** Unwanted text, too many lines, default exports: each as "file: what". */
export function fileFaults({ path, text }: ProjectFile): string[] {
  const faults = unwanted
    .filter(({ pattern }) => pattern.test(text))
    .map(({ pattern, what }) => `${path} holds ${what}: ${pattern.exec(text)?.[0].trim()}`);
  if (/^lib\/.*\.(ts|cjs|py)$/.test(path)) {
    const lines = text.trimEnd().split('\n').length;
    if (lines > MOST_LINES) faults.push(`${path} has ${lines} lines, more than ${MOST_LINES}`);
    if (/^export default\b/m.test(text)) faults.push(`${path} has a default export`);
  }
  return faults;
}
