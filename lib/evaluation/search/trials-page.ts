import { escapeHtml } from '../../display/escape.js';
import { parallelPlot } from '../../display/parallel-plot.js';
import { figureHtml, libraryHtml } from '../../display/plotly.js';
import { styled } from '../../display/styles.js';
import { tableHtml } from '../../display/table.js';
import { type Trial, trialCoordinates, trialRows } from '../../evaluation/index.js';
import { writeFileWhole } from '../../outputs/index.js';

/** Writes a page that opens from disk: the trials as lines across their settings, and as a table, the best first. */
export function writeTrialsPage(path: string, dataset: string, trials: readonly Trial[]): void {
  const title = `Trainings on ${dataset}`;
  const plot = figureHtml(
    parallelPlot(trialCoordinates(trials), { title: 'Settings and CIDEr, a line a training' }),
  );
  const table = tableHtml(trialRows(trials), { caption: 'The best first', most: trials.length });
  const style =
    'body{font:15px system-ui,sans-serif;max-width:1100px;margin:24px auto;padding:0 16px}';
  writeFileWhole(
    path,
    `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
      `<title>${escapeHtml(title)}</title><style>${style}</style>${libraryHtml()}` +
      `<h1>${escapeHtml(title)}</h1>${styled(plot)}${styled(table)}</html>\n`,
  );
}
