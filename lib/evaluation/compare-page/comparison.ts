import {
  captionsOf,
  type Dataset,
  type ImageId,
  type SplitName,
} from '../../data-understanding/index.js';
import type { FoundCaption } from '../../inference/index.js';
import { comparisonTable } from '../comparison-table.js';
import { pictureProtocolOf, protocols } from '../protocols.js';
import { type CaptionChoice, choiceName, ensureChosen } from '../rerank/index.js';
import { scoreCaptions } from '../score-captions.js';
import { ownWords } from './own-words.js';

/** What one of two runs says of a picture. */
export interface RunCaption {
  words: string[];
  /** Which of the words the other run does not say. */
  own: boolean[];
  CIDEr: number;
  logProbability: number;
}

/** A picture and what two runs say of it. */
export interface ComparedPicture {
  imageId: ImageId;
  references: string[];
  captions: [RunCaption, RunCaption];
}

/** Two runs on the same pictures, by beam search. */
export interface Comparison {
  dataset: string;
  split: SplitName;
  /** How their captions were found: `beam 3`. */
  search: string;
  runs: [string, string];
  protocol: ReturnType<typeof pictureProtocolOf>;
  /** A row a score: what each has, the difference, its interval, and p. */
  table: ReturnType<typeof comparisonTable>;
  pictures: ComparedPicture[];
}

const rounded = (value: number) => Number(value.toFixed(4));

/** What two runs found for the same pictures, picture by picture. */
export function comparePictures(
  found: readonly [ReadonlyMap<ImageId, FoundCaption>, ReadonlyMap<ImageId, FoundCaption>],
  references: ReadonlyMap<ImageId, string[]>,
  protocol: Comparison['protocol'],
): ComparedPicture[] {
  const scores = found.map((all) => {
    const captions = new Map(Array.from(all, ([id, { caption }]) => [id, caption]));
    const { pictures } = scoreCaptions(captions, new Map(references), protocols[protocol]);
    return new Map(pictures.map((one) => [one.imageId, one.scores.CIDEr]));
  });
  return [...found[0].keys()].map((imageId) => {
    const said = found.map((all) => all.get(imageId) as FoundCaption);
    const words = said.map(({ caption }) => (caption === '' ? [] : caption.split(' ')));
    const caption = (run: 0 | 1): RunCaption => ({
      ...{ words: words[run], own: ownWords(words[run], words[1 - run]) },
      CIDEr: rounded(scores[run].get(imageId) as number),
      logProbability: rounded(said[run].logProbability),
    });
    return {
      imageId,
      references: references.get(imageId) ?? [],
      captions: [caption(0), caption(1)],
    };
  });
}

/**
 * Two runs of a data set side by side: the scores, and every picture.
 * @throws UserError when they have captions of different pictures
 */
export async function comparisonOf(
  dataset: Dataset,
  runs: [string, string],
  choice: CaptionChoice,
): Promise<Comparison> {
  const { split } = choice;
  const references = captionsOf(dataset, split);
  const found = [];
  for (const run of runs) {
    const searches = await ensureChosen({ ...dataset, run }, choice);
    found.push(new Map(Array.from(searches, ([id, { beams }]) => [id, beams[0]])));
  }
  const protocol = pictureProtocolOf(dataset);
  const [first, second] = found.map((all, run) => ({
    name: runs[run],
    captions: new Map(Array.from(all, ([id, { caption }]) => [id, caption])),
  }));
  const table = comparisonTable(first, second, references, protocol);
  return {
    ...{ dataset: dataset.name, split, search: choiceName(choice), runs, protocol, table },
    pictures: comparePictures([found[0], found[1]], references, protocol),
  };
}
