import { coolDown, cosine, type Epochs, steps } from '../schedule.js';
import type { TrainingChoice } from '../training-choice.js';

/** What can be chosen about a self-critical training, in plain values, as a command line says it. */
export interface SelfCriticalChoice
  extends Pick<
    TrainingChoice,
    'epochs' | 'learningRate' | 'schedule' | 'clip' | 'patience' | 'weightDecay' | 'warmUp'
  > {
  averaging?: number;
  seed?: number;
  /** Captions drawn of a picture. */
  samples?: number;
  /** Pictures a step. */
  pictures?: number;
  /** Steps between two looks at dev: a round. */
  checkEvery?: number;
}

const USUAL = { epochs: 3, learningRate: 2e-5, samples: 5, pictures: 10, checkEvery: 100 };

/** Rounds that hold so many passes over the pictures, each at its rate: the same for all unless a schedule is chosen. */
function roundsOf(choice: SelfCriticalChoice & typeof USUAL, trainingPictures: number): Epochs {
  const { epochs, learningRate, pictures, checkEvery, schedule } = choice;
  const rounds = Math.max(1, Math.round((epochs * trainingPictures) / (pictures * checkEvery)));
  if (schedule === 'cosine') return cosine(rounds, learningRate);
  return schedule === 'steps' ? coolDown(rounds, learningRate) : steps([rounds, learningRate]);
}

/** The training that a choice means on so many training pictures; what it leaves open is as usual. */
export function chosenSelfCritical(trainingPictures: number, given: SelfCriticalChoice = {}) {
  const known = Object.entries(given).filter(([, value]) => value !== undefined);
  const choice = { ...USUAL, ...(Object.fromEntries(known) as SelfCriticalChoice) };
  const { samples, pictures, checkEvery, clip, patience, weightDecay, warmUp } = choice;
  return {
    selfCritical: { samples, picturesAStep: pictures, stepsARound: checkEvery },
    training: {
      ...roundsOf(choice as SelfCriticalChoice & typeof USUAL, trainingPictures),
      ...{ clipNorm: clip, patience, weightDecay, warmUp, averaging: choice.averaging },
      seed: choice.seed ?? 1,
    },
  };
}
