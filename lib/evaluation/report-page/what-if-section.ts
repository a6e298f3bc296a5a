import { escapeHtml } from '../../display/escape.js';
import { picturePath } from '../../display/picture-path.js';
import type { Inspection } from '../inspector/types.js';

/** Whether some pictures were looked at with a part covered. */
export const hasWhatIf = ({ details }: Inspection): boolean =>
  details.some(({ whatIf }) => whatIf !== undefined);

/** The pictures of which it is known what covering a part, or putting another word, does to the caption: each opens its card. */
export function whatIfHtml(inspection: Inspection): string {
  if (!hasWhatIf(inspection)) return '';
  const { pictures, details } = inspection;
  const items = pictures.flatMap(({ imageId, greedy }, place) => {
    if (!details[place].whatIf) return [];
    const caption = escapeHtml(greedy.words.map(({ word }) => word).join(' '));
    return `<li><button type="button" data-open="${place}" aria-haspopup="dialog"><img src="${escapeHtml(picturePath('pictures', imageId))}" alt="" loading="lazy"><span>${caption}</span></button></li>`;
  });
  return `<section id="what-if"><h2>What if?</h2>
<p class="note">What would the model say if a part of the picture were covered? How would the caption go on from another word? For these pictures, of whose captions it was surest, with a mistake or without, both were tried: open one. <code>npx captionlab inspect</code> tries any picture.</p>
<ul class="what-ifs">${items.join('')}</ul></section>
`;
}
