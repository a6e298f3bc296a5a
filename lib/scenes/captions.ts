import type { Random } from '../engine/random';
import {
  colourWords,
  doesWords,
  doingWords,
  objectWords,
  overWords,
  placeWords,
  say,
  skyWords,
  subjectWords,
  type Ways,
} from './grammar';
import { type Actor, isPerson, type Scene, type Subject } from './types';

export const CAPTIONS_PER_PICTURE = 5;

/** A sentence with gaps: `<who>` is the subject in its colour, `<kind>` the subject alone. */
const sentences: Ways = [
  ['a <who> is <doing> <place>', 42],
  ['a <who> <does> <place>', 15],
  ['<who> <doing> <place>', 9],
  ['the <who> is <doing> <place>', 7],
  ['a <kind> is <doing> <place>', 7],
  ['a <who> is <doing>', 5],
  ['a <who> <does>', 2],
  ['a <kind> <dressed> is <doing> <place>', 5],
  ['there is a <who> <doing> <place>', 3],
  ['<place> a <who> is <doing>', 2],
  ['<place> a <kind> that is <colour> <does>', 1],
  ['a <who> <place>', 2],
];

/** The same for people, whose colour is that of their clothes. */
const sentencesOfPeople: Ways = [
  ['a <kind> <dressed> is <doing> <place>', 44],
  ['a <kind> <dressed> <does> <place>', 15],
  ['<kind> <dressed> <doing> <place>', 9],
  ['the <kind> <dressed> is <doing> <place>', 7],
  ['a <kind> is <doing> <place>', 8],
  ['a <kind> <dressed> is <doing>', 6],
  ['there is a <kind> <dressed> <doing> <place>', 3],
  ['a <kind> is <doing> <place> <dressed>', 3],
  ['<place> a <kind> <dressed> <does>', 3],
  ['a <kind> <dressed> <place>', 2],
];

const clothes: Partial<Record<Subject, string>> = { boy: 'shirt', girl: 'dress' };

/** What shows a subject's colour: `with black fur`, `in a red shirt`. */
function dressedWays(subject: Subject): Ways {
  const garment = clothes[subject];
  if (garment) {
    return [
      [`in a <colour> ${garment}`, 84],
      [`wearing a <colour> ${garment}`, 13],
      ['dressed in <colour>', 3],
    ];
  }
  return subject === 'bird' ? [['with <colour> feathers', 100]] : [['with <colour> fur', 100]];
}

function fill(sentence: string, actor: Actor, place: Ways, random: Random): string {
  const { subject, colour, action } = actor;
  return sentence
    .replace('<who>', '<colour> <kind>')
    .replace('<dressed>', () => say(dressedWays(subject), random))
    .replace('<colour>', () => say(colourWords[colour], random))
    .replace('<kind>', () => say(subjectWords[subject], random))
    .replace('<doing>', () => say(doingWords[action], random))
    .replace('<does>', () => say(doesWords[action], random))
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
  if (scene.second && luck < 0.3) {
    const ways = isPerson(scene.second.subject) ? secondPersonWays : secondWays;
    return fill(say(ways, random), scene.second, [], random);
  }
  if (scene.object && luck < 0.4) return say(objectWords[scene.object], random);
  return luck > 0.96 ? say(skyWords[scene.sky], random) : '';
}

/** Flickr8k's looks: a capital at the start, mostly, and a full stop, a space before it as often as not. */
function dress(sentence: string, random: Random): string {
  const capital = random.uniform() < 0.9;
  const stop = say(
    [
      [' .', 60],
      ['.', 20],
      ['', 20],
    ],
    random,
  );
  const first = capital ? sentence[0].toUpperCase() : sentence[0];
  return first + sentence.slice(1) + stop;
}

/** The article that fits: `an umbrella`. */
function withArticles(sentence: string): string {
  return sentence.replace(/\ba (?=[aeiou])/g, 'an ').replace(/\ban (?=[^aeiou])/g, 'a ');
}

/** One caption of a scene. */
export function makeCaption(scene: Scene, random: Random): string {
  const ways = isPerson(scene.subject) ? sentencesOfPeople : sentences;
  const place = (scene.action === 'flying' ? overWords : placeWords)[scene.place];
  const sentence = fill(say(ways, random), scene, place, random);
  const whole = [sentence, ending(scene, random)].filter(Boolean).join(' ');
  return dress(withArticles(whole), random);
}

/** The five captions of a scene, all different. */
export function makeCaptions(scene: Scene, random: Random): string[] {
  const captions = new Map<string, string>();
  while (captions.size < CAPTIONS_PER_PICTURE) {
    const caption = makeCaption(scene, random);
    captions.set(caption.toLowerCase().replace(/[ .]+/g, ' '), caption);
  }
  return [...captions.values()];
}
