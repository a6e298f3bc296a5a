import { escapeHtml } from '../../display/escape.js';
import { figureHtml } from '../../display/plotly.js';
import { unstyled } from '../../display/styles.js';
import type { Figure } from '../../display/types.js';
import { type CellOutput, joined, type Lines } from './executed-notebook.js';
import { terminalHtml } from './terminal-colours.js';

const PLOTLY = 'application/vnd.plotly.v1+json';

/** A figure as it was made, without what was added for those who draw it on white. */
function plainFigure({ data, layout }: Figure): Figure {
  const { template: _, paper_bgcolor: __, ...own } = layout as Record<string, unknown>;
  return { data, layout: own };
}

/** What a terminal would still show: a line that was written over is gone. */
const asShown = (printed: string) => printed.replace(/^.*\r(?!\n)/gm, '').replace(/\n$/, '');

const text = (name: string, html: string, label: string) =>
  `<pre class="${name}" role="group" tabindex="0" aria-label="${escapeHtml(label)}">${html}</pre>`;

function pictureHtml(type: string, data: string, alt: string): string {
  const bytes = type.endsWith('svg+xml') ? Buffer.from(data).toString('base64') : data.trim();
  return `<img class="picture" src="data:${type};base64,${bytes.replace(/\s/g, '')}" alt="${escapeHtml(alt)}">`;
}

/** A piece of page without its scripts, which speak to a kernel that has ended. */
const still = (html: string) => unstyled(html).replace(/<script\b[\s\S]*?<\/script>/gi, '');

function dataHtml(data: Record<string, unknown>, id: string, label: string): string {
  const figure = data[PLOTLY] as Figure | undefined;
  if (figure) return figureHtml(plainFigure(figure), id);
  if (data['text/html'] !== undefined) return still(joined(data['text/html'] as Lines));
  const words = joined(data['text/plain'] as Lines | undefined);
  const type = Object.keys(data).find((one) => one.startsWith('image/'));
  if (type) return pictureHtml(type, joined(data[type] as Lines), words || label);
  return text('printed', terminalHtml(words), label);
}

function errorHtml({ ename = 'Error', evalue = '', traceback = [] }: CellOutput): string {
  const head = `${ename}: ${evalue}`;
  const stack = traceback.length > 0 ? terminalHtml(traceback.join('\n')) : escapeHtml(head);
  const name = `<p><strong>${escapeHtml(ename)}</strong> ended this cell.</p>`;
  return `<div class="error">${name}${text('printed', stack, 'the error')}</div>`;
}

/** Whether an output is a figure: the page draws it, by a script of its own. */
export const isFigure = ({ data }: CellOutput) => data?.[PLOTLY] !== undefined;

/**
 * What a cell has shown, as a piece of page.
 * @param id of the output on the page
 * @param label what it is, for those who cannot see it
 */
export function outputHtml(output: CellOutput, id: string, label: string): string {
  if (output.output_type === 'error') return errorHtml(output);
  if (output.output_type === 'stream') {
    const name = output.name === 'stderr' ? 'printed aside' : 'printed';
    return text(name, terminalHtml(asShown(joined(output.text))), label);
  }
  return dataHtml(output.data ?? {}, id, label);
}
