import { escapeHtml } from '../../display/escape.js';
import type { Interval } from '../bootstrap.js';
import type { Inspection } from '../inspector/types.js';
import { many } from '../numbers.js';
import { shareCell } from './word-section.js';

type Line = Inspection['hallucinations']['lines'][number];

const tenths = (share: number) => `${(100 * share).toFixed(1)} %`;
const cell = (share: number, { low, high }: Interval) =>
  `<td class="number">${tenths(share)}<small>${(100 * low).toFixed(1)}–${tenths(high)}</small></td>`;

function systemRow(line: Line): string {
  const { system, captions, named, perCaption, perCaptionRange, perThing, perThingRange } = line;
  const name = system === 'people' ? 'people' : `model, ${system.replace('beam ', 'beam\u00a0')}`;
  return `<tr><th scope="row">${escapeHtml(name)}</th><td class="number minor">${many(captions)}</td><td class="number minor">${many(named)}</td>${cell(perCaption, perCaptionRange)}${cell(perThing, perThingRange)}</tr>`;
}

/** The shares of captions and of things that are not there, a row a system. */
function systemsHtml({ lines }: Inspection['hallucinations']): string {
  const heads =
    '<th scope="col">captions by</th><th scope="col" class="number minor">captions</th><th scope="col" class="number minor">things named</th>' +
    '<th scope="col" class="number">of captions <small>(CHAIRs)</small></th><th scope="col" class="number">of things <small>(CHAIRi)</small></th>';
  return `<div class="scroll" tabindex="0" role="region" aria-label="Shares of captions and things"><table class="slice-table shares"><thead><tr>${heads}</tr></thead><tbody>${lines.map(systemRow).join('')}</tbody></table></div>`;
}

const MOST = 12;

/** The things that are named most often where they are not; a thing's button shows its pictures. */
function thingsHtml({ things }: Inspection['hallucinations']): string {
  if (things.length === 0) return '';
  const rows = things.slice(0, MOST).map(({ thing, named, absent }) => {
    const text = escapeHtml(thing);
    const button = `<button type="button" class="link" data-absent="${text}" title="show pictures where it is named and not there">${text}</button>`;
    return `<tr><th scope="row">${button}</th><td class="number">${many(named)}</td><td class="number">${many(absent)}</td>${shareCell(absent / named, named)}</tr>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="Things named that are not there"><table class="slice-table things"><thead><tr><th scope="col">thing</th><th scope="col" class="number">named</th><th scope="col" class="number">not there</th><th scope="col">share</th></tr></thead><tbody>${rows.join('')}</tbody></table></div>`;
}

/** What is named and not there: how much by whom, and which things the greedy captions name so. */
export const absentHtml = ({ hallucinations }: Inspection): string =>
  `<div class="slices">${systemsHtml(hallucinations)}${thingsHtml(hallucinations)}</div>`;

/** How it was counted, and what that is worth. */
export function absentNote({ judgedBy }: Inspection): string {
  const counted =
    judgedBy === 'truth'
      ? 'People, animals and objects that a caption names, checked against what was drawn: exact, for the words that the sample knows.'
      : '<b>With caution:</b> nobody wrote down what is in these photographs. A person, an animal or an object that a caption names counts as not there when ' +
        'nobody among the people mentions it (people themselves: nobody among the others). It may be there all the same, so the shares are too high: compare the rows, and look at the pictures.';
  return `${counted} <b>CHAIRs</b>: the share of captions that name something that is not there; <b>CHAIRi</b>: the share of the things named. Below each: where it lay in 95 of 100 resamples of the pictures. A thing shows its pictures.`;
}
