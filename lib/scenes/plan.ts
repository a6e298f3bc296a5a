import { createRandom, type Random } from '../engine/random.js';
import {
  type Actor,
  actionsOf,
  type Cover,
  canBe,
  coloursOf,
  OBJECTS,
  PLACES,
  type Place,
  type Scene,
  type SceneObject,
  type Sight,
  type Size,
  SKIES,
  SUBJECTS,
  type Subject,
} from './types.js';

/** A part of the sample. */
export type Split = 'train' | 'dev' | 'test';

/** How many scenes are in each part. */
export const SPLIT_SIZES: Record<Split, number> = { train: 1600, dev: 200, test: 200 };

/** A picture to be drawn: its id is the file's name without `.jpg`. */
export interface PlannedScene {
  id: string;
  split: Split;
  scene: Scene;
}

const tutorialExample: Scene = {
  subject: 'cat',
  colour: 'black',
  action: 'walking',
  place: 'grass',
  sky: 'sunny',
  sights: ['flowers'],
};

const SECOND_SHARE = 0.24;
const OBJECT_SHARE = 0.4;
/** Of those who share a picture with somebody larger, how many stand nearer than that one. */
const IN_FRONT_SHARE = 0.25;
const COVER_SHARE = 0.1;
const SIZE_SHARE = 0.15;
const WEATHERVANE_SHARE = 0.2;

/** How often a sight is seen in a place. */
const sightShares: Record<Place, Partial<Record<Sight, number>>> = {
  grass: { flowers: 0.8, house: 0.35, windmill: 0.06 },
  road: { lamppost: 0.2 },
  beach: { boat: 0.65, palm: 0.55, sandcastle: 0.08, lighthouse: 0.06 },
  snow: { house: 0.3, snowman: 0.08 },
  water: { lilies: 0.75, reeds: 0.6 },
  forest: { mushrooms: 0.7, log: 0.1 },
};

const coversIn: Record<Place, readonly Cover[]> = {
  grass: ['bush', 'fence'],
  road: ['fence'],
  beach: ['rock'],
  snow: ['snowdrift'],
  water: ['rock'],
  forest: ['bush', 'rock'],
};

/** One name for a subject, colour and action together. */
export function tripleOf({ subject, colour, action }: Actor): string {
  return `${colour} ${subject} ${action}`;
}

/** All that a subject can be: every colour with every action. */
function actorsOf(subject: Subject): Actor[] {
  return coloursOf(subject).flatMap((colour) =>
    actionsOf(subject).map((action) => ({ subject, colour, action })),
  );
}

/**
 * Whether a combination is kept for the test split: in each subject's table of colours and actions, one action a
 * colour, moving on by one from colour to colour. So every colour and every action of every subject remains in
 * training, but never these two together. The tutorial's own example, the black cat walking, is among them.
 */
export function isHeldOut({ subject, colour, action }: Actor): boolean {
  const row = coloursOf(subject).indexOf(colour);
  const actions = actionsOf(subject);
  return (row + SUBJECTS.indexOf(subject)) % actions.length === actions.indexOf(action);
}

/** `count` items in random order, each as often as the others (give or take one). */
function evenly<T>(items: readonly T[], count: number, random: Random): T[] {
  const result: T[] = [];
  while (result.length < count) result.push(...random.shuffled(items));
  return result.slice(0, count);
}

const unfitting: Partial<Record<Place, readonly SceneObject[]>> = {
  forest: ['kite'],
  water: ['umbrella', 'bench'],
};

function chooseObject(place: Place, random: Random): SceneObject | undefined {
  if (random.uniform() >= OBJECT_SHARE) return undefined;
  return random.choice(OBJECTS.filter((object) => !unfitting[place]?.includes(object)));
}

function chooseSecond(main: Actor, place: Place, random: Random): Actor | undefined {
  if (random.uniform() >= SECOND_SHARE) return undefined;
  const subject = random.choice(SUBJECTS.filter((one) => one !== main.subject));
  const possible = actorsOf(subject).filter((one) => canBe(one.action, place) && !isHeldOut(one));
  return random.choice(possible);
}

function chooseSize(random: Random): Size | undefined {
  const luck = random.uniform();
  if (luck < SIZE_SHARE) return 'small';
  return luck > 1 - SIZE_SHARE ? 'big' : undefined;
}

/** Nobody who is in the air is hidden by what stands on the ground. */
function chooseCover({ action }: Actor, place: Place, random: Random): Cover | undefined {
  const isHidden = random.uniform() < COVER_SHARE;
  const cover = random.choice(coversIn[place]);
  return isHidden && action !== 'flying' && action !== 'jumping' ? cover : undefined;
}

function chooseSights(place: Place, random: Random): Sight[] {
  const sights = (Object.entries(sightShares[place]) as [Sight, number][])
    .filter(([, share]) => random.uniform() < share)
    .map(([sight]) => sight);
  const turns = random.uniform() < WEATHERVANE_SHARE;
  return sights.includes('house') && turns ? [...sights, 'weathervane'] : sights;
}

/** The scene around an actor, in the wanted place where that is possible. */
function completeScene(actor: Actor, wanted: Place, random: Random): Scene {
  const possible = PLACES.filter((place) => canBe(actor.action, place));
  const place = possible.includes(wanted) ? wanted : random.choice(possible);
  const second = chooseSecond(actor, place, random);
  const object = second ? undefined : chooseObject(place, random);
  const sky = random.choice(SKIES);
  const side = random.choice(['left', 'right'] as const);
  const depth = random.uniform() < IN_FRONT_SHARE ? 'in front' : 'behind';
  const size = chooseSize(random);
  const cover = chooseCover(actor, place, random);
  const sights = chooseSights(place, random);
  return {
    ...{ ...actor, place, sky },
    ...(object && { object }),
    ...(object && object !== 'hat' && { side }),
    ...(second && { second, side, depth }),
    ...(size && { size }),
    ...(cover && { cover }),
    ...(sights.length > 0 && { sights }),
  };
}

function planSplit(split: Split, actors: Actor[], seed: number | string): Scene[] {
  const random = createRandom(`${seed} ${split}`);
  const count = SPLIT_SIZES[split];
  const places = evenly(PLACES, count, random);
  return evenly(actors, count, random).map((actor, i) => completeScene(actor, places[i], random));
}

/**
 * Every picture of the data set, in the order of its ids, chosen by the seed alone. The test split shows only
 * combinations of subject, colour and action that are neither in training nor in dev.
 */
export function planScenes(seed: number | string): PlannedScene[] {
  const all = SUBJECTS.flatMap(actorsOf);
  const heldOut = all.filter(isHeldOut);
  const seen = all.filter((actor) => !isHeldOut(actor));
  const test = [tutorialExample, ...planSplit('test', heldOut, seed).slice(1)];
  const scenes = [
    ...planSplit('train', seen, seed).map((scene) => ({ split: 'train' as const, scene })),
    ...planSplit('dev', seen, seed).map((scene) => ({ split: 'dev' as const, scene })),
    ...test.map((scene) => ({ split: 'test' as const, scene })),
  ];
  return createRandom(`${seed} order`)
    .shuffled(scenes)
    .map((planned, i) => ({ id: `scene${String(i + 1).padStart(4, '0')}`, ...planned }));
}
