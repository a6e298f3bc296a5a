import { element, type TableRow, tableOf } from '../../../display/page/element.js';
import type { InspectedCaption, PictureDetail, Step } from '../../inspector/types.js';
import { bar, percent } from './words.js';

/** The end marker has no letters of its own. */
const shown = (word: string) => (word === 'endseq' ? '(end)' : word);

/** Makes a word a button where something is known to follow from it. */
interface Chooser {
  isKnown(step: number, word: string): boolean;
  choose(step: number, word: string): void;
}

function wordOf(word: string, step: number, chooser?: Chooser): HTMLElement {
  if (!chooser?.isKnown(step, word)) return element('span', {}, shown(word));
  const button = element('button', { type: 'button', class: 'link' }, shown(word));
  button.addEventListener('click', () => chooser.choose(step, word));
  return button;
}

function stepOf(step: Step, place: number, chooser?: Chooser): HTMLElement {
  const options = step.map(({ word, probability }, at) =>
    element(
      'li',
      { class: at === 0 ? 'said' : '' },
      wordOf(word, place, at === 0 ? undefined : chooser),
      element('span', { class: 'share' }, percent(probability)),
      bar(probability, at === 0 ? undefined : 'other'),
    ),
  );
  return element('li', {}, element('ol', {}, ...options));
}

/**
 * What greedy search might have said at each step, the word it said first.
 * @param chooser of the other words that can be put in its place
 */
export function stepsOf(steps: PictureDetail['steps'], chooser?: Chooser): HTMLElement {
  const columns = steps.map((step, place) => stepOf(step, place, chooser));
  return element('ol', { class: 'steps' }, ...columns);
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
