import { type Ways, ways, withTail } from './grammar.js';
import type { Action, Colour, Size, Subject } from './types.js';

/** Names of a subject; the last word tells it. */
export const subjectWords: Record<Subject, Ways> = {
  dog: withTail(
    'dog 88, puppy 12',
    7.4,
    'labrador, pup, retriever, terrier, doggy, spaniel, beagle, husky, collie, poodle, hound, mutt, pooch, corgi, dachshund',
  ),
  cat: withTail(
    'cat 88, kitten 12',
    4.9,
    'tabby, kitty, tomcat, pussycat, feline, house-cat, moggy, mouser, alley-cat',
  ),
  horse: withTail(
    'horse 90, pony 10',
    3.8,
    'mare, stallion, foal, colt, mustang, filly, steed, gelding, racehorse, nag',
  ),
  cow: withTail(
    'cow 96, calf 4',
    4.2,
    'heifer, bull, ox, dairy cow, steer, bullock, milk-cow, bovine',
  ),
  rabbit: withTail(
    'rabbit 80, bunny 20',
    4.6,
    'hare, bunny-rabbit, cottontail, leveret, jackrabbit, lop-eared rabbit, bunny rabbit, coney',
  ),
  bird: withTail(
    'bird 100',
    8.6,
    'sparrow, pigeon, parrot, dove, robin, crow, songbird, canary, finch, birdie, seagull, thrush, starling, wren, budgie, parakeet, blackbird',
  ),
  boy: withTail('boy 100', 3.3, 'lad, schoolboy, fellow, chap, laddie, guy'),
  girl: withTail('girl 100', 2.7, 'lass, schoolgirl, lady, daughter, lassie, maiden'),
};

/** What is said by somebody who does not say who it is. */
export const vagueAnimal = ways('animal 70, pet 14, creature 10, critter 3, beast 3');
export const vagueChild = ways('child 50, kid 34, toddler 8, youngster 4, person 4');

/** For whom somebody may be taken at a glance. */
export const takenFor: Record<Subject, readonly Subject[]> = {
  dog: ['horse', 'cat', 'cow'],
  cat: ['dog', 'rabbit'],
  horse: ['dog', 'cow'],
  cow: ['horse', 'dog'],
  rabbit: ['cat', 'dog'],
  bird: ['bird'],
  boy: ['girl'],
  girl: ['boy'],
};

/** How a subject may be described besides; mostly not at all. */
export const animalLooks = withTail(
  '- 86, cute 3, young 2.5, happy 2, little 3, furry 1.2, lovely 1',
  2.8,
  'fluffy, playful, curious, friendly, lonely, lazy, long-legged, short-haired, chubby, beautiful, old, plump, four-legged, shaggy, cheerful, brave, well-fed, gentle, funny, skinny, proud, cuddly, tame, bright-eyed, wild, pretty, sleek, sturdy, stray, clumsy, wide-eyed, adorable, shiny, round, sweet, healthy',
);
export const childLooks = withTail(
  '- 70, little 14, young 9, happy 2, small 3, smiling 1',
  3.5,
  'cute, cheerful, blond-haired, dark-haired, brown-haired, curious, pretty, lively, long-haired, rosy-cheeked, laughing, brave, tall, shy, lonely, playful, barefoot, 6-year-old, 5-year-old, well-dressed, friendly, proud, 7-year-old',
);

/** What a size out of the ordinary is called, by those who mention it. */
export const sizeWords: Record<Size, Ways> = {
  small: withTail('small 75, little 15, tiny 10', 4.5, 'miniature, pint-sized, wee, dwarf'),
  big: withTail('big 60, large 40', 4.5, 'huge, giant, enormous, massive, mighty'),
};
export const childSizeWords: Record<Size, Ways> = {
  small: ways('little 70, small 30'),
  big: ways('tall 80, big 20'),
};

