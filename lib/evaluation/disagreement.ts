import { type JudgedCaption, judgedAttributes } from './attributes';
import { bestFirst, type ScoredCaption } from './score-captions';

/** Where BLEU and the truth part. */
export interface Disagreement {
  /** Captions that say something wrong, the highest BLEU first. */
  wrongButHigh: ScoredCaption[];
  /** Captions in which all that is judged is said and right, the lowest BLEU first. */
  rightButLow: ScoredCaption[];
}

/**
 * Sorts captions into those that BLEU praises too much and those that it praises too little. With few shared 4-grams
 * BLEU-4 is 0 for many; BLEU-1 decides among them.
 */
export function disagreementOf(scored: ScoredCaption[], judged: JudgedCaption[]): Disagreement {
  const judgedOf = new Map(judged.map((one) => [one.imageId, one.verdicts]));
  const verdicts = ({ imageId }: ScoredCaption) =>
    judgedAttributes.map((name) => judgedOf.get(imageId)?.[name]);
  const byBleu = bestFirst(scored);
  return {
    wrongButHigh: byBleu.filter((one) => verdicts(one).includes('wrong')),
    rightButLow: byBleu
      .filter((one) => verdicts(one).every((verdict) => verdict === 'right'))
      .reverse(),
  };
}
