import { type Ways, ways, withTail } from './grammar.js';
import type { Cover, Place, SceneObject, Sight, Sky } from './types.js';

export const placeWords: Record<Place, Ways> = {
  grass: withTail(
    'on the grass 66, in the grass 14, in a field 9, in a meadow 7, on the lawn 4',
    3.6,
    'on a grassy hill, in a green meadow, in the pasture, in the countryside, in a park, on soft grass, on freshly-cut grass, in a flowery meadow',
  ),
  road: withTail(
    'on the road 60, on the street 26, in the street 14',
    4.9,
    'on the pavement, in the lane, on a village street, on the asphalt, on an empty road, in the middle of the road, in town, on the highway, in a quiet neighbourhood, on a paved road',
  ),
  beach: withTail(
    'on the beach 74, on the sand 18, by the sea 8',
    4.1,
    'on a sandy beach, at the seaside, on the shore, on the coast, by the ocean, on fine sand, at the shoreline, near the surf',
  ),
  snow: withTail(
    'in the snow 76, on the snow 14, in a snowy field 10',
    2.4,
    'in deep snow, on a snow-covered hill, in a snowy landscape, in fresh snow, in a wintry landscape, on a snowy plain, on the icy ground, in the snowfall',
  ),
  water: withTail(
    'in the water 76, in a lake 15, in a pond 9',
    5.9,
    'in shallow water, in the shallows, in a calm lake, in a river, in knee-deep water, in clear water, in a lagoon, in the cool water, in a stream',
  ),
  forest: withTail(
    'in the forest 66, in the woods 24, between the trees 10',
    3.4,
    'in a dense forest, among the trees, in the woodland, in a clearing in the forest, in an autumn forest, in a fairy-tale forest, in a grove, in the undergrowth',
  ),
};

/** Where somebody goes who walks or runs: chosen some of the time. */
export const alongWords: Record<Place, Ways> = {
  grass: ways('across the grass 60, through a field 22, through a meadow 18'),
  road: ways('along the road 45, down the road 30, down the street 25'),
  beach: ways('along the beach 80, across the sand 20'),
  snow: ways('through the snow 85, across the snow 15'),
  water: ways('through the water 100'),
  forest: ways('through the forest 65, through the woods 35'),
};

/** Where somebody is who flies. */
export const overWords: Record<Place, Ways> = {
  grass: ways('over the grass 70, over a field 16, over a meadow 14'),
  road: ways('over the road 74, over the street 26'),
  beach: ways('over the beach 76, over the sand 12, over the sea 12'),
  snow: ways('over the snow 90, over a snowy field 10'),
  water: ways('over the water 72, over a lake 18, over a pond 10'),
  forest: ways('through the forest 70, through the woods 30'),
};

/** For those who leave the article out. */
export const bareWords: Record<Place, Ways> = {
  grass: ways('on grass 90, in field 10'),
  road: ways('on road 66, on street 34'),
  beach: ways('on beach 84, on sand 16'),
  snow: ways('in snow 90, on snow 10'),
  water: ways('in water 84, in lake 16'),
  forest: ways('in forest 75, in woods 25'),
};

/** `<side>` is where the object is, `<opposite>` the side where the subject is. */
export const objectWords: Record<SceneObject, Ways> = {
  ball: withTail(
    'with a ball 50, next to a ball 18, near a ball 10, behind a ball 8, with a ball on the <side> 8, to the <opposite> of a ball 6',
    8.0,
    'beside a beach-ball, with a football, behind a striped ball, with a rubber ball, beside a colourful toy, with <its> favourite toy',
  ),
  umbrella: withTail(
    'near an umbrella 40, next to an umbrella 34, with an umbrella on the <side> 14, to the <opposite> of an umbrella 12',
    7.5,
    'beside a parasol, by a striped umbrella, next to an open umbrella, beside a brolly, beside a colourful umbrella',
  ),
  kite: withTail(
    'with a kite in the sky 42, under a kite 36, with a kite on the <side> 12, below a kite 10',
    14.9,
    'beneath a kite, under a rising kite, with a kite overhead, with a paper-kite above, under a colourful kite, with a dragon kite above',
  ),
  bench: withTail(
    'in front of a bench 38, next to a bench 24, near a bench 20, near a wooden bench 10, to the <opposite> of a bench 8',
    8.1,
    'beside an empty bench, by a park-bench, near a seat for two, next to an old bench, with a bench behind',
  ),
  hat: withTail(
    'with a hat 46, wearing a hat 54',
    12.0,
    'with a cap, in a sun-hat, wearing a colourful hat, with a hat on <its> head, in a funny hat, in a party-hat',
  ),
};

