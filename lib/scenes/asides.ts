import { type Ways, withTail } from './grammar.js';
import type { Action } from './types.js';

/** What somebody adds who has time: `<its>` is *its*, *his* or *her*, `<it>` *it*, *he* or *she*. */
const anyTime =
  'all alone 16, by <itself> 12, looking at the camera 12, looking happy 10, looking around 9, having fun 9, minding <its> own business 5';

const rareAnyTime = [
  'without a care in the world, in the fresh air, before lunch, just for fun, in the middle of nowhere',
  "early in the morning, on a lazy afternoon, at 5pm, about 10ft away, because it's a holiday",
  'in perfect silence, in search of adventure, full of energy, like a postcard, with a secret smile',
  'for the 2nd time today, at the weekend, with great dignity, like in a cartoon, in a good mood',
].join(', ');

const ofActions: Record<Action, string> = {
  sitting:
    'waiting for a friend, like a statue, waiting for dinner, on a purple rug, on a blanket, waiting for <its> owner',
  walking:
    'leaving footprints, on the way home, in no hurry, one step at a time, sniffing about, following a trail',
  running:
    "in a great hurry, like the wind, chased by nobody, as fast as lightning, late for school, as if it's a race, with hair in the wind, at 20mph",
  jumping:
    'over an imaginary hurdle, like a kangaroo, trying to catch a fly, as if on a trampoline, above the ground, with all limbs off the ground',
  sleeping:
    'dreaming of dinner, with closed eyes, after a long day, like a log, worn out, under an open sky',
  flying:
    'like a balloon, spreading <its> wings, looking for worms, like an aeroplane, in the breeze',
};

/** What may be added about somebody who does this. */
export const asides = Object.fromEntries(
  Object.entries(ofActions).map(([action, rare]) => [
    action,
    withTail(anyTime, 42, `${rare}, ${rareAnyTime}`),
  ]),
) as Record<Action, Ways>;
