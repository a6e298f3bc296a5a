import { percentile } from './bootstrap.js';
import type { ClassifiedCaption } from './classified.js';
import { thousandths } from './numbers.js';
import { type ProtocolName, scoreName } from './protocols.js';
import { bestFirst, type ScoredCaption } from './score-captions.js';

/** Where BLEU and what is known or guessed of the pictures part. */
export interface Disagreement {
  /** Captions that say something wrong, the highest BLEU first. */
  wrongButHigh: ScoredCaption[];
  /** Captions in which all is right, the lowest BLEU-4 first; of those alike, the highest BLEU-1 first. */
  rightButLow: ScoredCaption[];
}

const hundredths = (value: number) => Math.round(100 * value);

/**
 * Sorts captions into those that BLEU praises too much and those that it praises too little. With few shared 4-grams
 * BLEU-4 is 0 for many; BLEU-1 decides among them.
 */
export function disagreementOf(
  scored: ScoredCaption[],
  classified: readonly ClassifiedCaption[],
): Disagreement {
  const of = new Map(classified.map((one) => [one.imageId, one]));
  const byBleu = bestFirst(scored);
  return {
    wrongButHigh: byBleu.filter(({ imageId }) => of.get(imageId)?.class !== 'good'),
    rightButLow: byBleu
      .filter(({ imageId }) => of.get(imageId)?.allRight)
      .sort(
        ({ scores: a }, { scores: b }) =>
          hundredths(a['BLEU-4']) - hundredths(b['BLEU-4']) || b['BLEU-1'] - a['BLEU-1'],
      ),
  };
}

/** What BLEU-4 says of captions with a fault and of captions without, a row each. */
export function disagreementTable(
  { wrongButHigh, rightButLow }: Disagreement,
  protocol: ProtocolName,
): Record<string, string | number>[] {
  const bleu = scoreName('BLEU-4', protocol);
  const row = (captions: string, pictures: readonly ScoredCaption[]) => {
    const values = pictures.map(({ scores }) => scores['BLEU-4']).sort((a, b) => a - b);
    return {
      ...{ captions, pictures: values.length },
      [`median ${bleu}`]: values.length > 0 ? thousandths(percentile(values, 0.5)) : '',
      'above 0.5': values.filter((value) => value > 0.5).length,
      'below 0.001': values.filter((value) => value < 0.001).length,
    };
  };
  return [row('something wrong', wrongButHigh), row('all right', rightButLow)];
}
