import type { InspectedCaption } from '../../inspector/types.js';
import { percent as wholePercent } from '../../numbers.js';
import { captionText } from './choose.js';
import { element } from './element.js';

/** A probability as people read it. */
export const percent = (share: number) => (share < 0.01 ? '<1 %' : wholePercent(share));

/** The class of a probability: sure, half sure, guessing. */
function sureness(probability: number): string {
  if (probability >= 0.6) return 'sure';
  return probability >= 0.25 ? 'half' : 'guess';
}

/** A bar as long as a share. */
export function bar(share: number, kind = sureness(share)): HTMLElement {
  const fill = element('span', { class: `fill ${kind}` });
  fill.style.width = `${Math.max(3, 100 * share)}%`;
  return element('span', { class: 'bar', 'aria-hidden': 'true' }, fill);
}

/** A caption for those who hear it: the words, then those among them that nobody said. */
function heard(caption: InspectedCaption): string {
  const unheardOf = caption.words.filter(({ hit }) => !hit).map(({ word }) => word);
  const text = captionText(caption) || '(nothing)';
  return unheardOf.length > 0 ? `${text} (in no reference: ${unheardOf.join(', ')})` : text;
}

/** How the strip of words is to be read. */
export function wordLegend(): HTMLElement {
  const boxed = element('span', { class: 'word miss' }, element('span', {}, 'boxed'));
  return element('p', { class: 'note' }, 'A ', boxed, ' word is in no reference.');
}

/** A caption's words, each over a bar as long as its probability; those that no reference has stand in a box. */
export function wordStrip(caption: InspectedCaption): HTMLElement {
  const words = caption.words.map(({ word, probability, hit }) =>
    element(
      'span',
      {
        class: hit ? 'word hit' : 'word miss',
        title: `${word}: ${percent(probability)}${hit ? '' : ', in no reference'}`,
      },
      element('span', {}, word),
      bar(probability),
    ),
  );
  const strip = element('span', { class: 'words', 'aria-hidden': 'true' }, ...words);
  const said = element('span', { class: 'unseen' }, heard(caption));
  return element(
    'p',
    { class: 'caption' },
    said,
    words.length > 0 ? strip : element('em', {}, '(nothing)'),
  );
}
