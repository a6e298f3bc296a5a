import { escapeHtml } from './escape.js';
import { palette } from './palette.js';
import type { Html } from './types.js';

/** What was said at one temperature. */
export interface AtTemperature {
  temperature: number;
  captions: string[];
}

const TRACK = `linear-gradient(90deg,${palette.blue},${palette.sky},${palette.yellow},${palette.red})`;

/** A knob on the track, and what was said there below it. */
function stop({ temperature, captions }: AtTemperature): string {
  const lines = captions.map((caption) =>
    caption === ''
      ? '<div class="cl-quiet" style="margin:0 0 6px"><i>nothing</i></div>'
      : `<div style="margin:0 0 6px">${escapeHtml(caption)}</div>`,
  );
  return (
    '<div style="flex:1 1 0;min-width:9em;text-align:center;padding:0 7px">' +
    `<div style="height:16px;position:relative"><span style="position:absolute;left:calc(50% - 8px);top:0;width:12px;height:12px;border-radius:50%;border:2px solid ${palette.ink};background:#fff"></span></div>` +
    `<div class="cl-title" style="margin:3px 0 6px">${temperature}</div>${lines.join('')}</div>`
  );
}

/** Captions drawn at rising temperatures, side by side below the marks of a slider. */
export function temperatureRow(stops: readonly AtTemperature[]): Html {
  const title = `captions at the temperatures ${stops.map(({ temperature }) => temperature).join(', ')}`;
  const track = `<div style="position:absolute;left:0;right:0;top:5px;height:6px;border-radius:3px;background:${TRACK}"></div>`;
  const row = `<div style="display:flex;position:relative">${track}${stops.map(stop).join('')}</div>`;
  return {
    html: `<div class="cl-scroll" role="img" aria-label="${escapeHtml(title)}">${row}</div>`,
    title,
  };
}
