import { captionerOf, type ModelOrLayers } from '../model/index.js';
import { UserError } from '../outputs/index.js';
import { markerIndices, type Vocabulary } from '../vocabulary/index.js';
import { openReader, rowOf } from './caption-reader.js';
import { captionOf, type FoundCaption } from './found-caption.js';
import {
  type After,
  type Beam,
  type BeamSearch,
  falling,
  growGroups,
  type Watch,
} from './grow-beam.js';
import { type Hypothesis, saidWords, startOf } from './hypothesis.js';
import { type Normalisation, scoreBy } from './normalise.js';
import { speechRules } from './sayable.js';
import {
  checkInputs,
  checkLengths,
  checkWhole,
  inBatches,
  type SearchOptions,
} from './search-options.js';

export interface BeamOptions extends SearchOptions {
  /** Captions that are followed at once, and the most that are found. With 1 it is greedy search. */
  width: number;
  /** How captions of different lengths are compared. Default: `none`. */
  normalisation?: Normalisation;
  /** Of `gnmt`. Default: 0.6. */
  alpha?: number;
  /** Diverse beam search (Vijayakumar et al. 2016): so many beams of `width / groups` each. Default: 1. */
  groups?: number;
  /** What a word costs in a group for each time that the groups before it said it at the same step. Default: 0.5. */
  diversity?: number;
}

/** The captions of a picture's groups, the best first; one that several groups found is told once. */
function ranked(groups: Beam[], { vocabulary, width, score }: BeamSearch): FoundCaption[] {
  const order = falling(score);
  const found = groups.flatMap(({ open, ended, cut }) =>
    [...ended, ...[...cut, ...open].sort(order)].slice(0, width),
  );
  const captions = found.map((one) => captionOf(saidWords(one, vocabulary), score(one)));
  captions.sort((a, b) => Number(b.ended) - Number(a.ended) || b.score - a.score);
  const byText = new Map<string, FoundCaption>();
  for (const one of captions) {
    const text = one.words.map(({ word }) => word).join(' ');
    if (!byText.has(text)) byText.set(text, one);
  }
  return [...byText.values()];
}

function checkBeam({ width, groups = 1, diversity = 0 }: BeamOptions): void {
  checkWhole('The width of the beam', width, 1);
  checkWhole('groups', groups, 1);
  if (width % groups !== 0) {
    throw new UserError(`A beam of ${width} cannot be parted into ${groups} groups of one width.`);
  }
  if (!(diversity >= 0)) throw new UserError(`diversity is ${diversity}: expected 0 or more.`);
}

/**
 * Beam search: follows the `width` most probable beginnings of a caption at once, for many pictures together.
 *
 * A caption that met the end marker is set aside, and the search of a picture is over when `width` of them are at least as
 * good as whatever is still open would be if it ended now, or after `maxLength` words. Without normalisation nothing better
 * can come after that, for every word costs. What never met the end marker is cut there and ranks behind what did.
 * @param features one vector a picture, each `[features]`
 * @returns for every picture at most `width` captions, the best first; there are fewer where the vocabulary has no more
 * @throws UserError for settings that cannot be, and as `greedySearch` does
 */
export async function beamSearch(
  model: ModelOrLayers,
  vocabulary: Vocabulary,
  features: readonly Float32Array[],
  options: BeamOptions,
  watch?: Watch,
): Promise<FoundCaption[][]> {
  const captioner = captionerOf(model);
  checkLengths(options);
  checkBeam(options);
  checkInputs(captioner, vocabulary, features);
  const { width, groups = 1, diversity = 0.5, alternatives = 0, maxLength } = options;
  const { start, end } = markerIndices(vocabulary);
  const silence = speechRules(vocabulary, options);
  const scoreOf = scoreBy(options.normalisation, options.alpha);
  const score = ({ logProbability, length }: Hypothesis) => scoreOf(logProbability, length);
  const search = { vocabulary, width: width / groups, end, score, alternatives, watch };

  return inBatches(features, width, options, async (batch) => {
    const pictures = batch.map((_, picture) =>
      Array.from(
        { length: groups },
        (): Beam => ({ open: [startOf(picture, start)], ended: [], cut: [] }),
      ),
    );
    const reader = openReader(captioner, batch, options.looks);
    try {
      for (let step = 0; step < maxLength; step++) {
        const open = pictures.flat().flatMap((beam) => beam.open);
        if (open.length === 0) break;
        const reading = await reader.read(open);
        const after: After = new Map(
          open.map((one, i) => {
            const row = rowOf(reading.probabilities, i, vocabulary);
            silence(row, one);
            return [one, { row, looked: reading.looked?.[i] }];
          }),
        );
        for (const beams of pictures) growGroups(beams, after, diversity, search);
      }
    } finally {
      reader.dispose();
    }
    return pictures.map((beams) => ranked(beams, search));
  });
}
