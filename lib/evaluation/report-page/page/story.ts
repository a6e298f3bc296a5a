import { type Cell, element, type TableRow, tableOf } from '../../../display/page/element.js';
import { picturePath } from '../../../display/picture-path.js';
import type { Judgements, PictureDetail } from '../../inspector/types.js';
import { scoreText } from '../../numbers.js';
import type { PageData, ShownPicture } from '../page-data.js';
import { captionText } from './choose.js';
import { beamsOf, stepsOf } from './steps.js';
import { coverGrid, otherWordsOf } from './what-if.js';

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
  const rows = Object.entries(judged).map(([name, { truth, said }]): TableRow => {
    const right: Cell = said === truth ? ['✓ right', 'right'] : ['✗ wrong', 'wrong'];
    const verdict: Cell = said === undefined ? ['not said', 'quiet'] : right;
    return { name, cells: [truth, said ?? '—', verdict] };
  });
  return tableOf(['what', 'true', 'said', 'verdict'], rows);
}

/** The greedy caption's scores and those of the best of the beam. */
export function scoresOf({ search }: PageData, { greedy, beam }: ShownPicture): HTMLElement {
  const number = (text: string): Cell => [text, 'number'];
  const row = (name: string, ...values: number[]): TableRow => ({
    ...{ name, cells: values.map((value) => number(scoreText(value))) },
  });
  const metrics = Object.keys(greedy.scores) as (keyof typeof greedy.scores)[];
  const rows = metrics.map((name) => row(name, greedy.scores[name], beam.scores[name]));
  const confidence = row('confidence', greedy.confidence, beam.confidence);
  return tableOf(['score', ...['greedy', search].map(number)], [...rows, confidence]);
}

/** All that is told of an opened picture beyond its card. */
export function storyOf(
  { search }: PageData,
  picture: ShownPicture,
  { steps, beams, marks, neighbours, whatIf }: PictureDetail,
): HTMLElement[] {
  const said = captionText(picture.greedy);
  const others = whatIf && otherWordsOf(picture, whatIf);
  return [
    part(
      'What people said',
      'Marked: the words that the greedy caption has too.',
      referencesOf(picture, marks),
    ),
    part(
      'Step by step',
      `Greedy search took the first of each column${said ? '' : ', which was the end'}; below it what else was likely.${others ? ' Choose another word, and see how the caption goes on.' : ''}`,
      stepsOf(steps, others),
      ...(others ? [others.said] : []),
    ),
    ...(whatIf
      ? [
          part(
            'What if a part were covered?',
            'Each patch is covered in turn by the mean colour of the picture. The stronger its colour, the less probable the caption becomes; ≠ marks another caption.',
            coverGrid(picture, whatIf),
          ),
        ]
      : []),
    part(
      `The ${beams.length} captions of ${search}`,
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
