import type { ShownPicture } from '../report-page/page-data.js';
import type { ComparedPicture, Comparison } from './comparison.js';

/** What the page's script reads from the page itself. */
export interface ComparePageData extends Pick<Comparison, 'runs' | 'protocol'> {
  pictures: (ComparedPicture & Pick<ShownPicture, 'size'>)[];
}

/** Who is better on a picture, by its CIDEr: one of the runs by its place, or neither. */
export type Better = 'first' | 'second' | 'neither';

/** Whether both runs say the same of a picture, word for word. */
export const saysTheSame = ({ captions: [first, second] }: ComparedPicture): boolean =>
  first.words.join(' ') === second.words.join(' ');

/** Who is better on a picture. */
export function betterOf({ captions: [first, second] }: ComparedPicture): Better {
  if (first.CIDEr === second.CIDEr) return 'neither';
  return first.CIDEr > second.CIDEr ? 'first' : 'second';
}
