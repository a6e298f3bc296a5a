/** Words that mean much the same where captions are judged without a truth: a group and its words. */
export type WordGroups = ReadonlyMap<string, string>;

function groups(lists: Record<string, string>): WordGroups {
  return new Map(
    Object.entries(lists).flatMap(([name, words]) => words.split(' ').map((word) => [word, name])),
  );
}

/** The groups that words belong to, each once. */
export const groupsIn = (words: readonly string[], all: WordGroups) => [
  ...new Set(words.flatMap((word) => all.get(word) ?? [])),
];

/** Words for one subject; what a group may also be called stands in `subjectsAlike`. */
export const oneSubject = groups({
  man: 'man guy male gentleman',
  boy: 'boy',
  woman: 'woman lady female',
  girl: 'girl',
  child: 'child kid toddler baby infant',
  person:
    'person someone player athlete skier snowboarder surfer skateboarder biker bicyclist cyclist climber hiker rider swimmer racer',
  dog: 'dog puppy greyhound poodle retriever terrier',
  cat: 'cat kitten',
  horse: 'horse pony',
  cow: 'cow bull calf',
  bird: 'bird duck goose seagull eagle',
  rabbit: 'rabbit bunny',
  sheep: 'sheep goat lamb',
  car: 'car truck van vehicle jeep',
});

/** The same subjects, several of them. */
export const manySubjects = groups({
  man: 'men guys males',
  boy: 'boys',
  woman: 'women ladies females',
  girl: 'girls',
  child: 'children kids toddlers babies',
  person:
    'people persons players athletes skiers surfers bikers bicyclists cyclists climbers hikers riders swimmers team crowd group couple family friends',
  dog: 'dogs puppies greyhounds',
  cat: 'cats kittens',
  horse: 'horses ponies',
  cow: 'cows bulls cattle',
  bird: 'birds ducks geese seagulls',
  rabbit: 'rabbits bunnies',
  sheep: 'goats lambs',
  car: 'cars trucks vehicles',
});

/** Things that photographs show beside somebody: clothes and places are not among them. */
export const thingGroups = groups({
  ball: 'ball balls baseball basketball volleyball',
  frisbee: 'frisbee',
  bicycle: 'bicycle bicycles bike bikes',
  motorcycle: 'motorcycle motorcycles motorbike',
  skateboard: 'skateboard skateboards',
  snowboard: 'snowboard snowboards',
  surfboard: 'surfboard surfboards',
  skis: 'skis',
  boat: 'boat boats canoe kayak raft sailboat',
  bench: 'bench benches',
  chair: 'chair chairs',
  table: 'table tables',
  couch: 'couch sofa',
  bed: 'bed',
  trampoline: 'trampoline',
  stick: 'stick sticks',
  toy: 'toy toys',
  hat: 'hat hats cap',
  helmet: 'helmet helmets',
  glasses: 'glasses sunglasses goggles',
  umbrella: 'umbrella umbrellas',
  flag: 'flag flags',
  sign: 'sign signs',
  camera: 'camera cameras',
  guitar: 'guitar guitars',
  bag: 'bag bags backpack',
  rope: 'rope ropes leash',
  fence: 'fence',
  wall: 'wall walls',
  building: 'building buildings house houses',
  bridge: 'bridge',
  steps: 'steps stairs',
  tent: 'tent tents',
  balloon: 'balloon balloons',
  flowers: 'flower flowers',
  cup: 'cup cups bottle bottles',
});

/** Groups that do not contradict each other: a boy is a child and a person, and from afar a man. */
export const subjectsAlike: Record<string, readonly string[]> = {
  man: ['person', 'boy'],
  boy: ['person', 'child', 'man'],
  woman: ['person', 'girl'],
  girl: ['person', 'child', 'woman'],
  child: ['person', 'boy', 'girl'],
  person: ['man', 'boy', 'woman', 'girl', 'child'],
};

/** Where people name one sex only, a neutral word beside it does not speak for the other. */
export const sexes: readonly (readonly string[])[] = [
  ['man', 'boy'],
  ['woman', 'girl'],
];

/** What is done, where it is not said with -ing. Words that are things as well (waves, slides) are not among them. */
export const actions: ReadonlySet<string> = new Set(
  (
    'runs run jumps jump leaps leap walks walk stands stand sits sit plays play rides ride climbs climb swims swim ' +
    'holds hold carries carry throws throw catches catch kicks kick chases chase wades wade surfs floats dives ' +
    'swings sleeps sleep lies lays rests kneels crouches bends reaches hangs falls flies races skates dances sings ' +
    'performs poses smiles smile laughs laugh cries yawns barks bites sniffs licks chews digs fetches shakes ' +
    'splashes wrestles wrestle fights fight tackles pushes pulls hits hugs kisses eats eat drinks drink looks look ' +
    'watches watch points talks talk waits wait reads paints sells crosses hikes'
  ).split(' '),
);

export const colourGroups = groups({
  black: 'black dark',
  white: 'white',
  grey: 'grey gray silver',
  brown: 'brown tan beige',
  blond: 'blond blonde',
  red: 'red maroon',
  orange: 'orange',
  yellow: 'yellow gold',
  green: 'green',
  blue: 'blue navy turquoise',
  purple: 'purple violet',
  pink: 'pink',
});

export const numberGroups = groups({
  one: 'one single lone',
  two: 'two both pair couple',
  three: 'three trio',
  four: 'four',
  five: 'five',
  six: 'six',
  many: 'several many crowd group',
});

export const placeGroups = groups({
  water: 'water ocean lake river pool sea wave waves pond stream creek fountain surf',
  snow: 'snow snowy ice icy',
  grass: 'grass grassy field lawn meadow yard park',
  beach: 'beach sand sandy shore',
  street: 'street road sidewalk city pavement path trail',
  forest: 'forest woods wooded trees tree',
  mountain: 'mountain mountains hill hills cliff rock rocks rocky',
  indoors: 'room kitchen couch bed floor table restaurant indoors',
});

/** Places that often lie beside each other in one picture: naming the one is no mistake where people name the other. */
export const placesAlike: Record<string, readonly string[]> = {
  water: ['beach'],
  beach: ['water'],
  grass: ['forest', 'street'],
  forest: ['grass', 'street', 'mountain'],
  street: ['grass', 'forest', 'mountain'],
  mountain: ['forest', 'snow', 'street'],
  snow: ['mountain'],
};

/** Words that say nothing about a picture. */
export const smallWords: ReadonlySet<string> = new Set(
  (
    'a an the this that these those some is are was were be been being has have with without and or but while as of in on at to ' +
    'from by for into onto over under up down off out through near next along across around behind front between against ' +
    'above below beside his her its their he she it they him them who which there other another one side top back'
  ).split(' '),
);
