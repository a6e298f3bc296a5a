import type { Judgements, PictureDetail } from '../../inspector/types.js';
import { type PageData, picturePath, type ShownPicture } from '../page-data.js';
import { captionText } from './choose.js';
import { element } from './element.js';
import { beamsOf, stepsOf } from './steps.js';

/** A part of the story under its heading. */
export function part(title: string, note: string, ...body: HTMLElement[]): HTMLElement {
  return element(
    'section',
    {},
    element('h3', {}, title),
    note && element('p', { class: 'note' }, note),
    ...body,
  );
}

/** What people said, the words that the model said too marked. */
function referencesOf({ references }: ShownPicture, marks: number[][]): HTMLElement {
  const items = references.map((text, at) => {
    const words = text.split(/\s+/).flatMap((word, place) => {
      const shown = marks[at].includes(place) ? element('mark', {}, word) : word;
      return place === 0 ? [shown] : [' ', shown];
    });
    return element('li', {}, ...words);
  });
  return element('ul', { class: 'references' }, ...items);
}

function neighboursOf(neighbours: PictureDetail['neighbours']): HTMLElement {
  const items = neighbours.map(({ imageId, similarity, captions }) =>
    element(
      'li',
      {},
      element('img', {
        ...{ src: picturePath('neighbours', imageId), alt: captions[0] ?? imageId },
        loading: 'lazy',
      }),
      element('p', { class: 'quiet' }, `cosine ${similarity.toFixed(2)}`),
      element('ul', {}, ...captions.map((caption) => element('li', {}, caption))),
    ),
  );
  return element('ol', { class: 'neighbours' }, ...items);
}

/** What is true and what was said of it. */
export function judgementsOf(judged: Judgements): HTMLElement {
  const rows = Object.entries(judged).map(([name, { truth, said }]) => {
    const verdict = said === undefined ? 'not said' : said === truth ? '✓ right' : '✗ wrong';
    const kind = said === undefined ? 'quiet' : said === truth ? 'right' : 'wrong';
    return element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      element('td', {}, truth),
      element('td', {}, said ?? '—'),
      element('td', { class: kind }, verdict),
    );
  });
  const heads = ['', 'true', 'said', ''].map((text) => element('th', { scope: 'col' }, text));
  const head = element('thead', {}, element('tr', {}, ...heads));
  return element('table', {}, head, element('tbody', {}, ...rows));
}

/** The greedy caption's scores and those of the best of the beam. */
export function scoresOf({ beam: width }: PageData, { greedy, beam }: ShownPicture): HTMLElement {
  const row = (name: string, ...values: string[]) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, name),
      ...values.map((value) => element('td', { class: 'number' }, value)),
    );
  const metrics = Object.keys(greedy.scores) as (keyof typeof greedy.scores)[];
  const heads = ['', 'greedy', `beam ${width}`].map((text) =>
    element('th', { scope: 'col', class: 'number' }, text),
  );
  const confidence = row('confidence', greedy.confidence.toFixed(3), beam.confidence.toFixed(3));
  const rows = metrics.map((name) =>
    row(name, greedy.scores[name].toFixed(3), beam.scores[name].toFixed(3)),
  );
  const head = element('thead', {}, element('tr', {}, ...heads));
  return element('table', {}, head, element('tbody', {}, ...rows, confidence));
}

/** All that is told of an opened picture beyond its card. */
export function storyOf(
  { beam }: PageData,
  picture: ShownPicture,
  { steps, beams, marks, neighbours }: PictureDetail,
): HTMLElement[] {
  const said = captionText(picture.greedy);
  return [
    part(
      'What people said',
      'Marked: the words that the greedy caption has too.',
      referencesOf(picture, marks),
    ),
    part(
      'Step by step',
      `Greedy search took the first of each column${said ? '' : ', which was the end'}; below it what else was likely.`,
      stepsOf(steps),
    ),
    part(
      `The ${beams.length} captions of beam ${beam}`,
      'The best first, by the mean log probability of a word. Where one has more in all than greedy search, greedy search has overlooked it.',
      beamsOf(beams, picture.greedy),
    ),
    part(
      'The nearest training pictures',
      'By the cosine of their features: what the model may have been reminded of.',
      neighboursOf(neighbours),
    ),
  ];
}
