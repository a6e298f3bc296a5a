import {
  type Captioner,
  encodePictures,
  type FoundCaption,
  goOn,
  greedySearch,
} from '../../inference/index.js';
import { coveredPicture, gridOf, hexColour, openPicture } from './cover.js';

/** Another word in a caption's place, and what the caption becomes. */
export interface OtherWord {
  word: string;
  /** Probability of the word there. */
  probability: number;
  /** The whole caption, gone on from it by greedy search. */
  caption: string;
  logProbability: number;
}

/** What a caption becomes when a part of its picture is covered, or when another word is put into it. */
export interface WhatIf {
  /** Of the cover: the picture's mean colour. */
  colour: string;
  rows: number;
  columns: number;
  /** Of the greedy caption of the whole picture. */
  logProbability: number;
  /**
   * Patch by patch, row by row: the log probability of the same caption when the patch is covered, and what the model says
   * then, where that is something else.
   */
  covered: { logProbability: number; caption?: string }[];
  /** For each word of the caption, the end marker included: the likeliest others, the likeliest first. */
  others: OtherWord[][];
}

const SIDE = 5;
const OTHERS = 4;

const rounded = (value: number) => Number(value.toFixed(4));
const texts = ({ words }: FoundCaption) => words.map(({ word }) => word);

/** The picture with each patch of a grid covered in turn. */
async function coverPatches(
  { model, encoder, vocabulary, maxLength }: Captioner,
  path: string,
  said: FoundCaption,
): Promise<Pick<WhatIf, 'colour' | 'rows' | 'columns' | 'covered'>> {
  const picture = await openPicture(path);
  const patches = gridOf(SIDE, SIDE);
  const files = await Promise.all(patches.map((patch) => coveredPicture(picture, patch)));
  const features: Float32Array[] = [];
  for (let row = 0; row < SIDE; row++) {
    const some = files.slice(row * SIDE, (row + 1) * SIDE);
    features.push(...(await encodePictures(encoder, some, model)));
  }
  const same = await goOn(model, vocabulary, features, [texts(said)], { maxLength });
  const anew = await greedySearch(model, vocabulary, features, { maxLength });
  return {
    ...{ colour: hexColour(picture.colour), rows: SIDE, columns: SIDE },
    covered: patches.map((_, at) => {
      const [{ logProbability }] = same[at];
      const { caption } = anew[at];
      const other = caption === said.caption ? {} : { caption };
      return { logProbability: rounded(logProbability), ...other };
    }),
  };
}

/** The likeliest other words in each place of a caption, and how the caption goes on from them. */
async function otherWords(
  { model, vocabulary, maxLength }: Captioner,
  features: Float32Array,
  said: FoundCaption,
): Promise<OtherWord[][]> {
  const places = said.words.map(({ word, alternatives = [] }, at) =>
    alternatives
      .filter((other) => other.word !== word)
      .slice(0, OTHERS)
      .map((other) => ({ ...other, beginning: [...texts(said).slice(0, at), other.word] })),
  );
  const beginnings = places.flat().map(({ beginning }) => beginning);
  const [found] = await goOn(model, vocabulary, [features], beginnings, { maxLength });
  let next = 0;
  return places.map((others) =>
    others.map(({ word, probability }) => {
      const { caption, logProbability } = found[next++];
      return {
        ...{ word, probability: rounded(probability), caption },
        logProbability: rounded(logProbability),
      };
    }),
  );
}

/**
 * What the greedy caption of a picture becomes when each of 5 x 5 patches is covered by the picture's mean colour (Zeiler &
 * Fergus 2014, "Visualizing and understanding convolutional networks", hid them behind grey), and when each of its words is
 * replaced by the likeliest others.
 * @param path the picture's file
 */
export async function whatIf(captioner: Captioner, path: string): Promise<WhatIf> {
  const { model, encoder, vocabulary, maxLength } = captioner;
  const whole = await coveredPicture(await openPicture(path));
  const [features] = await encodePictures(encoder, [whole], model);
  const options = { maxLength, alternatives: OTHERS + 1 };
  const [said] = await greedySearch(model, vocabulary, [features], options);
  return {
    ...(await coverPatches(captioner, path, said)),
    logProbability: rounded(said.logProbability),
    others: await otherWords(captioner, features, said),
  };
}
