/** Raised whenever drawings, choices or grammar change: folders drawn by another version are drawn again. */
export const SCENES_VERSION = 10;

/** Width and height of every picture, in pixels: InceptionV3's input. */
export const PICTURE_SIZE = 299;

/** Who can be in a scene. */
export const SUBJECTS = ['dog', 'cat', 'horse', 'cow', 'rabbit', 'bird', 'boy', 'girl'] as const;
/** The colours that somebody can have. */
export const COLOURS = ['black', 'white', 'brown', 'grey', 'yellow', 'red', 'blue'] as const;
/** What somebody can do. */
export const ACTIONS = ['sitting', 'walking', 'running', 'jumping', 'sleeping', 'flying'] as const;
/** Where a scene can be. */
export const PLACES = ['grass', 'road', 'beach', 'snow', 'water', 'forest'] as const;
/** What can lie or stand in a scene. */
export const OBJECTS = ['ball', 'umbrella', 'kite', 'bench', 'hat'] as const;
/** The skies there are. */
export const SKIES = ['sunny', 'cloudy', 'sunset'] as const;

/** Sizes out of the ordinary. */
export const SIZES = ['small', 'big'] as const;
/** What may stand in front of the main subject and hide a part of it. */
export const COVERS = ['bush', 'fence', 'rock', 'snowdrift'] as const;
/** What may be seen in the place, behind everybody. */
export const SIGHTS = [
  'boat',
  'flowers',
  'house',
  'lamppost',
  'lighthouse',
  'lilies',
  'log',
  'mushrooms',
  'palm',
  'reeds',
  'sandcastle',
  'snowman',
  'weathervane',
  'windmill',
] as const;

/** Who is in a scene. */
export type Subject = (typeof SUBJECTS)[number];
/** A colour of somebody. */
export type Colour = (typeof COLOURS)[number];
/** What somebody does. */
export type Action = (typeof ACTIONS)[number];
/** Where a scene is. */
export type Place = (typeof PLACES)[number];
/** What lies or stands in a scene. */
export type SceneObject = (typeof OBJECTS)[number];
/** A sky. */
export type Sky = (typeof SKIES)[number];
/** A size out of the ordinary. */
export type Size = (typeof SIZES)[number];
/** What hides a part of somebody. */
export type Cover = (typeof COVERS)[number];
/** What is seen in a place. */
export type Sight = (typeof SIGHTS)[number];
/** A side of the picture. */
export type Side = 'left' | 'right';
/** Farther away than the main subject, or nearer. */
export type Depth = 'behind' | 'in front';

/** Who, in which colour (a person's colour is that of the clothes), doing what. */
export interface Actor {
  subject: Subject;
  colour: Colour;
  action: Action;
}

/** What a picture is to show. */
export interface Scene extends Actor {
  place: Place;
  sky: Sky;
  object?: SceneObject;
  /** Somebody else, smaller. */
  second?: Actor;
  /** On which side of the main subject the other one or the object is, as the picture is looked at. */
  side?: Side;
  /** Whether the other one stands farther away than the main subject, or nearer. */
  depth?: Depth;
  /** How large the main subject is for one of its kind, where it is out of the ordinary. */
  size?: Size;
  cover?: Cover;
  sights?: Sight[];
}

/** Where in the picture a thing stands, in pixels from the upper left corner. */
export interface Box {
  what: string;
  x: number;
  y: number;
  width: number;
  height: number;
  /** The share of the box that lies behind other things' boxes; absent where nothing hides it. */
  hidden?: number;
}

/** What a picture shows, and where: the main subject's box comes first, then whoever and whatever else there is. */
export interface SceneAttributes extends Scene {
  boxes: Box[];
}

/** What a caption says of the main subject and its surroundings; what it does not mention is absent. */
export interface SaidAttributes {
  subject?: Subject;
  colour?: Colour;
  action?: Action;
  place?: Place;
  object?: SceneObject;
}

const animalColours: readonly Colour[] = ['black', 'white', 'brown', 'grey', 'yellow'];
const birdColours: readonly Colour[] = ['black', 'white', 'brown', 'yellow', 'red', 'blue'];
const clothesColours: readonly Colour[] = ['black', 'white', 'yellow', 'red', 'blue'];

/** Whether a subject wears its colour. */
export function isPerson(subject: Subject): boolean {
  return subject === 'boy' || subject === 'girl';
}

/** The colours in which a subject is drawn: coats, feathers, clothes. */
export function coloursOf(subject: Subject): readonly Colour[] {
  if (isPerson(subject)) return clothesColours;
  return subject === 'bird' ? birdColours : animalColours;
}

/** What a subject can do: birds fly where others jump. */
export function actionsOf(subject: Subject): readonly Action[] {
  const lacking = subject === 'bird' ? 'jumping' : 'flying';
  return ACTIONS.filter((action) => action !== lacking);
}

/** Nobody sleeps in the water; anything else goes anywhere. */
export function canBe(action: Action, place: Place): boolean {
  return !(action === 'sleeping' && place === 'water');
}
