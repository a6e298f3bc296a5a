import type { Random } from '../engine/random';
import type { Action, Colour, Place, SceneObject, Sky, Subject } from './types';

/** Ways to say the same, each with how often it is chosen: the common ones come first. */
export type Ways = readonly (readonly [text: string, weight: number])[];

/** One of the ways, by their weights. */
export function say(ways: Ways, random: Random): string {
  let left = random.uniform() * ways.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [text, weight] of ways) {
    left -= weight;
    if (left < 0) return text;
  }
  return ways[0][0];
}

export const subjectWords: Record<Subject, Ways> = {
  dog: [
    ['dog', 90],
    ['puppy', 10],
  ],
  cat: [
    ['cat', 90],
    ['kitten', 10],
  ],
  horse: [
    ['horse', 92],
    ['pony', 8],
  ],
  cow: [
    ['cow', 97],
    ['calf', 3],
  ],
  rabbit: [
    ['rabbit', 88],
    ['bunny', 12],
  ],
  bird: [['bird', 100]],
  boy: [
    ['boy', 80],
    ['little boy', 12],
    ['young boy', 8],
  ],
  girl: [
    ['girl', 80],
    ['little girl', 12],
    ['young girl', 8],
  ],
};

/** One word for a colour: a caption's reader knows `gray` as `grey`, too. */
export const colourWords: Record<Colour, Ways> = {
  black: [['black', 100]],
  white: [['white', 100]],
  brown: [['brown', 100]],
  grey: [
    ['grey', 92],
    ['gray', 8],
  ],
  yellow: [
    ['yellow', 92],
    ['golden', 8],
  ],
  red: [['red', 100]],
  blue: [['blue', 100]],
};

/** `is …`, and as an adjective: walking. */
export const doingWords: Record<Action, Ways> = {
  sitting: [
    ['sitting', 97],
    ['resting', 3],
  ],
  walking: [
    ['walking', 96],
    ['strolling', 4],
  ],
  running: [
    ['running', 95],
    ['racing', 3],
    ['dashing', 2],
  ],
  jumping: [
    ['jumping', 93],
    ['leaping', 7],
  ],
  sleeping: [
    ['sleeping', 92],
    ['napping', 5],
    ['dozing', 3],
  ],
  flying: [
    ['flying', 97],
    ['gliding', 3],
  ],
};

/** Without `is`: walks. */
export const doesWords: Record<Action, Ways> = {
  sitting: [['sits', 100]],
  walking: [['walks', 100]],
  running: [
    ['runs', 97],
    ['races', 3],
  ],
  jumping: [
    ['jumps', 94],
    ['leaps', 6],
  ],
  sleeping: [
    ['sleeps', 95],
    ['naps', 5],
  ],
  flying: [['flies', 100]],
};

export const placeWords: Record<Place, Ways> = {
  grass: [
    ['on the grass', 80],
    ['in a grassy field', 9],
    ['on the lawn', 7],
    ['in a meadow', 4],
  ],
  road: [
    ['on the road', 80],
    ['on the street', 13],
    ['along the road', 7],
  ],
  beach: [
    ['on the beach', 84],
    ['on the sand', 10],
    ['on a sandy beach', 6],
  ],
  snow: [
    ['in the snow', 86],
    ['on the snow', 9],
    ['in a snowy field', 5],
  ],
  water: [
    ['in the water', 84],
    ['in a lake', 10],
    ['in shallow water', 6],
  ],
  forest: [
    ['in the forest', 82],
    ['in the woods', 12],
    ['among the trees', 6],
  ],
};

/** Where somebody is who does not touch the ground. */
export const overWords: Record<Place, Ways> = {
  grass: [
    ['over the grass', 88],
    ['over a meadow', 12],
  ],
  road: [
    ['over the road', 88],
    ['over the street', 12],
  ],
  beach: [
    ['over the beach', 90],
    ['over the sand', 10],
  ],
  snow: [['over the snow', 100]],
  water: [
    ['over the water', 88],
    ['over a lake', 12],
  ],
  forest: [
    ['through the forest', 84],
    ['through the woods', 16],
  ],
};

export const objectWords: Record<SceneObject, Ways> = {
  ball: [
    ['with a ball', 55],
    ['next to a ball', 30],
    ['near a ball', 15],
  ],
  umbrella: [
    ['near an umbrella', 60],
    ['next to an umbrella', 40],
  ],
  kite: [
    ['with a kite in the sky', 55],
    ['under a kite', 45],
  ],
  bench: [
    ['next to a bench', 50],
    ['near a bench', 35],
    ['near a wooden bench', 15],
  ],
  hat: [
    ['with a hat', 40],
    ['wearing a hat', 45],
    ['in a hat', 15],
  ],
};

export const skyWords: Record<Sky, Ways> = {
  sunny: [
    ['on a sunny day', 80],
    ['in the sunshine', 20],
  ],
  cloudy: [
    ['on a cloudy day', 90],
    ['under the clouds', 10],
  ],
  sunset: [
    ['at sunset', 80],
    ['in the evening', 20],
  ],
};
