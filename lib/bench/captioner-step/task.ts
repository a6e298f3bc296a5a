import { createAdam, createRandom, tf } from '../../engine/index.js';
import type { CaptionBatch } from '../../generator/index.js';
import { copiedRows, lossGradients, trainStep } from '../../model/index.js';
import { hashed, hashedWords } from '../hashed.js';
import type { Task } from '../types.js';
import { buildCaptioner } from './build.js';
import { type CaptionerSizes, wordsOf } from './sizes.js';

const LEARNING_RATE = 1e-3;
/** Of the steps whose losses are compared. */
const COMPARED = 5;

/** A batch of captions of several lengths, those of a picture one after the other. */
function captionBatch({ pictures, perPicture, words, shares }: CaptionerSizes, steps: number) {
  const batch = pictures * perPicture;
  const within = (word: number, i: number) =>
    i % steps < wordsOf(Math.floor(i / steps), steps, shares) ? word : 0;
  return {
    ids: Array.from({ length: batch }, (_, row) => String(Math.floor(row / perPicture))),
    tokens: hashedWords(batch * steps, 101, words).map(within), // [batch, steps]
    targets: hashedWords(batch * steps, 102, words).map(within), // [batch, steps]
    ...{ batch, steps, perPicture },
  } satisfies CaptionBatch;
}

/** A step on each batch; gives the losses. */
function stepsOn(sizes: CaptionerSizes, dropout: number): () => Promise<number[]> {
  const { pictures, cells, width } = sizes;
  const size = cells * width;
  const features = hashed(pictures * size, 100); // [pictures, cells, width]
  const of = (id: string) => features.subarray(Number(id) * size, (Number(id) + 1) * size);
  const rows = copiedRows({ width, cells, of });
  const batches = sizes.steps.map((steps) => captionBatch(sizes, steps));
  const model = buildCaptioner(sizes, dropout);
  const gradients = lossGradients(model);
  const adam = createAdam(model.trained);
  const options = { learningRate: LEARNING_RATE, random: createRandom(1) };
  return async () => {
    const losses = batches.map((batch) => trainStep(gradients, adam, batch, rows, options));
    const values = await Promise.all(losses.map((loss) => loss.data()));
    tf.dispose(losses);
    return values.map(([value]) => value);
  };
}

/** Training steps of any captioner, one for each of the batches, as `train` takes them. */
export function prepare(sizes: CaptionerSizes): Task {
  return {
    run: stepsOn(sizes, sizes.dropout),
    async values() {
      const check = stepsOn(sizes, 0);
      const losses: number[] = [];
      while (losses.length < COMPARED) losses.push(...(await check()));
      return { 'loss of the first step': losses[0], 'loss of the fifth': losses[COMPARED - 1] };
    },
  };
}
