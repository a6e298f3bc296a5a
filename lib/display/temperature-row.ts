import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import type { Html } from './types.js';

/** What was said at one temperature. */
export interface AtTemperature {
  temperature: number;
  captions: string[];
}

const TRACK = `linear-gradient(90deg,${palette.blue},${palette.sky},${palette.yellow},${palette.red})`;

/** A knob on its piece of the track, and what was said there below it. */
function stop({ temperature, captions }: AtTemperature, at: number, all: number): string {
  const lines = captions.map((caption) =>
    caption === ''
      ? '<div class="cl-quiet" style="margin:0 0 6px"><i>nothing</i></div>'
      : `<div style="margin:0 0 6px;text-wrap:balance">${escapeHtml(caption)}</div>`,
  );
  const place = all > 1 ? (100 * at) / (all - 1) : 0;
  return (
    '<div style="text-align:center">' +
    `<div style="height:16px;position:relative"><span style="position:absolute;left:0;right:0;top:5px;height:6px;background:${TRACK};background-size:${100 * all}% 100%;background-position:${place.toFixed(1)}% 0"></span>` +
    `<span style="position:absolute;left:calc(50% - 8px);top:0;width:12px;height:12px;border-radius:50%;border:2px solid ${palette.ink};background:#fff"></span></div>` +
    `<div class="cl-title" style="margin:3px 0 6px">${temperature}</div><div style="padding:0 7px">${lines.join('')}</div></div>`
  );
}

/** Captions drawn at rising temperatures below the marks of a slider; where the page is narrow the slider wraps. */
export function temperatureRow(stops: readonly AtTemperature[]): Html {
  const title = `captions at the temperatures ${stops.map(({ temperature }) => temperature).join(', ')}`;
  const pieces = stops.map((one, at) => stop(one, at, stops.length)).join('');
  const columns = 'repeat(auto-fit,minmax(9.5em,1fr))';
  return {
    html: `<div style="display:grid;grid-template-columns:${columns};row-gap:12px">${pieces}</div>`,
    title,
  };
}