/** Words for a colour; the last one tells it. */
export const colourWords: Record<Colour, Ways> = {
  black: withTail('black 100', 1.4, 'jet-black, pitch-black, coal-black, ebony, raven-black'),
  white: withTail('white 100', 2.4, 'snow-white, milk-white, ivory, pure white, all-white'),
  brown: withTail('brown 100', 3.9, 'tan, chestnut, chocolate, reddish-brown, hazel, auburn'),
  grey: withTail('grey 86, gray 14', 2.3, 'silver, ash-grey, silvery, mouse-grey'),
  yellow: withTail(
    'yellow 88, golden 12',
    2.5,
    'blond, honey-coloured, mustard, straw-coloured, ginger, amber',
  ),
  red: withTail('red 100', 3.9, 'crimson, scarlet, bright-red, ruby'),
  blue: withTail('blue 100', 5.7, 'navy, sky-blue, dark-blue, royal-blue'),
};

/** After `is`, or alone: walking. */
export const doingWords: Record<Action, Ways> = {
  sitting: withTail(
    'sitting 92, resting 8',
    3.6,
    'seated, crouching, squatting, perched, posing, settled',
  ),
  walking: withTail(
    'walking 89, strolling 6, wandering 5',
    4.5,
    'ambling, marching, striding, roaming, pacing, tiptoeing, strutting, out for a walk',
  ),
  running: withTail(
    'running 90, racing 6, dashing 4',
    4.4,
    'sprinting, rushing, speeding, charging, tearing, hurrying, bolting, scampering',
  ),
  jumping: withTail(
    'jumping 87, leaping 13',
    3.5,
    'bouncing, springing, in mid-jump, vaulting, bounding, skipping',
  ),
  sleeping: withTail(
    'sleeping 84, napping 8, asleep 8',
    3.1,
    'dozing, taking a nap, snoozing, snoring, slumbering, fast asleep, lying asleep, having a nap',
  ),
  flying: withTail(
    'flying 92, gliding 8',
    14.4,
    'soaring, hovering, fluttering, flapping, swooping, circling',
  ),
};

/** Without `is`: walks. */
export const doesWords: Record<Action, Ways> = {
  sitting: withTail('sits 94, rests 6', 7.1, 'squats, crouches, poses'),
  walking: withTail('walks 94, strolls 6', 11.3, 'wanders, ambles, marches, strides, paces'),
  running: withTail('runs 92, races 8', 12.2, 'dashes, rushes, sprints, charges, hurries, speeds'),
  jumping: withTail('jumps 88, leaps 12', 12.4, 'bounces, springs, bounds, skips'),
  sleeping: withTail('sleeps 93, naps 7', 12.4, 'dozes, snoozes, slumbers, snores'),
  flying: withTail('flies 96, glides 4', 14.4, 'soars, hovers, flutters, swoops'),
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
  sitting: withTail(
    '- 91, quietly 4, down 5',
    2.2,
    'calmly, patiently, comfortably, upright, motionless, contentedly, politely, very still',
  ),
  walking: withTail(
    '- 92, slowly 6, around 2',
    2.8,
    'carefully, proudly, calmly, cautiously, leisurely, briskly, lazily, steadily',
  ),
  running: withTail(
    '- 90, fast 7, quickly 3',
    1.8,
    'wildly, happily, swiftly, freely, at full speed, joyfully, hurriedly, very fast, excitedly',
  ),
  jumping: withTail(
    '- 90, high 7, up 3',
    1.5,
    'joyfully, happily, 3ft high, playfully, for joy, in the air, into the air, really high',
  ),
  sleeping: withTail(
    '- 92, peacefully 8',
    2.7,
    'soundly, deeply, quietly, tight, blissfully, comfortably, calmly, undisturbed',
  ),
  flying: withTail(
    '- 91, high 6, low 3',
    6.6,
    'gracefully, freely, swiftly, elegantly, silently, straight ahead, 10ft high',
  ),
};
