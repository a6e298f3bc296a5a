import type { Random } from '../engine/random.js';
import {
  alongWords,
  animalLooks,
  childLooks,
  colourWords,
  doesWords,
  doingWords,
  manners,
  objectWords,
  overWords,
  ownWords,
  placeWords,
  say,
  skyWords,
  subjectWords,
  type Ways,
} from './grammar.js';
import { type Actor, isPerson, type Scene, type Subject } from './types.js';

const CAPTIONS_PER_PICTURE = 5;

/** A sentence with gaps: `<who>` is the subject in its colour, `<kind>` the subject alone. */
const sentences: Ways = [
  ['a <who> is <doing> <place>', 38],
  ['a <who> <does> <place>', 15],
  ['<who> <doing> <place>', 8],
  ['the <who> is <doing> <place>', 6],
  ['a <kind> is <doing> <place>', 6],
  ['a <kind> <does> <place>', 3],
  ['a <who> is <doing>', 4],
  ['a <kind> <dressed> is <doing> <place>', 5],
  ['there is a <who> <doing> <place>', 4],
  ['<place> a <who> is <doing>', 3],
  ['<place> a <kind> that is <colour> <does>', 2],
  ['a <who> <place>', 3],
];

/** The same for people, whose colour is that of their clothes. */
const sentencesOfPeople: Ways = [
  ['a <kind> <dressed> is <doing> <place>', 42],
  ['a <kind> <dressed> <does> <place>', 15],
  ['<kind> <dressed> <doing> <place>', 9],
  ['the <kind> <dressed> is <doing> <place>', 7],
  ['a <kind> is <doing> <place>', 6],
  ['a <kind> <does> <place>', 3],
  ['a <kind> <dressed> is <doing>', 4],
  ['there is a <kind> <dressed> <doing> <place>', 4],
  ['a <kind> is <doing> <place> <dressed>', 3],
  ['<place> a <kind> <dressed> <does>', 3],
  ['a <kind> <dressed> <place>', 3],
];

const clothes: Partial<Record<Subject, string>> = { boy: 'shirt', girl: 'dress' };

/** What shows a subject's colour: `with black fur`, `in a red shirt`. */
function dressedWays(subject: Subject): Ways {
  const garment = clothes[subject];
  if (garment) {
    return [
      [`in a <colour> ${garment}`, 80],
      [`wearing a <colour> ${garment}`, 16],
      ['dressed in <colour>', 4],
    ];
  }
  return subject === 'bird' ? [['with <colour> feathers', 100]] : [['with <colour> fur', 100]];
}

const OWN_WORD_SHARE = 0.12;
const ALONG_SHARE = 0.25;

/** The verb, with how it is done. */
function verb({ subject, action }: Actor, form: 'doing' | 'does', random: Random): string {
  const own = ownWords[`${subject} ${action}`]?.[form];
  const common = form === 'doing' ? doingWords : doesWords;
  const word = own && random.uniform() < OWN_WORD_SHARE ? own : say(common[action], random);
  return joinWords([word, say(manners[action], random)]);
}

/** The way to say where a scene's main subject is. */
function whereabouts({ action, place }: Scene, random: Random): Ways {
  if (action === 'flying') return overWords[place];
  const goes = action === 'walking' || action === 'running';
  return goes && random.uniform() < ALONG_SHARE ? alongWords[place] : placeWords[place];
}

const joinWords = (words: string[]) => words.filter(Boolean).join(' ');

function fill(sentence: string, actor: Actor, place: Ways, random: Random): string {
  const { subject, colour } = actor;
  const looks = say(isPerson(subject) ? childLooks : animalLooks, random);
  return sentence
    .replace('<who>', () => joinWords([looks, '<colour> <noun>']))
    .replace('<kind>', () => joinWords([looks, '<noun>']))
    .replace('<dressed>', () => say(dressedWays(subject), random))
    .replace('<colour>', () => say(colourWords[colour], random))
    .replace('<noun>', () => say(subjectWords[subject], random))
    .replace('<doing>', () => verb(actor, 'doing', random))
    .replace('<does>', () => verb(actor, 'does', random))
    .replace('<place>', () => say(place, random));
}

const secondWays: Ways = [
  ['near a <who>', 45],
  ['next to a <who>', 25],
  ['with a <who> behind', 10],
  ['while a <who> is <doing>', 12],
  ['while a <who> <does> nearby', 8],
];

const secondPersonWays: Ways = [
  ['near a <kind>', 50],
  ['near a <kind> <dressed>', 20],
  ['while a <kind> is <doing>', 18],
  ['while a <kind> <does> nearby', 12],
];

/** What else is there, in some of the captions. */
function ending(scene: Scene, random: Random): string {
  const luck = random.uniform();
  if (scene.second && luck < 0.4) {
    const ways = isPerson(scene.second.subject) ? secondPersonWays : secondWays;
    return fill(say(ways, random), scene.second, [], random);
  }
  if (scene.object && luck < 0.5) return say(objectWords[scene.object], random);
  return luck > 0.95 ? say(skyWords[scene.sky], random) : '';
}

/** Flickr8k's looks: a capital at the start, mostly, and a full stop, a space before it as often as not. */
function dress(sentence: string, random: Random): string {
  const capital = random.uniform() < 0.9;
  const stop = say(stops, random);
  const first = capital ? sentence[0].toUpperCase() : sentence[0];
  return first + sentence.slice(1) + stop;
}

const stops: Ways = [
  [' .', 60],
  ['.', 20],
  ['', 20],
];

/** The article that fits: `an umbrella`. */
function withArticles(sentence: string): string {
  return sentence.replace(/\ba (?=[aeiou])/g, 'an ').replace(/\ban (?=[^aeiou])/g, 'a ');
}

/** One caption of a scene, in plain words: no capital, no full stop. */
function makeSentence(scene: Scene, random: Random): string {
  const ways = isPerson(scene.subject) ? sentencesOfPeople : sentences;
  const sentence = fill(say(ways, random), scene, whereabouts(scene, random), random);
  return withArticles(joinWords([sentence, ending(scene, random)]));
}

const FEWEST_WORDS = 5;
const MOST_WORDS = 16;

/** The five captions of a scene, all different. */
export function makeCaptions(scene: Scene, random: Random): string[] {
  const sentences = new Set<string>();
  while (sentences.size < CAPTIONS_PER_PICTURE) {
    const sentence = makeSentence(scene, random);
    const words = sentence.split(' ').length;
    if (words >= FEWEST_WORDS && words <= MOST_WORDS) sentences.add(sentence);
  }
  return [...sentences].map((sentence) => dress(sentence, random));
}

/**
 * The caption that a good captioner gives: the most common sentence and words, with subject, colour, action and place
 * as they are.
 */
export function typicalCaption(scene: Scene): string {
  const first = (ways: Ways) => ways[0][0];
  const { subject, colour, action } = scene;
  const places = action === 'flying' ? overWords : placeWords;
  return first(isPerson(subject) ? sentencesOfPeople : sentences)
    .replace('<who>', '<colour> <kind>')
    .replace('<kind>', first(subjectWords[subject]))
    .replace('<dressed>', first(dressedWays(subject)))
    .replace('<colour>', first(colourWords[colour]))
    .replace('<doing>', first(doingWords[action]))
    .replace('<place>', first(places[scene.place]));
}
