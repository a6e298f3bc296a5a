import type { Dataset } from '../data-understanding/index.js';
import { escapeHtml } from '../display/escape.js';
import { smallPageStyle } from '../display/figure-page.js';
import { piecesPolicy } from '../display/page-policy.js';
import { type CaptionedPicture, gallery } from '../display/pictures.js';
import { pieceStyle } from '../display/styles.js';
import { writeFileWhole } from '../outputs/index.js';
import type { FoundPicture, SearchWay } from './find.js';

/** What each way of looking found. */
export type FoundByWay = Partial<Record<SearchWay, FoundPicture[]>>;

const told: Record<SearchWay, string> = {
  words: 'By the words of their captions',
  likelihood: 'By the likelihood of the query',
};

/** Found pictures as a gallery shows them, the first with its rank before its name. */
export const foundPictures = (
  { imagePaths }: Pick<Dataset, 'imagePaths'>,
  found: readonly FoundPicture[],
): CaptionedPicture[] =>
  found.map(({ imageId, caption }, i) => ({
    path: imagePaths.get(imageId),
    title: `${i + 1}. ${imageId}`,
    captions: caption,
  }));

const style = `${smallPageStyle}h1{font-size:1.3rem;margin:0 0 4px}h2{font-size:1.05rem;margin:24px 0 8px}`;

/** Writes a page with the pictures that were found; they are inside, so that it can be moved. */
export async function writeFoundPage(
  path: string,
  dataset: Pick<Dataset, 'imagePaths'>,
  query: string,
  found: FoundByWay,
): Promise<void> {
  const parts: string[] = [];
  for (const [way, pictures] of Object.entries(found) as [SearchWay, FoundPicture[]][]) {
    const { html } = await gallery(foundPictures(dataset, pictures));
    parts.push(`<h2>${told[way]}</h2>${pictures.length > 0 ? html : '<p>None.</p>'}`);
  }
  const title = escapeHtml(query);
  writeFileWhole(
    path,
    `<!doctype html>
<html lang="en"><head><meta charset="utf-8">${piecesPolicy([])}<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><title>${title}</title><style>${style}${pieceStyle}</style></head>
<body class="cl-page"><main class="cl"><h1>“${title}”</h1><p>Below each picture stands what the model says of it.</p>${parts.join('\n')}</main></body></html>
`,
  );
}
