import { protocols, tokensUnder } from '../evaluation/index.js';
import { groupsIn, placeGroups, thingGroups } from '../evaluation/photograph-words.js';
import { genderOf } from './gender-words.js';

/** How often a thing is said together with men or boys alone, and with women or girls alone. */
export interface Company {
  man: number;
  woman: number;
}

/** With whom each thing stands in captions. */
export type CompanyOf = ReadonlyMap<string, Company>;

const namable = new Map([...thingGroups, ...placeGroups]);

/** With whom the things and places of photographs stand in captions; captions of both and of nobody do not count. */
export function companyIn(captions: readonly string[]): CompanyOf {
  const found = new Map<string, Company>();
  for (const caption of captions) {
    const gender = genderOf(caption);
    if (gender !== 'man' && gender !== 'woman') continue;
    for (const thing of groupsIn(tokensUnder(protocols.coco, caption), namable)) {
      const known = found.get(thing) ?? { man: 0, woman: 0 };
      known[gender]++;
      found.set(thing, known);
    }
  }
  return found;
}

/** A thing, to whom it leans in the captions that were learnt from, and how it leans in those that were said. */
export interface Leaning {
  thing: string;
  /** Whom it stands with more often in training. */
  towards: 'man' | 'woman';
  /** The share of these in training, above 0.5. */
  learnt: number;
  /** The same share in what was said. */
  said: number;
}

/** How much a bias grows. */
export interface Amplification {
  things: Leaning[];
  /** The mean of what was said less what was learnt: above 0 the model leans further than its training. */
  mean: number;
}

const shareOf = (company: Company, gender: keyof Company) =>
  company[gender] / (company.man + company.woman);

/**
 * Bias amplification (Zhao et al. 2017, section 3): of each thing the share of the gender that it leans to in training, in what
 * was said less in training, and the mean over all things.
 * @param least a thing counts that was named so often with a gender, in training and in what was said
 */
export function amplification(
  learnt: CompanyOf,
  said: CompanyOf,
  least = { learnt: 50, said: 10 },
): Amplification {
  const enough = ({ man, woman }: Company, most: number) => man + woman >= most;
  const things = [...learnt].flatMap(([thing, before]): Leaning[] => {
    const after = said.get(thing);
    if (!after || !enough(before, least.learnt) || !enough(after, least.said)) return [];
    if (before.man === before.woman) return [];
    const towards = before.man > before.woman ? 'man' : 'woman';
    return [{ thing, towards, learnt: shareOf(before, towards), said: shareOf(after, towards) }];
  });
  const mean = things.reduce((sum, one) => sum + one.said - one.learnt, 0) / things.length;
  return { things: things.sort((a, b) => b.learnt - a.learnt), mean };
}
