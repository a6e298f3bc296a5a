/** Where a place in a compiled script comes from. All counts begin at 0. */
interface Entry {
  generatedColumn: number;
  originalSource: string;
  originalLine: number;
  originalColumn: number;
}

interface Payload {
  sources: string[];
  mappings: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const values = new Map([...letters].map((letter, value) => [letter.charCodeAt(0), value]));

/** The signed numbers of a segment of a source map (base 64, five bits each, the lowest first). */
function numbersOf(segment: string): number[] {
  const numbers: number[] = [];
  let [value, shift] = [0, 0];
  for (let i = 0; i < segment.length; i++) {
    const bits = values.get(segment.charCodeAt(i)) ?? 0;
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    [value, shift] = [0, 0];
  }
  return numbers;
}

/** What `SourceMap` of `node:module` is: finds the place that was typed. */
export class SourceMap {
  private readonly lines: Entry[][];

  constructor({ sources, mappings }: Payload) {
    let [source, line, column] = [0, 0, 0];
    this.lines = mappings.split(';').map((text) => {
      let generatedColumn = 0;
      const entries: Entry[] = [];
      for (const segment of text.split(',')) {
        if (segment === '') continue;
        const [right, file, down, across] = numbersOf(segment);
        generatedColumn += right;
        if (file === undefined) continue;
        source += file;
        line += down;
        column += across;
        const place = { originalLine: line, originalColumn: column };
        entries.push({ generatedColumn, originalSource: sources[source], ...place });
      }
      return entries;
    });
  }

  /** The last entry at or before a place. */
  findEntry(line: number, column: number): Entry | Record<string, never> {
    for (let at = line; at >= 0; at--) {
      const entries = this.lines[at] ?? [];
      const found = entries.filter((one) => at < line || one.generatedColumn <= column).at(-1);
      if (found) return found;
    }
    return {};
  }
}
