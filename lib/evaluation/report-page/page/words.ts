import { element } from '../../../display/page/element.js';
import type { InspectedCaption } from '../../inspector/types.js';
import { percent as wholePercent } from '../../numbers.js';
import { captionText } from './choose.js';

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

const LOOKS = 'Where the model looked, word by word; arrow keys go from word to word';

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

/**
 * A caption's words, each over a bar as long as its probability; those that no reference has stand in a box.
 * @param looks whether each word shows where the model looked for it: then it is a button
 */
export function wordStrip(caption: InspectedCaption, looks = false): HTMLElement {
  const words = caption.words.map(({ word, probability, hit }, at) =>
    element(
      looks ? 'button' : 'span',
      {
        class: hit ? 'word hit' : 'word miss',
        title: `${word}: ${percent(probability)}${hit ? '' : ', in no reference'}`,
        ...(looks && { type: 'button', 'aria-pressed': 'false', tabindex: at === 0 ? 0 : -1 }),
        ...(looks && { 'data-look': at, 'data-says': word }),
      },
      element('span', {}, word),
      bar(probability),
    ),
  );
  const heardLook = looks && element('span', { class: 'unseen', 'aria-live': 'polite' });
  const strip = element(
    'span',
    {
      class: 'words',
      ...(looks ? { role: 'group', 'aria-label': LOOKS } : { 'aria-hidden': 'true' }),
    },
    ...words,
    heardLook,
  );
  const said = element('span', { class: 'unseen' }, heard(caption));
  return element(
    'p',
    { class: 'caption' },
    said,
    words.length > 0 ? strip : element('em', {}, '(nothing)'),
  );
}
