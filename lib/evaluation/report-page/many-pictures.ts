import { type InspectedPicture, pictureMetrics } from '../inspector/types.js';
import { captionText } from './page/choose.js';
import type { ManyPictures, PictureTexts } from './page-data.js';

const TEXTS_PER_FILE = 5000;

/** What a page holds of many pictures, and the texts that lie beside it. */
export function outlined(pictures: readonly InspectedPicture[]): {
  many: ManyPictures;
  texts: PictureTexts[];
} {
  const said = pictures.map(({ greedy }) => captionText(greedy));
  const { compare } = new Intl.Collator('en');
  const order = said.map((_, i) => i).sort((a, b) => compare(said[a], said[b]));
  const ranks = new Array<number>(said.length);
  for (const [rank, place] of order.entries()) ranks[place] = rank;
  const metrics = [...pictureMetrics];
  const classNames = [...new Set(pictures.flatMap(({ classes }) => classes))];
  const more: ManyPictures['more'] = {};
  for (const [place, { absent, judged }] of pictures.entries()) {
    if (absent || judged) more[place] = { absent, judged };
  }
  const many: ManyPictures = {
    ids: pictures.map(({ imageId }) => imageId).join('\n'),
    ...{ metrics, classNames, more, ranks, textsPerFile: TEXTS_PER_FILE },
    scores: pictures.flatMap(({ greedy, beam }) =>
      [greedy, beam].flatMap(({ scores }) => metrics.map((name) => scores[name])),
    ),
    confidences: pictures.map(({ greedy }) => greedy.confidence),
    lengths: pictures.map(({ greedy }) => greedy.words.length),
    classes: pictures.map(({ classes }) =>
      classes.reduce((bits, name) => bits + 2 ** classNames.indexOf(name), 0),
    ),
  };
  const texts = pictures.map(
    ({ beam, references }, i): PictureTexts => [
      `${said[i]}\n${captionText(beam)}`.toLowerCase(),
      references.join('\n').toLowerCase(),
    ],
  );
  return { many, texts };
}
