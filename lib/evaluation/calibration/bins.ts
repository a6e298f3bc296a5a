import { mean } from '../numbers.js';

/** A word that was foretold, and whether it came. */
export interface Foretold {
  /** The probability of the most probable word. */
  confidence: number;
  /** Whether that word was the next one. */
  hit: boolean;
}

/** The words whose confidence lies in one interval. */
export interface CalibrationBin {
  /** The interval's ends; the upper one belongs to the last bin only. */
  from: number;
  to: number;
  words: number;
  /** Their mean confidence. */
  confidence: number;
  /** The share of them that came. */
  accuracy: number;
}

/** As many as Guo et al. take. */
const BINS = 15;

/**
 * Confidence and accuracy in bins of equal width, those that hold no word left out: what a reliability diagram draws
 * (Guo et al. 2017, "On calibration of modern neural networks").
 */
export function calibrationOf(words: readonly Foretold[], bins = BINS): CalibrationBin[] {
  const parted = Array.from({ length: bins }, () => [] as Foretold[]);
  for (const word of words) {
    parted[Math.min(bins - 1, Math.floor(word.confidence * bins))].push(word);
  }
  return parted.flatMap((members, at) =>
    members.length === 0
      ? []
      : {
          ...{ from: at / bins, to: (at + 1) / bins, words: members.length },
          confidence: mean(members.map(({ confidence }) => confidence)),
          accuracy: mean(members.map(({ hit }) => Number(hit))),
        },
  );
}

/**
 * The expected calibration error, 0 to 1: how far confidence and accuracy are apart in a bin, each bin weighted by its
 * words (Guo et al. 2017, equation 3).
 */
export function calibrationError(bins: readonly CalibrationBin[]): number {
  const all = bins.reduce((sum, { words }) => sum + words, 0);
  return bins.reduce(
    (sum, { words, confidence, accuracy }) => sum + (words / all) * Math.abs(confidence - accuracy),
    0,
  );
}
