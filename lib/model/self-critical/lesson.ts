import type { ImageId } from '../../data-understanding/index.js';
import { createRandom, tf } from '../../engine/index.js';
import { captionBatchOf } from '../../generator/index.js';
import { UserError } from '../../outputs/index.js';
import { type Flips, flippedByLot, inMirror, plainId } from '../flips.js';
import type { Desk, Lesson, StepChoice, StepResult } from '../lesson.js';
import { applyGradients, toTensors } from '../train-step.js';
import type { SelfCritical } from '../training-types.js';
import { type DrawnCaption, drawCaptions } from './draw-captions.js';
import { advantages, policyLoss } from './policy-loss.js';

/** The pictures in an endless row: all of them by lot, and all of them again in another order. */
function pictureRow(ids: readonly ImageId[], seed: number): (place: number) => ImageId {
  let pass = -1;
  let order: ImageId[] = [];
  return (place) => {
    const wanted = Math.floor(place / ids.length);
    if (wanted !== pass) order = createRandom(`pictures ${seed} ${wanted}`).shuffled(ids);
    pass = wanted;
    return order[place % ids.length];
  };
}

/** @throws UserError where nothing could be compared, or no step would be taken */
function checkChoice({ samples, picturesAStep, stepsARound }: SelfCritical): void {
  const whole = (name: string, value: number, least: number) => {
    if (Number.isInteger(value) && value >= least) return;
    throw new UserError(`${name} is ${value}: expected a whole number, ${least} or more.`);
  };
  whole('samples', samples, 2);
  whole('picturesAStep', picturesAStep, 1);
  whole('stepsARound', stepsARound, 1);
}

/** Cross-entropy a word of captions, from what their words were drawn by. */
function surpriseOf(drawn: readonly DrawnCaption[]): number {
  const words = drawn.reduce((sum, { sequence }) => sum + sequence.length - 1, 0);
  return -drawn.reduce((sum, { logProbability }) => sum + logProbability, 0) / words;
}

/**
 * The self-critical lesson: the model draws captions by lot, and those that are better than its others become likelier.
 * An epoch is a round of so many steps.
 */
export function selfCriticalLesson(
  { model, adam, pictures, team }: Desk,
  train: readonly ImageId[],
  choice: SelfCritical,
  { seed, clipNorm, flips }: { seed: number; clipNorm?: number; flips?: Flips },
): Lesson {
  checkChoice(choice);
  const { samples, picturesAStep, stepsARound, reward, markers, maxLength } = choice;
  const pictureAt = pictureRow(train, seed);

  /** People's captions are of the picture, so what was said of a mirror image is mirrored before it is compared. */
  const rewardOf = (id: ImageId, said: number[]) => {
    const own = plainId(id);
    return reward.of(own, flips && own !== id ? inMirror(said, flips) : said);
  };

  async function take(given: ImageId[], { learningRate, random }: StepChoice): Promise<StepResult> {
    const ids = flips ? flippedByLot(given, random) : given;
    const seen = pictures.of(ids); // [pictures, …]
    const drawing = { perPicture: samples, maxLength, markers, random };
    const drawn = await drawCaptions(model, seen, drawing).finally(() => seen.dispose());
    const rows = drawn.map(({ sequence }, row) => ({
      ...{ id: ids[Math.floor(row / samples)], sequence },
    }));
    const rewards = rows.map(({ id, sequence }) => rewardOf(id, sequence.slice(1)));
    const batch = { ...captionBatchOf(rows), perPicture: samples };
    const worth = advantages(rewards, samples);
    const { value, grads } = team
      ? await team.gradients(batch, { advantages: worth })
      : tf.tidy(() => {
          const tensors = toTensors(batch, pictures);
          return tf.variableGrads(() => policyLoss(model, tensors, worth), model.trained);
        });
    tf.tidy(() => applyGradients(adam, grads, { learningRate, clipNorm }));
    tf.dispose([value, grads]);
    const mean = rewards.reduce((sum, one) => sum + one, 0) / rewards.length;
    return { batch, loss: tf.scalar(surpriseOf(drawn)), reward: mean };
  }

  return {
    captions: samples * picturesAStep * stepsARound,
    captionsAStep: samples * picturesAStep,
    *steps(round) {
      for (let step = 0; step < stepsARound; step++) {
        const first = ((round - 1) * stepsARound + step) * picturesAStep;
        yield (one) =>
          take(
            Array.from({ length: picturesAStep }, (_, i) => pictureAt(first + i)),
            one,
          );
      }
    },
  };
}
