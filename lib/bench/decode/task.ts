import {
  beamSearch,
  type FoundCaption,
  greedySearch,
  tutorialSearch,
} from '../../inference/index.js';
import { MAX_LENGTH as maxLength } from '../training-step/sizes.js';
import type { Task } from '../types.js';
import { countingModel, pictures, vocabulary } from './model.js';

export interface DecodeSettings {
  /** 0 for the tutorial's loop, 1 for greedy search, or the beam's width. */
  width: number;
  pictures: number;
}

/** Pictures whose captions are compared between the contenders. */
const COMPARED = 2;

const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** Captions of pictures whose features are given. */
export function prepare({ width, pictures: count }: DecodeSettings): Task {
  const model = countingModel();
  const features = pictures(count);
  async function search(): Promise<FoundCaption[]> {
    if (width > 1) {
      const found = await beamSearch(model, vocabulary, features, { maxLength, width });
      return found.map(([best]) => best);
    }
    if (width === 1) return greedySearch(model, vocabulary, features, { maxLength });
    const found: FoundCaption[] = [];
    for (const row of features) found.push(await tutorialSearch(model, vocabulary, row, maxLength));
    return found;
  }
  return {
    run: search,
    async values() {
      const found = (await search()).slice(0, COMPARED);
      return {
        'words a caption': mean(found.map(({ words }) => words.length)),
        'log probability a word': mean(
          found.map(({ logProbability, words }) => logProbability / words.length),
        ),
      };
    },
  };
}
