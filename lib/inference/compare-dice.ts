import type { ImageId } from '../data-understanding/index.js';
import type { TrainedModel } from '../model/index.js';
import type { ScoreCaptions } from './compare-widths.js';
import { type SampleOptions, sampleCaptions } from './sample.js';

/** One way of drawing captions by lot. */
export type DiceSettings = Pick<SampleOptions, 'temperature' | 'topP'>;

/** What came of it, over all pictures. */
export interface DrawnByDice {
  temperature: number;
  /** All of the probability, or what the nucleus holds of it. */
  'drawn from': string;
  /** Of a picture's draws, mean over the pictures. */
  'different captions of 5': number;
  /** Over all words drawn, by the model's own probabilities. */
  perplexity: number;
}

const SAMPLES = 5;
const mean = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length;

/**
 * Draws five captions of each picture in several ways, and compares how varied they are, how probable the model finds
 * what it drew, and how the first of each picture scores.
 */
export async function compareDice<Columns>(
  { model, inputs }: TrainedModel,
  ids: readonly ImageId[],
  ways: readonly DiceSettings[],
  { seed, score }: { seed: number; score: ScoreCaptions<Columns> },
): Promise<(DrawnByDice & Columns)[]> {
  const { vocabulary, features, sequences } = inputs;
  const vectors = ids.map((id) => features.of(id));
  const rows: (DrawnByDice & Columns)[] = [];
  for (const { temperature = 1, topP = 1 } of ways) {
    const options = { maxLength: sequences.maxLength, samples: SAMPLES, temperature, topP, seed };
    const drawn = await sampleCaptions(model, vocabulary, vectors, options);
    const different = drawn.map((found) => new Set(found.map(({ caption }) => caption)).size);
    const words = drawn.flat().map((one) => ({ sum: one.logProbability, count: one.words.length }));
    const [sum, count] = [mean(words.map((one) => one.sum)), mean(words.map((one) => one.count))];
    rows.push({
      temperature,
      'drawn from': topP < 1 ? `the first ${Math.round(100 * topP)} %` : 'all words',
      'different captions of 5': mean(different),
      perplexity: Math.exp(-sum / count),
      ...score(new Map(ids.map((id, i) => [id, drawn[i][0].caption]))),
    });
  }
  return rows;
}
