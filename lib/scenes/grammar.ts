import type { Random } from '../engine/random.js';
import type { Action, Colour, Place, SceneObject, Sky, Subject } from './types.js';

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

/**
 * Ways as one line of text: `dog 86, puppy 14`; `-` is nothing said at all.
 */
function ways(text: string): Ways {
  return text.split(', ').map((way) => {
    const space = way.lastIndexOf(' ');
    const said = way.slice(0, space);
    return [said === '-' ? '' : said, Number(way.slice(space + 1))] as const;
  });
}

export const subjectWords: Record<Subject, Ways> = {
  dog: ways('dog 86, puppy 14'),
  cat: ways('cat 87, kitten 13'),
  horse: ways('horse 90, pony 10'),
  cow: ways('cow 97, calf 3'),
  rabbit: ways('rabbit 84, bunny 16'),
  bird: ways('bird 100'),
  boy: ways('boy 100'),
  girl: ways('girl 100'),
};

/** How an animal, or a child, may be described besides; mostly not at all. */
export const animalLooks = ways('- 88, small 5, big 3, happy 2, cute 1.5, fluffy 0.5');
export const childLooks = ways('- 74, little 14, young 10, happy 1.5, smiling 0.5');

/** One word for a colour; the United States write `gray`. */
export const colourWords: Record<Colour, Ways> = {
  black: ways('black 100'),
  white: ways('white 100'),
  brown: ways('brown 100'),
  grey: ways('grey 90, gray 10'),
  yellow: ways('yellow 90, golden 10'),
  red: ways('red 100'),
  blue: ways('blue 100'),
};

/** After `is`, or alone: walking. The last word tells the action. */
export const doingWords: Record<Action, Ways> = {
  sitting: ways('sitting 92, resting 8'),
  walking: ways('walking 88, strolling 6, wandering 4, taking a walk 2'),
  running: ways('running 90, racing 6, dashing 4'),
  jumping: ways('jumping 87, leaping 13'),
  sleeping: ways('sleeping 84, napping 6, fast asleep 5, taking a nap 3, dozing 2'),
  flying: ways('flying 92, gliding 5, soaring 3'),
};

/** Without `is`: walks. */
export const doesWords: Record<Action, Ways> = {
  sitting: ways('sits 94, rests 6'),
  walking: ways('walks 94, strolls 3, wanders 3'),
  running: ways('runs 92, races 5, dashes 3'),
  jumping: ways('jumps 88, leaps 12'),
  sleeping: ways('sleeps 93, naps 7'),
  flying: ways('flies 96, glides 4'),
};

/** Words for what only one kind of animal does, some of the time. */
export const ownWords: Partial<Record<`${Subject} ${Action}`, { doing: string; does: string }>> = {
  'horse running': { doing: 'galloping', does: 'gallops' },
  'horse walking': { doing: 'trotting', does: 'trots' },
  'rabbit jumping': { doing: 'hopping', does: 'hops' },
  'cow walking': { doing: 'plodding', does: 'plods' },
};

/** How it is done, now and then. */
export const manners: Record<Action, Ways> = {
  sitting: ways('- 93, quietly 4, down 3'),
  walking: ways('- 94, slowly 6'),
  running: ways('- 92, fast 5, quickly 3'),
  jumping: ways('- 93, high 7'),
  sleeping: ways('- 94, peacefully 6'),
  flying: ways('- 94, high 6'),
};

export const placeWords: Record<Place, Ways> = {
  grass: ways('on the grass 74, in a grassy field 10, on the lawn 9, in a meadow 7'),
  road: ways('on the road 74, on the street 20, in the street 6'),
  beach: ways('on the beach 78, on the sand 13, on a sandy beach 9'),
  snow: ways('in the snow 78, on the snow 12, in a snowy field 10'),
  water: ways('in the water 78, in a lake 13, in shallow water 9'),
  forest: ways('in the forest 72, in the woods 18, among the trees 10'),
};

/** Where somebody goes who walks or runs: chosen some of the time. */
export const alongWords: Record<Place, Ways> = {
  grass: ways('across the grass 70, through a meadow 30'),
  road: ways('along the road 45, down the road 30, down the street 25'),
  beach: ways('along the beach 80, across the sand 20'),
  snow: ways('through the snow 85, across the snow 15'),
  water: ways('through the water 100'),
  forest: ways('through the forest 65, through the woods 35'),
};

/** Where somebody is who flies. */
export const overWords: Record<Place, Ways> = {
  grass: ways('over the grass 82, over a meadow 18'),
  road: ways('over the road 80, over the street 20'),
  beach: ways('over the beach 84, over the sand 16'),
  snow: ways('over the snow 90, over a snowy field 10'),
  water: ways('over the water 80, over a lake 20'),
  forest: ways('through the forest 76, through the woods 24'),
};

export const objectWords: Record<SceneObject, Ways> = {
  ball: ways('with a ball 55, next to a ball 30, near a ball 15'),
  umbrella: ways('near an umbrella 55, next to an umbrella 45'),
  kite: ways('with a kite in the sky 55, under a kite 45'),
  bench: ways('next to a bench 45, near a bench 35, near a wooden bench 20'),
  hat: ways('with a hat 40, wearing a hat 60'),
};

export const skyWords: Record<Sky, Ways> = {
  sunny: ways('on a sunny day 80, in the sunshine 20'),
  cloudy: ways('on a cloudy day 90, under the clouds 10'),
  sunset: ways('at sunset 85, in the evening 15'),
};
