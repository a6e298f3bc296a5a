import { element } from '../../../display/page/element.js';
import { scoreText } from '../../numbers.js';
import { pictureOf } from '../../report-page/page/picture.js';
import type { RunCaption } from '../comparison.js';
import { betterOf, type ComparePageData, saysTheSame } from '../page-data.js';

/** A caption, the words marked that the other run does not say. */
function captionOf({ words, own }: RunCaption): HTMLElement {
  const marked = words.flatMap((word, at) => {
    const shown = own[at] ? element('mark', {}, word) : word;
    return at === 0 ? [shown] : [' ', shown];
  });
  const said = marked.length > 0 ? marked : [element('em', {}, '(nothing)')];
  return element('p', { class: 'said' }, ...said);
}

/** What one run says, and its numbers; the better one is marked. */
function runOf(
  name: string,
  caption: RunCaption,
  protocol: string,
  isBetter: boolean,
): HTMLElement {
  const { CIDEr, logProbability } = caption;
  return element(
    'div',
    { class: isBetter ? 'run better' : 'run' },
    element('h3', {}, name, isBetter && element('span', { class: 'chip good' }, 'better')),
    captionOf(caption),
    element(
      'p',
      { class: 'scores' },
      element('span', {}, `CIDEr (${protocol}) `, element('b', {}, scoreText(CIDEr))),
      element('span', {}, 'log probability ', element('b', {}, logProbability.toFixed(2))),
    ),
  );
}

/** A picture's card: what both runs say of it, and what people said. */
export function comparedCard({ runs, protocol, pictures }: ComparePageData, place: number) {
  const picture = pictures[place];
  const better = betterOf(picture);
  const same = saysTheSame(picture);
  const [first, second] = picture.captions;
  const address = `index.html#picture=${encodeURIComponent(picture.imageId)}`;
  return element(
    'li',
    { class: 'card', 'data-place': place },
    element('a', { class: 'open seen', href: address }, pictureOf(picture, true)),
    element(
      'div',
      { class: 'about' },
      same && element('p', { class: 'quiet' }, 'Both say the same:'),
      runOf(runs[0], first, protocol, better === 'first'),
      !same && runOf(runs[1], second, protocol, better === 'second'),
      element(
        'ul',
        { class: 'people', 'aria-label': 'what people said' },
        ...picture.references.map((text) => element('li', {}, text)),
      ),
    ),
  );
}
