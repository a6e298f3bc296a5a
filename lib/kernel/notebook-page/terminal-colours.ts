import { escapeHtml } from '../../display/escape.js';

const ESC = '\u001b';
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'];

/** The classes of a text after one more code of SGR (ECMA-48): colours, bold, back to plain. */
function after(classes: Map<string, string>, code: number): void {
  if (code === 0) classes.clear();
  else if (code === 1) classes.set('weight', 'ansi-bold');
  else if (code === 22) classes.delete('weight');
  else if (code === 39) classes.delete('colour');
  else if (code >= 30 && code <= 37) classes.set('colour', `ansi-${NAMES[code - 30]}`);
  else if (code >= 90 && code <= 97) classes.set('colour', `ansi-${NAMES[code - 90]}`);
}

/** Text for a terminal as HTML: its sixteen colours and bold as classes; other control sequences are left out. */
export function terminalHtml(text: string): string {
  const classes = new Map<string, string>();
  const sequence = new RegExp(`${ESC}\\[([0-9;]*)([A-Za-z])`);
  const parts = text.split(sequence);
  let html = '';
  for (let i = 0; i < parts.length; i += 3) {
    const words = escapeHtml(parts[i]);
    const names = [...classes.values()].join(' ');
    html += words && names ? `<span class="${names}">${words}</span>` : words;
    if (parts[i + 2] === 'm')
      for (const code of (parts[i + 1] || '0').split(';')) after(classes, Number(code));
  }
  return html;
}
