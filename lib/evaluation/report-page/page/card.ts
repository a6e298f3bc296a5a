import type { PictureMetric } from '../../inspector/types.js';
import { classLabel, type PageData, picturePath, type ShownPicture } from '../page-data.js';
import { captionText } from './choose.js';
import { element } from './element.js';
import { wordStrip } from './words.js';

/** The picture, or a box with its name where the file could not be read. */
export function pictureOf({ imageId, greedy, size }: ShownPicture, lazy: boolean): HTMLElement {
  if (!size) return element('span', { class: 'no-picture' }, `${imageId} cannot be read`);
  const [width, height] = size;
  return element('img', {
    ...{ src: picturePath('pictures', imageId), alt: captionText(greedy), width, height },
    ...(lazy && { loading: 'lazy', decoding: 'async' }),
  });
}

/** The classes of mistakes of a picture's caption. */
export function classChips({ classes }: ShownPicture): HTMLElement {
  const chips = classes.map((name) =>
    element('li', { class: name === 'good' ? 'chip good' : 'chip wrong' }, classLabel(name)),
  );
  return element('ul', { class: 'chips', 'aria-label': 'error classes' }, ...chips);
}

function scoreText(metric: PictureMetric, greedy: number, beam: number): HTMLElement {
  const change = beam - greedy;
  const arrow = Math.abs(change) < 0.005 ? '' : change > 0 ? ' ↑' : ' ↓';
  return element(
    'span',
    {},
    `${metric} `,
    element('b', {}, greedy.toFixed(2)),
    arrow &&
      element(
        'span',
        { class: 'change', title: `beam: ${beam.toFixed(2)}` },
        arrow + beam.toFixed(2),
      ),
  );
}

/** A picture's card: it opens by its button. */
export function cardOf(
  { beam: width }: PageData,
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
      { type: 'button', class: 'open', 'data-open': place, 'aria-haspopup': 'dialog' },
      pictureOf(picture, true),
    ),
    element(
      'div',
      { class: 'about' },
      wordStrip(greedy),
      element(
        'p',
        { class: 'beam' },
        element('span', { class: 'label' }, `beam ${width}`),
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
        ...scores.map((name) => scoreText(name, greedy.scores[name], beam.scores[name])),
      ),
      classChips(picture),
    ),
  );
}