export const coverWords: Record<Cover, Ways> = {
  bush: withTail(
    'behind a bush 80, half hidden by a bush 20',
    30.0,
    'behind a shrub, partly hidden by leaves',
  ),
  fence: withTail(
    'behind a fence 86, half hidden by a fence 14',
    16.3,
    'behind a picket-fence, behind a wooden gate, at a garden fence',
  ),
  rock: withTail(
    'behind a rock 82, half hidden by a rock 18',
    20.4,
    'behind a boulder, behind a big stone',
  ),
  snowdrift: withTail(
    'behind a heap of snow 100',
    30.0,
    'behind a snowdrift, half buried in snow, behind a mound of snow, behind a pile of snow',
  ),
};

export const skyWords: Record<Sky, Ways> = {
  sunny: withTail(
    'on a sunny day 76, in the sunshine 24',
    15.9,
    'in bright sunlight, under a clear sky, on a hot day, at midday, on a lovely summer day, in the midday sun, around 12pm',
  ),
  cloudy: withTail(
    'on a cloudy day 100',
    18.3,
    'under the clouds, under a leaden sky, in gloomy weather, on an overcast day, on a dull morning, under dark clouds',
  ),
  sunset: withTail(
    'at sunset 82, in the evening 18',
    15.9,
    'at dusk, in the twilight, under an orange sky, at the end of the day, at dawn, at 7pm, as the sun goes down',
  ),
};

export const sightWords: Record<Sight, Ways> = {
  boat: withTail(
    'with a boat on the sea 30, with a boat behind 20, with two men in a boat 26, with a man and a woman in a boat 24, with a boat in the distance 12',
    30.0,
    'with a sailing-boat behind, while a ship passes, with a yacht at sea, with a sailboat on the horizon, while men go fishing, while a woman and a man sail by',
  ),
  flowers: withTail(
    'among flowers 40, with flowers around 30, near some flowers 30',
    30.0,
    'among daisies, with pink blossoms, among wild-flowers, near some tulips, with petals everywhere',
  ),
  house: withTail(
    'in front of a house 60, near a house 40',
    30.0,
    'near a cottage, with a farmhouse behind, near a barn, in front of a building, near a cabin',
  ),
  lamppost: withTail(
    'near a lamp 60, under a street-lamp 40',
    30.0,
    'near a lamp-post, with a lantern nearby, beneath a street light',
  ),
  lighthouse: withTail('with a lighthouse behind 100', 13.8, 'below a lighthouse'),
  lilies: withTail('among water-lilies 60, between lily pads 40', 14.2, 'with lotus flowers'),
  log: withTail('near a log 100', 30.0, 'near a fallen trunk, beside a tree-stump'),
  mushrooms: withTail(
    'near some mushrooms 70, with mushrooms around 30',
    3.5,
    'near a toadstool, among fungi, looking for mushrooms, near a red-capped mushroom',
  ),
  palm: withTail(
    'near a palm 50, with a palm behind 50',
    24.1,
    'under a palm-tree, near a coconut tree',
  ),
  reeds: withTail(
    'near the reeds 70, with reeds behind 30',
    12.9,
    'among bulrushes, near some cattails',
  ),
  sandcastle: withTail('near a sandcastle 100', 30.0, 'near a sand-castle, beside a castle'),
  snowman: withTail(
    'near a snowman 70, with a snowman behind 30',
    30.0,
    'near a snow-man, with a carrot-nosed snowman',
  ),
  weathervane: withTail(
    'with a weathervane on the roof 100',
    9.9,
    'with a rooster on the roof, with a weather-vane behind',
  ),
  windmill: withTail(
    'with a windmill behind 70, near a windmill 30',
    30.0,
    'near an old mill, with a wind-mill in the distance',
  ),
};
