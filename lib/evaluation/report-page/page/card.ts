import { element } from '../../../display/page/element.js';
import type { PictureMetric } from '../../inspector/types.js';
import { scoreText } from '../../numbers.js';
import { classLabel, type PageData, type ShownPicture } from '../page-data.js';
import { captionText } from './choose.js';
import { pictureOf } from './picture.js';
import { wordStrip } from './words.js';

/** The classes of mistakes of a picture's caption, and what it names that is not there. */
export function classChips({ classes, absent = [] }: ShownPicture): HTMLElement {
  const chips = classes.map((name) =>
    element('li', { class: name === 'good' ? 'chip good' : 'chip wrong' }, classLabel(name)),
  );
  const ghosts = absent.map((thing) =>
    element('li', { class: 'chip ghost' }, `not there: ${thing}`),
  );
  return element('ul', { class: 'chips', 'aria-label': 'error classes' }, ...chips, ...ghosts);
}

/** A score of the greedy caption, and what becomes of it with a beam. */
function scoreOf(metric: PictureMetric, greedy: number, beam: number, search: string): HTMLElement {
  const [from, to] = [scoreText(greedy), scoreText(beam)];
  const arrow = from === to ? '' : beam > greedy ? ' ↑' : ' ↓';
  return element(
    'span',
    {},
    `${metric} `,
    element('b', {}, from),
    arrow &&
      element(
        'span',
        { class: 'change', title: `${search}: ${to}` },
        element('span', { 'aria-hidden': 'true' }, arrow),
        element('span', { class: 'unseen' }, `, ${search}: `),
        to,
      ),
  );
}

/** A picture's card: it opens by its button. */
export function cardOf(
  { search, protocol, looks }: PageData,
  picture: ShownPicture,
  place: number,
  metric: PictureMetric,
): HTMLElement {
  const { greedy, beam } = picture;
  const said = captionText(beam);
  const same = said === captionText(greedy);
  const second = metric === 'BLEU-4' ? 'CIDEr' : 'BLEU-4';
  const scores = [metric, second] as const;
  return element(
    'li',
    { class: 'card', 'data-place': place },
    element(
      'button',
      { type: 'button', class: 'open seen', 'data-open': place, 'aria-haspopup': 'dialog' },
      pictureOf(picture, true),
    ),
    element(
      'div',
      { class: 'about' },
      wordStrip(greedy, looks !== undefined),
      element(
        'p',
        { class: 'beam' },
        element('span', { class: 'label' }, search),
        same ? ' says the same' : ` ${said || '(nothing)'}`,
      ),
      element(
        'ul',
        { class: 'people', 'aria-label': 'what people said' },
        ...picture.references.map((text) => element('li', {}, text)),
      ),
      element(
        'p',
        { class: 'scores' },
        element('span', { class: 'label', title: 'the protocol of the scores' }, protocol),
        ...scores.map((name) => scoreOf(name, greedy.scores[name], beam.scores[name], search)),
      ),
      classChips(picture),
    ),
  );
}
