import { wordsIn } from '../../report-page/page/choose.js';
import { type Better, betterOf, type ComparePageData, saysTheSame } from '../page-data.js';

type Picture = ComparePageData['pictures'][number];

/** Which pictures are shown, and in which order. */
export interface CompareChoice {
  search: string;
  order: keyof typeof keys;
  /** Pictures on which any of these is better; all, when it is empty. */
  better: ReadonlySet<Better>;
}

const gain = ({ captions: [first, second] }: Picture, of: 'CIDEr' | 'logProbability') =>
  second[of] - first[of];

/** What the pictures are ordered by, the largest first. Those of one caption come last, but for `data`. */
const keys = {
  difference: (one) => Math.abs(gain(one, 'CIDEr')) + Number(!saysTheSame(one)),
  second: (one) => gain(one, 'CIDEr'),
  first: (one) => -gain(one, 'CIDEr'),
  surer: (one) => gain(one, 'logProbability'),
  'less-sure': (one) => -gain(one, 'logProbability'),
  data: () => 0,
} satisfies Record<string, (picture: Picture) => number>;

/** True when every word searched for begins a word of either caption, of what people said, or of the picture's name. */
function isFound({ imageId, captions, references }: Picture, search: string): boolean {
  const said = captions.flatMap(({ words }) => words);
  const words = wordsIn([imageId, ...said, ...references].join(' '));
  return wordsIn(search).every((term) => words.some((word) => word.startsWith(term)));
}

/** The places of the pictures chosen, in the order chosen; of equals the earlier comes first. */
export function chooseCompared(
  pictures: readonly Picture[],
  { search, order, better }: CompareChoice,
): number[] {
  return pictures
    .map((picture, place) => ({ picture, place, key: keys[order](picture) }))
    .filter(
      ({ picture }) =>
        (better.size === 0 || better.has(betterOf(picture))) && isFound(picture, search),
    )
    .sort((a, b) => b.key - a.key)
    .map(({ place }) => place);
}
