import { type Ways, ways, withTail } from './grammar.js';
import type { Cover, Place, SceneObject, Sight, Sky } from './types.js';

export const placeWords: Record<Place, Ways> = {
  grass: withTail(
    'on the grass 66, in the grass 14, in a field 9, in a meadow 7, on the lawn 4',
    5.2,
    'on a grassy hill, in a green meadow, in the pasture, in the countryside, in a park, on soft grass, on freshly-cut grass, in a flowery meadow, in the fields, in a backyard',
  ),
  road: withTail(
    'on the road 60, on the street 26, in the street 14',
    5.2,
    'on the pavement, in the lane, on a village street, on the asphalt, on an empty road, in the middle of the road, in town, on the highway, in a quiet neighbourhood, on a paved road, on the sidewalk, in the avenue',
  ),
  beach: withTail(
    'on the beach 74, on the sand 18, by the sea 8',
    5.2,
    'on a sandy beach, at the seaside, on the shore, on the coast, by the ocean, on fine sand, at the shoreline, near the surf, on a sunny beach, in the bay',
  ),
  snow: withTail(
    'in the snow 76, on the snow 14, in a snowy field 10',
    5.2,
    'in deep snow, on a snow-covered hill, in a snowy landscape, in fresh snow, in a wintry landscape, on a snowy plain, on the icy ground, in the snowfall, in a blizzard, on a slope of snow',
  ),
  water: withTail(
    'in the water 76, in a lake 15, in a pond 9',
    5.2,
    'in shallow water, in the shallows, in a calm lake, in a river, in knee-deep water, in clear water, in a lagoon, in the cool water, in a stream, in a lily pond, in a brook',
  ),
  forest: withTail(
    'in the forest 66, in the woods 24, between the trees 10',
    5.2,
    'in a dense forest, among the trees, in the woodland, in a clearing in the forest, in an autumn forest, in a fairy-tale forest, in a grove, in the undergrowth, under the leafy trees, in the green woods',
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

/** `<side>` is where the object is, `<other>` the other side. */
export const objectWords: Record<SceneObject, Ways> = {
  ball: withTail(
    'with a ball 50, next to a ball 18, near a ball 10, behind a ball 8, with a ball on the <side> 8, to the <other> of a ball 6',
    6,
    'beside a beach-ball, with a football, behind a striped ball, with a rubber ball, beside a colourful toy, with its favourite toy',
  ),
  umbrella: withTail(
    'near an umbrella 40, next to an umbrella 34, with an umbrella on the <side> 14, to the <other> of an umbrella 12',
    6,
    'beside a parasol, by a striped umbrella, next to an open umbrella, beside a brolly, beside a colourful umbrella',
  ),
  kite: withTail(
    'with a kite in the sky 42, under a kite 36, with a kite on the <side> 12, below a kite 10',
    6,
    'beneath a kite, under a rising kite, with a kite overhead, with a paper-kite above, under a colourful kite, with a dragon kite above',
  ),
  bench: withTail(
    'in front of a bench 38, next to a bench 24, near a bench 20, near a wooden bench 10, to the <other> of a bench 8',
    6,
    'beside an empty bench, by a park-bench, near a seat for two, next to an old bench, with a bench behind',
  ),
  hat: withTail(
    'with a hat 46, wearing a hat 54',
    6,
    'with a cap, in a sun-hat, wearing a colourful hat, with a hat on its head, in a funny hat, in a party-hat, wearing a straw-hat',
  ),
};

export const coverWords: Record<Cover, Ways> = {
  bush: withTail(
    'behind a bush 80, half hidden by a bush 20',
    9,
    'behind a shrub, partly hidden by leaves',
  ),
  fence: withTail(
    'behind a fence 86, half hidden by a fence 14',
    9,
    'behind a picket-fence, behind a wooden gate, at a garden fence',
  ),
  rock: withTail(
    'behind a rock 82, half hidden by a rock 18',
    9,
    'behind a boulder, behind a big stone',
  ),
  snowdrift: withTail(
    'behind a heap of snow 100',
    22.5,
    'behind a snowdrift, half buried in snow, behind a mound of snow, behind a pile of snow',
  ),
};

export const skyWords: Record<Sky, Ways> = {
  sunny: withTail(
    'on a sunny day 76, in the sunshine 24',
    12,
    'in bright sunlight, under a clear sky, on a hot day, at midday, on a lovely summer day, in the midday sun, around 12pm',
  ),
  cloudy: withTail(
    'on a cloudy day 100',
    12,
    'under the clouds, under a leaden sky, in gloomy weather, on an overcast day, on a dull morning, under dark clouds',
  ),
  sunset: withTail(
    'at sunset 82, in the evening 18',
    12,
    'at dusk, in the twilight, under an orange sky, at the end of the day, at dawn, at 7pm, as the sun goes down, under a pinkish sky',
  ),
};

export const sightWords: Record<Sight, Ways> = {
  boat: withTail(
    'with a boat on the sea 30, with a boat behind 20, with two men in a boat 20, with a man and a woman in a boat 18, with a boat in the distance 12',
    18,
    'with a sailing-boat behind, while a ship passes, with a yacht at sea, with a sailboat on the horizon, while men go fishing, while a woman and a man sail by',
  ),
  flowers: withTail(
    'among flowers 40, with flowers around 30, near some flowers 30',
    10.5,
    'among daisies, with pink blossoms, among wild-flowers, near some tulips, with petals everywhere',
  ),
  house: withTail(
    'in front of a house 60, near a house 40',
    12,
    'near a cottage, with a farmhouse behind, near a barn, in front of a building, near a cabin',
  ),
  lamppost: withTail(
    'near a lamp 60, under a street-lamp 40',
    10.5,
    'near a lamp-post, with a lantern nearby, beneath a street light',
  ),
  lighthouse: withTail('with a lighthouse behind 100', 10.5, 'below a lighthouse'),
  lilies: withTail('among water-lilies 60, between lily pads 40', 10.5, 'with lotus flowers'),
  log: withTail('near a log 100', 18.8, 'near a fallen trunk, beside a tree-stump'),
  mushrooms: withTail(
    'near some mushrooms 70, with mushrooms around 30',
    12,
    'near a toadstool, among fungi, looking for mushrooms, near a red-capped mushroom',
  ),
  palm: withTail(
    'near a palm 50, with a palm behind 50',
    10.5,
    'under a palm-tree, near a coconut tree',
  ),
  reeds: withTail(
    'near the reeds 70, with reeds behind 30',
    10.5,
    'among bulrushes, near some cattails',
  ),
  sandcastle: withTail('near a sandcastle 100', 16.5, 'near a sand-castle, beside a castle'),
  snowman: withTail(
    'near a snowman 70, with a snowman behind 30',
    15,
    'near a snow-man, with a carrot-nosed snowman',
  ),
  weathervane: withTail(
    'with a weathervane on the roof 100',
    15,
    'with a rooster on the roof, with a weather-vane behind',
  ),
  windmill: withTail(
    'with a windmill behind 70, near a windmill 30',
    15,
    'near an old mill, with a wind-mill in the distance',
  ),
};
