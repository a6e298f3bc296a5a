import type { Random } from '../engine/random.js';
import { isChance, joinWords, say, type Ways } from './grammar.js';
import { alongWords, bareWords, overWords, placeWords } from './place-words.js';
import { dressedWays } from './sentences.js';
import { type Actor, isPerson, type Scene, type Subject } from './types.js';
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
  vagueAnimal,
  vagueChild,
} from './words.js';

/** How often a word is chosen where it is possible. */
const SHARES = { size: 0.55, ownWord: 0.12, along: 0.25, clothes: 0.5 } as const;

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

function withPronouns(text: string, subject: Subject): string {
  const [it, its] = sexes[subject] ?? ['it', 'its'];
  const itself = { it: 'itself', he: 'himself', she: 'herself' }[it] as string;
  return text.replaceAll('<itself>', itself).replaceAll('<its>', its).replaceAll('<it>', it);
}

const opposite = { left: 'right', right: 'left' } as const;

/** Somebody in words: with the colour where it belongs for one of that kind. */
function named(actor: Actor, random: Random): string {
  const text =
    isPerson(actor.subject) && isChance(SHARES.clothes, random) ? '<kind> <dressed>' : '<who>';
  const plain = isPerson(actor.subject) ? text.replace('<who>', '<kind>') : text;
  return filledFor(actor, plain, random);
}

/** Fills the gaps that are about somebody. */
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

/** Fills the gaps that are about the rest of the picture. */
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
/** A sentence without a gap left: words for the scene's subject and for what is around it. */
export function filled(scene: Scene, text: string, random: Random): string {
  const sentence = filledFor(scene, filledAround(scene, text, random), random);
  return withPronouns(sentence, scene.subject);
}
