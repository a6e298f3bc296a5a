import type { InspectedCaption, PictureDetail, Step } from '../../inspector/types.js';
import { element, type TableRow, tableOf } from './element.js';
import { bar, percent } from './words.js';

/** The end marker has no letters of its own. */
const shown = (word: string) => (word === 'endseq' ? '(end)' : word);

function stepOf(step: Step): HTMLElement {
  const options = step.map(({ word, probability }, at) =>
    element(
      'li',
      { class: at === 0 ? 'said' : '' },
      element('span', {}, shown(word)),
      element('span', { class: 'share' }, percent(probability)),
      bar(probability, at === 0 ? undefined : 'other'),
    ),
  );
  return element('li', {}, element('ol', {}, ...options));
}

/** What greedy search might have said at each step, the word it said first. */
export function stepsOf(steps: PictureDetail['steps']): HTMLElement {
  return element('ol', { class: 'steps' }, ...steps.map(stepOf));
}

/** The captions of the beam with their log probabilities; that of greedy search beside them. */
export function beamsOf(beams: PictureDetail['beams'], greedy: InspectedCaption): HTMLElement {
  const row = (text: string, logProbability: number, kind?: string): TableRow => ({
    ...{ cells: [text, [logProbability.toFixed(2), 'number']], kind },
  });
  const rows = beams.map(({ caption, logProbability, ended }) =>
    row(`${caption || '(nothing)'}${ended ? '' : ' … (cut)'}`, logProbability),
  );
  const last = row('greedy search', greedy.logProbability, 'quiet');
  return tableOf(['caption', ['log probability', 'number']], [...rows, last]);
}
