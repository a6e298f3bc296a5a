import type { ImageId } from '../../data-understanding/types.js';
import type { FoundCaption, PictureSearches } from '../../inference/index.js';
import type { SceneAttributes } from '../../scenes/types.js';
import { END_TOKEN } from '../../vocabulary/markers.js';
import { thingsOf } from '../absent-things.js';
import { judgeCaption, judgedAttributes } from '../attributes.js';
import { type ErrorClass, repeatsItself, sceneFaults } from '../error-classes.js';
import { photographFaults } from '../photograph-faults.js';
import { type ProtocolName, protocols, type TextRules, tokensUnder } from '../protocols.js';
import { type CaptionScores, type ScoredCaption, scoreCaptions } from '../score-captions.js';
import {
  type InspectedCaption,
  type InspectedPicture,
  type Judgements,
  type PictureDetail,
  pictureMetrics,
} from './types.js';

const rounded = (value: number, digits = 4) => Number(value.toFixed(digits));

/** What was found for the pictures, and what is known of them. */
export interface Found {
  searches: ReadonlyMap<ImageId, PictureSearches>;
  references: ReadonlyMap<ImageId, string[]>;
  truths: ReadonlyMap<ImageId, SceneAttributes>;
  protocol: ProtocolName;
}

/** Which words of a caption stand in a reference, whole and as they are. */
export function hitsOf(words: readonly string[], references: readonly string[][]): boolean[] {
  const known = new Set(references.flat());
  return words.map((word) => known.has(word));
}

/** The places of a reference's words, parted by white space, that are among the tokens of a caption. */
export function marksOf(
  reference: string,
  tokens: ReadonlySet<string>,
  rules: TextRules,
): number[] {
  return reference
    .split(/\s+/)
    .flatMap((word, at) =>
      tokensUnder(rules, word).some((token) => tokens.has(token)) ? [at] : [],
    );
}

function inspectCaption(
  { words, logProbability, caption }: FoundCaption,
  { scores }: ScoredCaption,
  references: string[][],
): InspectedCaption {
  const said = caption === '' ? [] : caption.split(' ');
  const hits = hitsOf(said, references);
  const last = words.at(-1);
  return {
    words: said.map((word, at) => ({
      ...{ word, probability: rounded(words[at].probability), hit: hits[at] },
    })),
    ...(last?.word === END_TOKEN && { end: rounded(last.probability) }),
    logProbability: rounded(logProbability),
    confidence: rounded(Math.exp(logProbability / Math.max(1, words.length))),
    scores: Object.fromEntries(
      pictureMetrics.map((name) => [name, rounded(scores[name])]),
    ) as InspectedCaption['scores'],
  };
}

/** The classes of mistakes of a caption: from the truth where there is one, from the references' words otherwise. */
export function classesOf(
  caption: string,
  references: readonly string[][],
  truth?: SceneAttributes,
): ErrorClass[] {
  const faults = truth
    ? sceneFaults(judgeCaption('', caption, truth))
    : photographFaults(tokensUnder(protocols.coco, caption), references);
  const all: ErrorClass[] = repeatsItself(caption) ? [...faults, 'words repeated'] : faults;
  return all.length > 0 ? all : ['good'];
}

function judgementsOf(caption: string, truth: SceneAttributes): Judgements {
  const { said } = judgeCaption('', caption, truth);
  return Object.fromEntries(
    judgedAttributes.map((name) => [name, { truth: truth[name], said: said[name] }]),
  ) as Judgements;
}

/** Greedy and best beam captions as scored collections, the second one by one with the first. */
export function scoreBoth({
  searches,
  references,
  protocol,
}: Found): [CaptionScores, CaptionScores] {
  const captions = (of: (one: PictureSearches) => FoundCaption) =>
    new Map(Array.from(searches, ([id, one]) => [id, of(one).caption]));
  const score = (all: Map<ImageId, string>) =>
    scoreCaptions(all, new Map(references), protocols[protocol]);
  return [score(captions(({ greedy }) => greedy)), score(captions(({ beams }) => beams[0]))];
}

/** All that cards say of the pictures, in the order of the searches. */
export function inspectPictures(
  found: Found,
  [greedy, beam] = scoreBoth(found),
): InspectedPicture[] {
  const rules = protocols[found.protocol];
  return Array.from(found.searches, ([imageId, searches], at) => {
    const { references } = greedy.pictures[at];
    const tokens = references.map((text) => tokensUnder(rules, text));
    const full = references.map((text) => tokensUnder(protocols.coco, text));
    const truth = found.truths.get(imageId);
    const { caption } = searches.greedy;
    const { absent } = thingsOf(caption, references, truth);
    return {
      imageId,
      greedy: inspectCaption(searches.greedy, greedy.pictures[at], tokens),
      beam: inspectCaption(searches.beams[0], beam.pictures[at], tokens),
      references,
      classes: classesOf(caption, full, truth),
      ...(truth && { judged: judgementsOf(caption, truth) }),
      ...(absent.length > 0 && { absent }),
    };
  });
}

/** What an opened card says of a picture beyond its card. */
export function inspectDetail(
  { greedy, beams, looks }: PictureSearches,
  references: readonly string[],
  protocol: ProtocolName,
  neighbours: PictureDetail['neighbours'],
): PictureDetail {
  const tokens = new Set(greedy.caption.split(' '));
  return {
    steps: greedy.words.map(({ word, probability, alternatives = [{ word, probability }] }) =>
      alternatives.map((one) => ({ word: one.word, probability: rounded(one.probability) })),
    ),
    beams: beams.map(({ caption, logProbability, ended }) => ({
      ...{ caption, logProbability: rounded(logProbability), ended },
    })),
    marks: references.map((text) => marksOf(text, tokens, protocols[protocol])),
    ...{ neighbours, ...(looks && { looks: looks.greedy }) },
  };
}
