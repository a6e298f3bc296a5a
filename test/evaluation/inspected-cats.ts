import { openDataset } from '../../lib/data-understanding/index.js';
import { type Inspection, inspectionOf, type LookFrame } from '../../lib/evaluation/index.js';
import { featureTable } from '../../lib/image-encoding/index.js';
import { captionOf, type FoundCaption } from '../../lib/inference/found-caption.js';
import { type KeptLooks, keepLooks, type PictureSearches } from '../../lib/inference/index.js';
import { smallDataset } from '../data-understanding/small-dataset.js';

/** A caption as a search finds it, every word with the same probability. */
export const found = (caption: string, probability: number, alternatives?: string[]) =>
  captionOf(
    [...caption.split(' '), 'endseq'].map((word) => ({
      ...{ word, probability },
      ...(alternatives && {
        alternatives: [word, ...alternatives].map((one) => ({ word: one, probability })),
      }),
    })),
  );

/** What must be shown and not done. */
export const malicious = `<img src=x onerror="document.title='broken'">`;

/** The same in a word. */
export const unruly = "<svg/onload=top.name='torn'>";

/** Six captioned pictures of a data set in Flickr8k's layout: three of them to inspect, two to learn from. */
export const catsFolder = () =>
  smallDataset({
    'Flickr8k.token.txt': [
      ...['t1.jpg#0\tA black cat sits on grass .', 't1.jpg#1\tThe black cat is sitting on grass'],
      ...['t2.jpg#0\tA brown dog runs on the road', 't2.jpg#1\tThe dog is running on a road .'],
      'v1.jpg#0\tA cat sleeps',
      ...['a.jpg#0\tA black cat sits on the grass .', 'a.jpg#1\tThe cat is sitting outside'],
      ...['b.jpg#0\tTwo brown dogs are running on a road', 'b.jpg#1\tTwo dogs run'],
      ...[`c.jpg#0\t${malicious} A red bird </script> flies`, 'c.jpg#1\tA bird in the sky'],
    ]
      .map((line) => `${line}\n`)
      .join(''),
    'Flickr_8k.trainImages.txt': 't1.jpg\nt2.jpg\n',
    'Flickr_8k.devImages.txt': 'v1.jpg\n',
    'Flickr_8k.testImages.txt': 'a.jpg\nb.jpg\nc.jpg\n',
    ...Object.fromEntries(['t1', 't2', 'v1', 'a', 'b', 'c'].map((id) => [`images/${id}.jpg`, ''])),
  });

const searches = new Map<string, PictureSearches>([
  [
    'a',
    {
      greedy: found('black cat sits on the grass', 0.9, ['dog', 'boy']),
      beams: [found('black cat sits on the grass', 0.9), found('cat sits', 0.2)],
    },
  ],
  [
    'b',
    {
      greedy: found('white dog is running on road', 0.8, ['cat', 'boy']),
      beams: [found('dogs are running on road', 0.85), found('dog runs', 0.3)],
    },
  ],
  [
    'c',
    {
      greedy: found(`${unruly} swims`, 0.4, ['bird']),
      beams: [found('red bird', 0.5)],
    },
  ],
]);

/** Of four words foretold at 80 % three came, of two at 30 % one. */
const foretold = [
  ...[true, true, true, false].map((hit) => ({ confidence: 0.8, hit })),
  ...[true, false].map((hit) => ({ confidence: 0.3, hit })),
];

/** The frame of the maps by which `lookingCats` look. */
export const catFrame: LookFrame = { rows: 2, columns: 3, fit: 'smooth' };

/** The same searches by a captioner that looks: for its first word at the first of six cells, and so on. */
const lookingSearches = new Map(
  Array.from(searches, ([id, one]): [string, PictureSearches] => {
    const cells = catFrame.rows * catFrame.columns;
    const looksOf = ({ words }: FoundCaption) => {
      const looking = words.map((word, at) => {
        const looked = new Float32Array(cells).fill(0.1);
        looked[at % cells] = 0.5;
        return { ...word, looked };
      });
      return keepLooks(looking) as KeptLooks;
    };
    return [id, { ...one, looks: { greedy: looksOf(one.greedy), beam: looksOf(one.beams[0]) } }];
  }),
);

/** The three pictures, inspected. */
export async function inspectedCats(
  folder = catsFolder(),
  seed = 1,
  looks = false,
): Promise<Inspection> {
  const dataset = await openDataset({ name: 'flickr8k', folder });
  const rows = new Float32Array([1, 0, 0, 1, 0.9, 0.1, 0.2, 0.8, 1, 1]); // [pictures, 2]
  const features = featureTable(['t1', 't2', 'a', 'b', 'c'], rows, 2, 'by hand');
  return inspectionOf(
    dataset,
    { split: 'test', beam: 2, seed },
    looks ? lookingSearches : searches,
    features,
    foretold,
    looks ? catFrame : undefined,
  );
}
