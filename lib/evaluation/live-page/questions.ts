import type { ImageId } from '../../data-understanding/types.js';
import { type Captioner, encodePictures, type FoundCaption, goOn } from '../../inference/index.js';
import { END_TOKEN } from '../../vocabulary/markers.js';
import {
  coveredPicture,
  hexColour,
  type OpenPicture,
  openPicture,
  type Patch,
} from '../what-if/cover.js';

/** What is asked of a picture. */
export interface Question {
  picture: ImageId;
  /** The part that is covered; none where it is absent. */
  patch?: Patch;
  /** Words with which the caption begins; without them it is the model's own. */
  beginning: string[];
  /** A caption whose log probability is wanted too, the end marker included where it ended. */
  of?: string[];
}

/** A word that was said, and what else was likely there. */
export interface AnsweredWord {
  word: string;
  probability: number;
  /** The likeliest others, the likeliest first. */
  others: { word: string; probability: number }[];
}

/** The caption that was found: its words, the end marker among them where it came. */
export interface Answer {
  words: AnsweredWord[];
  logProbability: number;
  /** Of a cover on this picture: its mean colour, #rrggbb. */
  colour: string;
  /** Of the caption that was asked for. */
  ofLogProbability?: number;
}

const OTHERS = 10;

function answerOf({ words, logProbability }: FoundCaption): Omit<Answer, 'colour'> {
  const said = words.map(({ word, probability, alternatives = [] }) => ({
    ...{ word, probability },
    others: alternatives.filter((one) => one.word !== word).slice(0, OTHERS),
  }));
  return { words: said, logProbability };
}

/** Who answers questions about pictures. */
export interface Answers {
  /** Whether there is a picture of this name. */
  knows(id: ImageId): boolean;
  /** Throws as `goOn` and `openPicture` do. */
  answer(question: Question): Promise<Answer>;
}

/** Answers questions about pictures with a captioner, one at a time; the last picture stays open. */
export function openAnswers(
  { model, encoder, vocabulary, maxLength }: Captioner,
  imagePaths: ReadonlyMap<ImageId, string>,
): Answers {
  let last: { id: ImageId; open: OpenPicture } | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  async function open(id: ImageId): Promise<OpenPicture> {
    if (last?.id !== id) last = { id, open: await openPicture(imagePaths.get(id) as string) };
    return last.open;
  }

  async function work({ picture, patch, beginning, of }: Question): Promise<Answer> {
    const opened = await open(picture);
    const file = await coveredPicture(opened, patch);
    const features = await encodePictures(encoder, [file], model);
    const options = { maxLength, alternatives: OTHERS + 1 };
    const beginnings = of ? [beginning, of] : [beginning];
    const [[found, same]] = await goOn(model, vocabulary, features, beginnings, options);
    const colour = hexColour(opened.colour);
    return { ...answerOf(found), colour, ...(same && { ofLogProbability: same.logProbability }) };
  }

  return {
    knows: (id) => imagePaths.has(id),
    answer(question) {
      const next = queue.then(() => work(question));
      queue = next.catch(() => {}); // whoever asked hears of it
      return next;
    },
  };
}

const isShare = (value: unknown): value is number =>
  typeof value === 'number' && value >= 0 && value <= 1;
const areWords = (value: unknown): value is string[] =>
  Array.isArray(value) && value.length <= 200 && value.every((one) => typeof one === 'string');

function isPatch(value: unknown): value is Patch {
  const { x, y, width, height } = (value ?? {}) as Partial<Patch>;
  return [x, y, width, height].every(isShare);
}

/** A question as it came, checked; undefined where it is none. */
export function readQuestion(value: unknown): Question | undefined {
  const { picture, patch, beginning, of } = (value ?? {}) as Partial<Question>;
  if (typeof picture !== 'string' || !areWords(beginning)) return undefined;
  if (patch !== undefined && !isPatch(patch)) return undefined;
  if (of !== undefined && !areWords(of)) return undefined;
  if (beginning.indexOf(END_TOKEN) < beginning.length - 1 && beginning.includes(END_TOKEN))
    return undefined;
  return { picture, patch, beginning, of };
}
