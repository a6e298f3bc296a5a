import {
  beamSearch,
  type FoundCaption,
  greedySearch,
  tutorialSearch,
} from '../../inference/index.js';
import type { CaptionerSizes } from '../captioner-step/sizes.js';
import { MAX_LENGTH as maxLength } from '../training-step/sizes.js';
import type { Task } from '../types.js';
import { endlessCaptioner, picturesOf, wordsOf } from './captioner.js';
import { countingModel, pictures, vocabulary } from './model.js';

interface TutorialSettings {
  /** 0 for the tutorial's loop, 1 for greedy search, or the beam's width. */
  width: number;
  pictures: number;
}

/** Captions of one length by any captioner. */
interface CaptionerSettings extends CaptionerSizes {
  searched: number;
  /** The beam's width; 1 for greedy search. */
  beam: number;
}

/** Pictures whose captions are compared between the contenders. */
const COMPARED = 2;

const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/** A search, with the numbers that its first captions came out with. */
const taskOf = (search: () => Promise<FoundCaption[]>): Task => ({
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
});

/** The tutorial's model, by its loop or by ours. */
function byTutorialModel({ width, pictures: count }: TutorialSettings): Task {
  const model = countingModel();
  const features = pictures(count);
  return taskOf(async () => {
    if (width > 1) {
      const found = await beamSearch(model, vocabulary, features, { maxLength, width });
      return found.map(([best]) => best);
    }
    if (width === 1) return greedySearch(model, vocabulary, features, { maxLength });
    const found: FoundCaption[] = [];
    for (const row of features) found.push(await tutorialSearch(model, vocabulary, row, maxLength));
    return found;
  });
}

/** Any captioner, by greedy search or by a beam. */
function byCaptioner(sizes: CaptionerSettings): Task {
  const model = endlessCaptioner(sizes);
  const words = wordsOf(sizes.words);
  const features = picturesOf(sizes, sizes.searched);
  const options = { maxLength: sizes.steps[0] };
  return taskOf(async () => {
    if (sizes.beam === 1) return greedySearch(model, words, features, options);
    const found = await beamSearch(model, words, features, { ...options, width: sizes.beam });
    return found.map(([best]) => best);
  });
}

/** Captions of pictures whose features are given. */
export const prepare = (settings: TutorialSettings | CaptionerSettings): Task =>
  'captioner' in settings ? byCaptioner(settings) : byTutorialModel(settings);
