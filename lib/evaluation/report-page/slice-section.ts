import { escapeHtml } from '../../display/escape.js';
import type { Inspection } from '../inspector/types.js';
import { many, scoreText } from '../numbers.js';
import type { Slice } from '../slices.js';
import { place } from './axes.js';

/** What all rows of all plots share: one axis, and the score of all pictures. */
interface Scale {
  from: number;
  to: number;
  all: number;
}

const at = (value: number, { from, to }: Scale) =>
  `${place((100 * (value - from)) / (to - from))}%`;

/** A score as a dot on a line as long as its interval; the dashed line is the score of all pictures. */
function rangeSvg({ scores, intervals }: Slice, scale: Scale): string {
  const { low, high } = intervals.CIDEr;
  const across = (value: number) => at(value, scale);
  return `<svg class="range" aria-hidden="true"><line class="all" x1="${across(scale.all)}" x2="${across(scale.all)}" y1="0" y2="100%"/><line class="whisker" x1="${across(low)}" x2="${across(high)}" y1="50%" y2="50%"/><circle cx="${across(scores.CIDEr)}" cy="50%" r="5"/></svg>`;
}

/** The axis above the dots. */
function axisSvg(scale: Scale): string {
  const ticks = [scale.from, scale.to].map(
    (tick) =>
      `<text x="${at(tick, scale)}" y="14" text-anchor="${tick === scale.from ? 'start' : 'end'}">${tick}</text>`,
  );
  return `<svg class="range axis" aria-hidden="true">${ticks.join('')}</svg><span class="unseen">CIDEr and its interval, drawn</span>`;
}

function row(slice: Slice, index: number, scale: Scale): string {
  const { name, places, scores, intervals } = slice;
  const title = `show the ${many(places.length)} pictures`;
  const button = `<button type="button" class="link" data-slice="${index}" title="${title}">${escapeHtml(name)}</button>`;
  const score = (metric: keyof Slice['scores']) => {
    const { low, high } = intervals[metric];
    return `${scoreText(scores[metric])}<small>${scoreText(low)}–${scoreText(high)}</small>`;
  };
  return `<tr><th scope="row">${button}</th><td class="number">${many(places.length)}</td><td class="number">${score('CIDEr')}</td><td class="drawn">${rangeSvg(slice, scale)}</td><td class="number minor">${score('BLEU-4')}</td></tr>`;
}

/** The score of all pictures, and round numbers that no interval reaches beyond. */
function scaleOf({ slices, lines, pictureProtocol }: Inspection): Scale {
  const ends = slices.flatMap(({ intervals }) => [intervals.CIDEr.low, intervals.CIDEr.high]);
  const [low, high] = [Math.floor(2 * Math.min(...ends)), Math.ceil(2 * Math.max(...ends))];
  const all = lines.find((one) => one.system === 'greedy' && one.protocol === pictureProtocol);
  return { from: low / 2, to: Math.max(low + 1, high) / 2, all: all?.scores.CIDEr ?? 0 };
}

/** The slices, a table a kind with the plot of its intervals in it; a slice's button shows its pictures. */
export function sliceTablesHtml(inspection: Inspection): string {
  const { slices, pictureProtocol } = inspection;
  const kinds = [...new Set(slices.map(({ kind }) => kind))];
  const scale = scaleOf(inspection);
  const named = (metric: string) => `${metric} <small>(${pictureProtocol})</small>`;
  const heads = `<th scope="col">slice</th><th scope="col" class="number">pictures</th><th scope="col" class="number">${named('CIDEr')}</th><th scope="col" class="drawn">${axisSvg(scale)}</th><th scope="col" class="number minor">${named('BLEU-4')}</th>`;
  const tables = kinds.map((kind) => {
    const rows = slices.map((slice, at) => (slice.kind === kind ? row(slice, at, scale) : ''));
    const title = `${kind[0].toUpperCase()}${kind.slice(1)}`;
    return `<div><h3>${escapeHtml(title)}</h3><div class="scroll" tabindex="0" role="region" aria-label="Slices by ${escapeHtml(kind)}"><table class="slice-table"><thead><tr>${heads}</tr></thead><tbody>${rows.join('')}</tbody></table></div></div>`;
  });
  return `<div class="slices">${tables.join('')}</div>`;
}

/** How the slices come about, and what may be read from them. */
export function sliceNote({ judgedBy, slices }: Inspection): string {
  const from =
    judgedBy === 'truth'
      ? 'by what is truly in them'
      : 'by the words of at least two of the people (a picture may be in several slices of a kind)';
  return (
    `The greedy captions of pictures that have something in common: ${from}. Below each score and on each line: where it lay in 95 of 100 ` +
    `resamples of the slice; the dashed line is the score of all pictures. Of ${slices.length} slices about one in twenty lies off it by chance alone, ` +
    'and where rare words are due CIDEr can rise higher: it weighs them more. A name shows its pictures.'
  );
}
