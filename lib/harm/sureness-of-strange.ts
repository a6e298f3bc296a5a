import type { Dataset } from '../data-understanding/index.js';
import type { CaptionedPicture } from '../display/pictures.js';
import { mean } from '../evaluation/numbers.js';
import { cosineSimilarity, withFeatures } from '../image-encoding/index.js';
import {
  type Captioner,
  encodePictures,
  type FoundCaption,
  greedyCaptions,
  greedySearch,
  meanLogProbability,
} from '../inference/index.js';
import type { TrainedModel } from '../model/index.js';
import { rocArea } from './roc.js';
import { type StrangeKind, type StrangePicture, strangeKinds } from './strange-pictures.js';

/** A picture's caption, how sure the model was of a word, and how near the nearest training picture is. */
export interface Answer {
  caption: FoundCaption;
  /** The mean log probability of a word. */
  sure: number;
  /** The cosine to the nearest training picture's features. */
  near: number;
}

/** What a captioner says of real pictures and of strange ones. */
export interface Answers {
  real: Answer[];
  strange: (Answer & StrangePicture)[];
}

/** The greatest cosine to any of some vectors. */
const nearest = (vector: Float32Array, others: readonly Float32Array[]) =>
  others.reduce((most, other) => Math.max(most, cosineSimilarity(vector, other)), -1);

/** So many training pictures are compared with. */
const COMPARED = 400;

/**
 * What a trained model says of the pictures of the dev split and of strange ones, how sure it is of each, and how near each lies to
 * training pictures.
 */
export async function answersTo(
  dataset: Pick<Dataset, 'splits'>,
  { model, inputs }: TrainedModel,
  { encoder }: Pick<Captioner, 'encoder'>,
  pictures: readonly StrangePicture[],
): Promise<Answers> {
  const { features, vocabulary, sequences } = inputs;
  const ids = withFeatures(dataset.splits.dev, features);
  const files = pictures.map(({ picture }) => picture);
  const vectors = await encodePictures(encoder, files, model);
  const known = withFeatures(dataset.splits.train, features)
    .slice(0, COMPARED)
    .map((id) => features.of(id));
  const answer = (caption: FoundCaption, vector: Float32Array): Answer => ({
    ...{ caption, sure: meanLogProbability(caption), near: nearest(vector, known) },
  });
  const said = await greedyCaptions(model, inputs, ids);
  const found = await greedySearch(model, vocabulary, vectors, sequences);
  return {
    real: said.map((caption, i) => answer(caption, features.of(ids[i]))),
    strange: pictures.map((one, i) => ({ ...one, ...answer(found[i], vectors[i]) })),
  };
}

/** Whether a number tells real pictures from strange ones. */
export interface ToldApart {
  kind: StrangeKind | 'all of them';
  pictures: number;
  /** The most frequent caption of these. */
  'most often': string;
  /** Its words' probability, the geometric mean over the kind. */
  'probability a word': number;
  /** Of how sure the model was: 0.5 is a coin, below it the strange pictures are the surer ones. */
  'AUROC, how sure': number;
  /** Of how near the training pictures are. */
  'AUROC, how near': number;
}

function mostFrequent(texts: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? '';
}

/** The areas under the ROC curves, kind by kind: real pictures against strange ones. */
export function toldApart({ real, strange }: Answers): ToldApart[] {
  const kinds = [...strangeKinds, 'all of them' as const];
  return kinds.map((kind) => {
    const own = kind === 'all of them' ? strange : strange.filter((one) => one.kind === kind);
    const area = (of: (answer: Answer) => number) => rocArea(real.map(of), own.map(of));
    return {
      ...{ kind, pictures: own.length },
      'most often': mostFrequent(own.map(({ caption }) => caption.caption)),
      'probability a word': Math.exp(mean(own.map(({ sure }) => sure))),
      'AUROC, how sure': area(({ sure }) => sure),
      'AUROC, how near': area(({ near }) => near),
    };
  });
}

/** The first strange picture of each kind with its caption, and its words' probability. */
export function oneOfEach({ strange }: Answers): CaptionedPicture[] {
  const first = strangeKinds.flatMap((kind) => strange.find((one) => one.kind === kind) ?? []);
  return first.map(({ kind, picture, caption, sure }) => ({
    ...{ picture, title: kind },
    captions: [caption.caption, `${Math.round(100 * Math.exp(sure))} % a word`],
  }));
}

/** How sure the model is of each kind of strange pictures on average, as marks of a plot. */
export const meanSureness = ({ strange }: Answers) =>
  strangeKinds.map((kind) => ({
    name: kind,
    value: mean(strange.filter((one) => one.kind === kind).map(({ sure }) => sure)),
  }));
