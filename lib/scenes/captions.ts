import type { Random } from '../engine/random.js';
import { asides } from './asides.js';
import { say, type Ways } from './grammar.js';
import {
  alongWords,
  bareWords,
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
import { type Actor, coloursOf, isPerson, type Scene, type Subject } from './types.js';
import {
  animalLooks,
  childLooks,
  childSizeWords,
  colourWords,
  doesWords,
  doingWords,
  manners,
  ownWords,
  sizeWords,
  subjectWords,
  takenFor,
  vagueAnimal,
  vagueChild,
} from './words.js';

export const CAPTIONS_PER_PICTURE = 5;
export const FEWEST_WORDS = 4;
export const MOST_WORDS = 25;

/** How often people do what: shares of the captions in which it is possible. */
const SHARES = {
  ...{ wrongSubject: 0.006, wrongColour: 0.004, slip: 0.0085 },
  ...{ size: 0.55, ownWord: 0.12, along: 0.25 },
  ...{ wide: 0.035, counting: 0.14, countingChildren: 0.5, longWinded: 0.025 },
  ...{ company: 0.4, object: 0.42, cover: 0.35, sky: 0.05, sight: 0.07, boat: 0.2, aside: 0.06 },
} as const;

/** The commonest way to say something. */
const usual = (ways: Ways) => ways[0][0];
const joinWords = (words: string[]) => words.filter(Boolean).join(' ');
const isChance = (share: number, random: Random) => random.uniform() < share;

/** The verb, with how it is done. */
function verb({ subject, action }: Actor, form: 'doing' | 'does', random: Random): string {
  const own = ownWords[`${subject} ${action}`]?.[form];
  const common = form === 'doing' ? doingWords : doesWords;
  const word = own && isChance(SHARES.ownWord, random) ? own : say(common[action], random);
  return joinWords([word, say(manners[action], random)]);
}

/** The way to say where a scene's main subject is, or where it goes if a verb says that it does. */
function whereabouts({ action, place }: Scene, hasVerb: boolean, random: Random): Ways {
  if (action === 'flying') return overWords[place];
  const goes = hasVerb && (action === 'walking' || action === 'running');
  return goes && isChance(SHARES.along, random) ? alongWords[place] : placeWords[place];
}

/** The same in as few words as can be: on grass, over grass. */
function bare({ action, place }: Scene, random: Random): string {
  const text = say(bareWords[place], random);
  return action === 'flying' ? text.replace(/^\w+/, 'over') : text;
}

const sexes: Partial<Record<Subject, [it: string, its: string]>> = {
  boy: ['he', 'his'],
  girl: ['she', 'her'],
};

function pronouns(text: string, subject: Subject): string {
  const [it, its] = sexes[subject] ?? ['it', 'its'];
  const itself = { it: 'itself', he: 'himself', she: 'herself' }[it] as string;
  return text.replaceAll('<itself>', itself).replaceAll('<its>', its).replaceAll('<it>', it);
}

const opposite = { left: 'right', right: 'left' } as const;

/** Somebody in words: with the colour where it belongs for one of that kind. */
function named(actor: Actor, random: Random): string {
  const text = isPerson(actor.subject) && isChance(0.5, random) ? '<kind> <dressed>' : '<who>';
  const plain = isPerson(actor.subject) ? text.replace('<who>', '<kind>') : text;
  return filledFor(actor, plain, random);
}

/** The gaps that are about somebody. */
function filledFor(actor: Actor & Pick<Scene, 'size'>, text: string, random: Random): string {
  const { subject, colour, size } = actor;
  const person = isPerson(subject);
  const mentioned =
    size && isChance(SHARES.size, random)
      ? say((person ? childSizeWords : sizeWords)[size], random)
      : '';
  const looks = mentioned || say(person ? childLooks : animalLooks, random);
  const who = person ? '<kind> <dressed>' : joinWords([looks, '<colour> <noun>']);
  return text
    .replace('<who>', () => who)
    .replace('<kind>', () => joinWords([looks, '<noun>']))
    .replace('<dressed>', () => say(dressedWays(subject), random))
    .replace('<vague>', () => say(person ? vagueChild : vagueAnimal, random))
    .replace('<colour>', () => say(colourWords[colour], random))
    .replace('<noun>', () => say(subjectWords[subject], random))
    .replace('<doing>', () => verb(actor, 'doing', random))
    .replace('<does>', () => verb(actor, 'does', random));
}

/** The gaps that are about the rest of the picture. */
function filledAround(scene: Scene, text: string, random: Random): string {
  const { second, side = 'left' } = scene;
  const hasVerb = /<do(ing|es)>/.test(text);
  return text
    .replace('<place>', () => say(whereabouts(scene, hasVerb, random), random))
    .replace('<bare>', () => bare(scene, random))
    .replace('<other>', () => (second ? named(second, random) : ''))
    .replace('<otherDoing>', () => (second ? verb(second, 'doing', random) : ''))
    .replace('<otherDoes>', () => (second ? verb(second, 'does', random) : ''))
    .replace('<side>', side)
    .replace('<opposite>', opposite[side]);
}

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
  const [first, ...rest] = [opening, ...company].map((text) =>
    filledFor(scene, filledAround(scene, text, random), random),
  );
  return withArticles(pronouns(joinWords([first, ...rest]), scene.subject));
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
