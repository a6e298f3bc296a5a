import type { Random } from '../engine/random.js';
import { forest, grass, snow } from './country.js';
import { flat } from './figure.js';
import { band, type Ground, type Shows, size, times } from './landscape.js';
import { between, cloud } from './scenery.js';
import { ellipse, type Point } from './shapes.js';
import { beach, road, water } from './shore-and-street.js';
import type { Place, Scene, Sky } from './types.js';

/** A place under a sky, painted. */
export interface Backdrop extends Ground {
  /** What runners throw up. */
  dust: string;
}

const skies: Record<Sky, { top: string; bottom: string; cloud: string; clouds: [number, number] }> =
  {
    sunny: { top: '#86c9f2', bottom: '#e4f5fc', cloud: '#ffffff', clouds: [1, 2] },
    cloudy: { top: '#aabfce', bottom: '#e3eaed', cloud: '#f6f8f9', clouds: [4, 3] },
    sunset: { top: '#d9a3bd', bottom: '#fde2b4', cloud: '#fbdcd0', clouds: [1, 3] },
  };

function drawSky(sky: Sky, random: Random): string {
  const { top, bottom, cloud: fill, clouds } = skies[sky];
  const [x, y] = [between(random, 30, size - 30), between(random, 26, 50)];
  const disc = (at: Point, r: number, colour: string) =>
    flat(ellipse(at, r * 1.7, r * 1.7), colour, 0.25) + flat(ellipse(at, r, r), colour);
  const suns: Record<Sky, string> = {
    sunny: disc([x, y], 16, '#fff0b0'),
    cloudy: '',
    sunset: disc([x, y + 52], 24, '#fbbd7c'),
  };
  const count = clouds[0] + random.integer(clouds[1] + 1);
  return (
    band('sky', 0, 200, top, bottom) +
    suns[sky] +
    times(count, () =>
      cloud(between(random, 0, size), between(random, 16, 80), between(random, 0.5, 0.95), fill),
    )
  );
}

const painters = { grass, road, beach, snow, water, forest };

const dusts: Record<Place, string> = {
  grass: '#d9edc0',
  road: '#c9c6c4',
  beach: '#fdf3d4',
  snow: '#ffffff',
  water: '#f2fbff',
  forest: '#d2d2a4',
};

/** A place under a sky: everything that is behind the subject. */
export function drawPlace(
  { place, sky, sights = [] }: Pick<Scene, 'place' | 'sky' | 'sights'>,
  random: Random,
): Backdrop {
  const shows: Shows = (sight) => sights.includes(sight);
  const above = drawSky(sky, random);
  const ground = painters[place](random, shows);
  return { ...ground, svg: above + ground.svg, dust: dusts[place] };
}
