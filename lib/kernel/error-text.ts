import type { TextPlace } from './cell-text.js';

/** Characters that stand side by side below a cell in JupyterLab: it breaks longer lines anywhere. */
const WIDTH = 92;

/** A text in bold red, in a terminal's colours, which Jupyter shows too. */
export const red = (text: string) => `\u001b[1;31m${text}\u001b[0m`;

/** A text in lines that break between words. */
export function textLines(text: string): string[] {
  return text.split('\n').flatMap((long) => {
    const lines: string[] = [];
    for (const word of long.split(' ')) {
      const last = lines.at(-1);
      if (last !== undefined && last.length + word.length < WIDTH)
        lines.push(`${lines.pop()} ${word}`);
      else lines.push(word);
    }
    return lines;
  });
}

/** A line of the cell, or the part of a long one around the column, and a mark below the place. */
export function markedLine(text: string, { line, column }: TextPlace): string[] {
  const whole = text.split('\n')[line - 1] ?? '';
  const from = whole.length > WIDTH && column > WIDTH / 2 ? column - 1 - WIDTH / 2 : 0;
  const before = from > 0 ? '…' : '';
  const part = whole.slice(from, from + WIDTH);
  const after = from + WIDTH < whole.length ? '…' : '';
  const blank = `${before}${part}`.slice(0, column - 1 - from + before.length);
  return [`${before}${part}${after}`, `${blank.replace(/[^\t]/g, ' ')}^`];
}
