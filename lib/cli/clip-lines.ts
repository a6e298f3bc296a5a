import { captionsOf, type Dataset } from '../data-understanding/index.js';
import {
  type CaptionChoice,
  type ClipLine,
  type ClipVectors,
  choiceName,
  clipLine,
} from '../evaluation/index.js';
import type { PictureSearches } from '../inference/index.js';

/** CLIPScore and RefCLIPScore of both searches. */
export function clipLines(
  dataset: Dataset,
  choice: CaptionChoice,
  searches: ReadonlyMap<string, PictureSearches>,
  vectors: ClipVectors,
): ClipLine[] {
  const references = captionsOf(dataset, choice.split);
  const said = (say: (one: PictureSearches) => string) =>
    new Map(Array.from(searches, ([id, one]) => [id, say(one)]));
  return [
    clipLine(
      'greedy',
      said(({ greedy }) => greedy.caption),
      references,
      vectors,
    ),
    clipLine(
      choiceName(choice),
      said(({ beams }) => beams[0].caption),
      references,
      vectors,
    ),
  ];
}

/** The lines as a table's rows. */
export const clipRows = (lines: readonly ClipLine[]) =>
  lines.map(({ system, CLIPScore, RefCLIPScore }) => ({
    captions: system,
    'CLIPScore (your CLIP)': CLIPScore.toFixed(3),
    'RefCLIPScore (your CLIP)': RefCLIPScore.toFixed(3),
  }));
