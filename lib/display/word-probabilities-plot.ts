import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import type { Html } from './types.js';

/** A step of decoding: the word taken, and the most probable words there were. */
export interface DecodingStep {
  word: string;
  probability: number;
  alternatives: { word: string; probability: number }[];
}

type Offered = DecodingStep['alternatives'][number];

/** Four panels side by side, or as many as the page has room for. */
const COLUMNS = 'repeat(auto-fill,minmax(max(145px,22%),1fr))';

const percent = (probability: number) =>
  probability >= 0.0995
    ? `${Math.round(100 * probability)} %`
    : `${(100 * probability).toFixed(1)} %`;

/** A word, and beside it a bar as long as it is probable. */
function bar({ word, probability }: Offered, taken: boolean): string {
  const share = Math.max(0, Math.min(1, probability));
  const colour = taken ? palette.blue : palette.grey;
  const weight = taken ? 'font-weight:600' : '';
  return (
    `<span style="text-align:right;overflow-wrap:anywhere;${weight}">${escapeHtml(word)}</span>` +
    '<span style="display:flex;align-items:center;gap:5px;white-space:nowrap">' +
    `<span style="width:calc(${share.toFixed(4)}*(100% - 3.4em));min-width:2px;height:12px;border-radius:0 3px 3px 0;background:${colour}"></span>` +
    `<span class="cl-small">${percent(share)}</span></span>`
  );
}

function panel({ word, probability, alternatives }: DecodingStep, at: number): string {
  const among = alternatives.some((other) => other.word === word);
  const shown = among ? alternatives : [...alternatives, { word, probability }];
  const bars = shown.map((other) => bar(other, other.word === word)).join('');
  return (
    `<div><div style="margin:0 0 4px">${at + 1}. <b>${escapeHtml(word)}</b></div>` +
    `<div style="display:grid;grid-template-columns:minmax(4.4em,max-content) minmax(0,1fr);gap:3px 6px;align-items:center">${bars}</div></div>`
  );
}

/** The most probable words at each step of decoding as panels of bars that wrap, the word taken in colour. */
export function wordProbabilitiesPlot(
  steps: DecodingStep[],
  title = 'The most probable words at each step',
): Html {
  const told = steps.map(({ word, probability }) => `${word} ${percent(probability)}`).join(', ');
  const panels = steps.map(panel).join('');
  return {
    html:
      `<div class="cl-title" style="margin:0 0 8px">${escapeHtml(title)}</div>` +
      `<div class="cl-grid" style="grid-template-columns:${COLUMNS};gap:16px 14px;max-width:940px">${panels}</div>`,
    title: `${title}: ${told}`,
  };
}
