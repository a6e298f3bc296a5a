import { thingsIn, thingsNamed } from '../scenes/things-named.js';
import type { SceneAttributes } from '../scenes/types.js';
import { type BootstrapOptions, type Interval, percentile } from './bootstrap.js';
import { anySubject } from './photograph-count.js';
import { groupsIn, subjectsAlike, thingGroups, type WordGroups } from './photograph-words.js';
import { protocols, tokensUnder } from './protocols.js';
import { resample } from './resample.js';

/** The things that a caption names, and those of them that are not there. */
export interface NamedThings {
  named: string[];
  absent: string[];
}

const namable: WordGroups = new Map([...anySubject, ...thingGroups]);

const groupsOf = (caption: string) => groupsIn(tokensUnder(protocols.coco, caption), namable);

/** The things named of a scene, against what was drawn. */
function inScene(caption: string, truth: SceneAttributes): NamedThings {
  const named = thingsNamed(caption);
  const there = thingsIn(truth);
  return { named, absent: named.filter((thing) => !there.has(thing)) };
}

/** The things named of a photograph, against what other people name: nobody may have mentioned what is there. */
function inPhotograph(caption: string, people: readonly string[]): NamedThings {
  const named = groupsOf(caption);
  const theirs = new Set(people.flatMap(groupsOf));
  const isNamed = (thing: string) =>
    theirs.has(thing) || (subjectsAlike[thing] ?? []).some((other) => theirs.has(other));
  return { named, absent: named.filter((thing) => !isNamed(thing)) };
}

/**
 * The things that a caption names, and those of them that are not there: by the truth about the picture where it is known,
 * else by the words of the references.
 */
export const thingsOf = (
  caption: string,
  references: readonly string[],
  truth?: SceneAttributes,
): NamedThings => (truth ? inScene(caption, truth) : inPhotograph(caption, references));

/** How much is named that is not there: CHAIR of Rohrbach et al. (2018), "Object hallucination in image captioning". */
export interface Hallucination {
  captions: number;
  /** Things named in all captions, each once a caption. */
  named: number;
  /** Of the captions those that name something that is not there (CHAIRs), with a 95 % interval. */
  perCaption: number;
  perCaptionRange: Interval;
  /** Of the things named those that are not there (CHAIRi), with a 95 % interval. */
  perThing: number;
  perThingRange: Interval;
}

const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole);
const sum = <T>(all: readonly T[], of: (one: T) => number) =>
  all.reduce((total, one) => total + of(one), 0);

const captionShare = (pictures: readonly NamedThings[][]) =>
  share(
    sum(pictures, (all) => all.filter(({ absent }) => absent.length > 0).length),
    sum(pictures, (all) => all.length),
  );

const thingShare = (pictures: readonly NamedThings[][]) =>
  share(
    sum(pictures, (all) => sum(all, ({ absent }) => absent.length)),
    sum(pictures, (all) => sum(all, ({ named }) => named.length)),
  );

/**
 * Both shares over pictures, each with its captions (one of a model's, several of people's). The intervals are bootstrap
 * percentiles: pictures are drawn with replacement.
 */
export function hallucination(
  pictures: readonly NamedThings[][],
  options: BootstrapOptions = {},
): Hallucination {
  const range = (of: (drawn: readonly NamedThings[][]) => number): Interval => {
    const samples = resample(pictures, of, options);
    return { low: percentile(samples, 0.025), high: percentile(samples, 0.975) };
  };
  return {
    captions: sum(pictures, (all) => all.length),
    named: sum(pictures, (all) => sum(all, ({ named }) => named.length)),
    ...{ perCaption: captionShare(pictures), perCaptionRange: range(captionShare) },
    ...{ perThing: thingShare(pictures), perThingRange: range(thingShare) },
  };
}

/** A thing, how many captions name it, and in how many of these pictures it is not. */
export interface AbsentThing {
  thing: string;
  named: number;
  absent: number;
}

/** Every thing that is named where it is not, the most often so first. */
export function absentThings(all: readonly NamedThings[]): AbsentThing[] {
  const counts = new Map<string, AbsentThing>();
  for (const { named, absent } of all) {
    for (const thing of named) {
      const count = counts.get(thing) ?? { thing, named: 0, absent: 0 };
      count.named++;
      count.absent += Number(absent.includes(thing));
      counts.set(thing, count);
    }
  }
  return [...counts.values()]
    .filter(({ absent }) => absent > 0)
    .sort((a, b) => b.absent - a.absent || a.thing.localeCompare(b.thing));
}
