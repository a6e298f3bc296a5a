import { type Pixels, preprocess } from '../image-encoding/index.js';
import {
  beamSearch,
  type Captioner,
  encodeFor,
  type FoundCaption,
  greedySearch,
  type Hypothesis,
  type SaidWord,
  saidWords,
  USUAL_NORMALISATION,
} from '../inference/index.js';

/** How many of the most probable words each step tells of. */
const ALTERNATIVES = 5;

/** Sees the words said so far, each time that there is one more. */
export type Follow = (words: SaidWord[]) => void;

/** Follows a search by what is best in it: of each length, the first hypothesis that is not given up. */
function followBest({ vocabulary }: Captioner, follow: Follow) {
  let longest = 0;
  return (hypothesis: Hypothesis, fate: string) => {
    if (fate === 'dropped' || hypothesis.length <= longest) return;
    longest = hypothesis.length;
    follow(saidWords(hypothesis, vocabulary));
  };
}

/**
 * Captions one picture, in Node or in a browser: encodes it and searches, keeping to sensible captions.
 * @param pixels as the captioner's encoder takes them
 * @param width of the beam; 1 is greedy search
 * @returns at most `width` captions, the best first
 */
export async function captionPixels(
  captioner: Captioner,
  pixels: Pixels,
  width: number,
  follow: Follow = () => {},
): Promise<FoundCaption[]> {
  const { model, encoder, vocabulary, maxLength } = captioner;
  const features = await encodeFor(model, encoder, [preprocess(pixels)]);
  const options = { maxLength, sensible: true, alternatives: ALTERNATIVES };
  const watch = followBest(captioner, follow);
  if (width === 1) return greedySearch(model, vocabulary, features, options, watch);
  const beam = { ...options, width, normalisation: USUAL_NORMALISATION };
  const [captions] = await beamSearch(model, vocabulary, features, beam, watch);
  return captions;
}
