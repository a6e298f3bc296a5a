import { type InspectedPicture, pictureMetrics } from '../inspector/types.js';
import { captionText } from './page/choose.js';
import type { ManyPictures, OutlinedPicture, PictureTexts } from './page-data.js';

const TEXTS_PER_FILE = 5000;

/** What a page holds of many pictures, and the texts that lie beside it. */
export function outlined(pictures: readonly InspectedPicture[]): {
  many: ManyPictures;
  texts: PictureTexts[];
} {
  const said = pictures.map(({ greedy }) => captionText(greedy));
  const { compare } = new Intl.Collator('en');
  const order = said.map((_, i) => i).sort((a, b) => compare(said[a], said[b]));
  const ranks = new Int32Array(said.length);
  for (const [rank, place] of order.entries()) ranks[place] = rank;
  const metrics = [...pictureMetrics];
  const outlines = pictures.map(
    ({ imageId, classes, absent, judged, greedy, beam }, i): OutlinedPicture => ({
      ...{ imageId, classes, absent, judged, confidence: greedy.confidence },
      scores: [
        metrics.map((name) => greedy.scores[name]),
        metrics.map((name) => beam.scores[name]),
      ],
      ...{ length: greedy.words.length, rank: ranks[i] },
    }),
  );
  const texts = pictures.map(
    ({ beam, references }, i): PictureTexts => [
      `${said[i]}\n${captionText(beam)}`.toLowerCase(),
      references.join('\n').toLowerCase(),
    ],
  );
  return { many: { metrics, outlines, textsPerFile: TEXTS_PER_FILE }, texts };
}
