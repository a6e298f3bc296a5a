import type { Random } from '../engine/random.js';
import { asides } from './asides.js';
import { filled } from './gaps.js';
import { isChance, joinWords, say, type Ways } from './grammar.js';
import {
  coverWords,
  objectWords,
  overWords,
  placeWords,
  sightWords,
  skyWords,
} from './place-words.js';
import {
  companyWays,
  counting,
  countingPeople,
  dressedWays,
  sentences,
  sentencesOfPeople,
  wide,
} from './sentences.js';
import { withSlip } from './slips.js';
import { coloursOf, isPerson, type Scene } from './types.js';
import { colourWords, doingWords, subjectWords, takenFor } from './words.js';

const CAPTIONS_PER_PICTURE = 5;
const FEWEST_WORDS = 4;
const MOST_WORDS = 25;

/** How often people do what: shares of the captions in which it is possible. */
const SHARES = {
  ...{ wrongSubject: 0.006, wrongColour: 0.004, slip: 0.0085 },
  ...{ wide: 0.035, counting: 0.14, countingChildren: 0.5, longWinded: 0.025 },
  ...{ company: 0.4, object: 0.42, cover: 0.35, sky: 0.05, sight: 0.07, boat: 0.2, aside: 0.06 },
} as const;

/** The commonest way to say something. */
const usual = (ways: Ways) => ways[0][0];

/** What a scene has besides its subject and place, each in the words of somebody who mentions it. */
function extras(scene: Scene, random: Random): string[] {
  const { second, object, cover, sky, sights = [], depth = 'behind' } = scene;
  const said: string[] = [];
  const mention = (share: number, ways: Ways | undefined) => {
    if (ways && isChance(share, random)) said.push(say(ways, random));
  };
  mention(SHARES.company, second && companyWays[depth]);
  mention(SHARES.object, object && objectWords[object]);
  mention(SHARES.cover, cover && coverWords[cover]);
  for (const sight of sights) {
    mention(sight === 'boat' ? SHARES.boat : SHARES.sight, sightWords[sight]);
  }
  mention(SHARES.aside, asides[scene.action]);
  mention(SHARES.sky, skyWords[sky]);
  return said;
}

/** Everything that can be said of a scene, by somebody who leaves nothing out. */
function allExtras(scene: Scene, random: Random): string[] {
  const { second, object, cover, sky, sights = [], depth = 'behind' } = scene;
  const all = [
    second && companyWays[depth],
    object && objectWords[object],
    cover && coverWords[cover],
    sights.length > 0 ? sightWords[random.choice(sights)] : undefined,
    asides[scene.action],
    skyWords[sky],
    asides[scene.action],
  ];
  return [...new Set(all.flatMap((ways) => (ways ? [say(ways, random)] : [])))];
}

/** What somebody adds: mostly nothing or one thing, now and then everything. */
function additions(scene: Scene, random: Random): string[] {
  return isChance(SHARES.longWinded, random)
    ? allExtras(scene, random)
    : extras(scene, random).slice(0, 2);
}

/** Whether somebody says no more than must be: no article, nothing added. */
const isTelegram = (opening: string) => /^<(kind|who)>/.test(opening);

function openings(scene: Scene, random: Random): Ways {
  const person = isPerson(scene.subject);
  const other = scene.second;
  if (other && isPerson(other.subject) === person) {
    const share = person ? SHARES.countingChildren : SHARES.counting;
    if (isChance(share, random)) return person ? countingPeople : counting;
  }
  if (isChance(SHARES.wide, random)) return wide;
  return person ? sentencesOfPeople : sentences;
}

/** What somebody sees: hardly ever one kind or colour is taken for another. */
function perceived(scene: Scene, random: Random): Scene {
  const subject = random.choice(takenFor[scene.subject]);
  if (isChance(SHARES.wrongSubject, random)) return { ...scene, subject };
  const colour = random.choice(coloursOf(scene.subject));
  return isChance(SHARES.wrongColour, random) ? { ...scene, colour } : scene;
}

/** One caption of a scene before it is written down: no capital, no full stop. */
function makeSentence(truth: Scene, random: Random): string {
  const scene = perceived(truth, random);
  const opening = say(openings(scene, random), random);
  const more = isTelegram(opening) ? [] : additions(scene, random);
  const company = opening.includes('<other>') ? more.filter((one) => !/<other/.test(one)) : more;
  const parts = [opening, ...company].map((text) => filled(scene, text, random));
  return withArticles(joinWords(parts));
}

/** The article that fits: `an umbrella`. */
function withArticles(sentence: string): string {
  return sentence.replace(/\ba (?=[aeiou])/g, 'an ').replace(/\ban (?=[^aeiou])/g, 'a ');
}

const stops: Ways = [
  [' .', 58],
  ['.', 22],
  ['', 18.6],
  [' !', 1],
  ['...', 0.4],
];

/** A sentence as it is written down: a capital at the start, mostly, and a full stop, a space before it as often as not. */
function writtenDown(sentence: string, random: Random): string {
  const typed = isChance(SHARES.slip, random) ? withSlip(sentence, random) : sentence;
  const capital = isChance(0.9, random);
  const stop = /[!.]$/.test(typed) ? '' : say(stops, random);
  const comma = stop === ' .' ? ' ,' : ',';
  const text = typed.replaceAll(' _', comma);
  return (capital ? text[0].toUpperCase() : text[0]) + text.slice(1) + stop;
}

const wordsIn = (sentence: string) => sentence.split(' ').filter((word) => /\w/.test(word)).length;

/** The five captions of a scene, all different. */
export function makeCaptions(scene: Scene, random: Random): string[] {
  const found = new Set<string>();
  while (found.size < CAPTIONS_PER_PICTURE) {
    const sentence = makeSentence(scene, random);
    const words = wordsIn(sentence);
    if (words >= FEWEST_WORDS && words <= MOST_WORDS) found.add(sentence);
  }
  return [...found].map((sentence) => writtenDown(sentence, random));
}

/**
 * The caption that a good captioner gives: the most common sentence and words, with subject, colour, action and place
 * as they are.
 */
export function typicalCaption(scene: Scene): string {
  const { subject, colour, action } = scene;
  const places = action === 'flying' ? overWords : placeWords;
  return usual(isPerson(subject) ? sentencesOfPeople : sentences)
    .replace('<who>', '<colour> <kind>')
    .replace('<kind>', usual(subjectWords[subject]))
    .replace('<dressed>', usual(dressedWays(subject)))
    .replace('<colour>', usual(colourWords[colour]))
    .replace('<doing>', usual(doingWords[action]))
    .replace('<place>', usual(places[scene.place]));
}
