import type { CaptionsById, ImageId } from '../data-understanding/types.js';
import { agreedGender, genderOf, genders } from './gender-words.js';

/** Whom some captions speak of, as shares. */
export interface SpokenOf {
  captions: string;
  man: number;
  woman: number;
  both: number;
  open: number;
  nobody: number;
  /** So many speak of women or girls alone for each that speaks of men or boys alone. */
  'women per man': number;
}

/** Whom captions speak of: a row of shares. */
export function spokenOf(name: string, captions: readonly string[]): SpokenOf {
  const said = captions.map(genderOf);
  const [man, woman, both, open, nobody] = genders.map(
    (gender) => said.filter((one) => one === gender).length / said.length,
  );
  return { captions: name, man, woman, both, open, nobody, 'women per man': woman / man };
}

/** What becomes of people in captions: pictures of whom is known who they are, and what they are called. */
export interface CalledRow {
  /** Who is in the picture. */
  'in the picture': string;
  pictures: number;
  /** Called what they are. */
  right: number;
  /** Called the other. */
  other: number;
  /** Called neither: a person, a child, or not mentioned. */
  neither: number;
}

/** A picture, who is in it, and what was said of it. */
export interface Called {
  truth: 'man' | 'woman';
  caption: string;
}

/** Of each kind of picture: how many are called what they are, the other, or neither, as shares; NaN of no pictures. */
export function calledTable(
  all: readonly Called[],
  names: Record<Called['truth'], string> = { man: 'man or boy', woman: 'woman or girl' },
): CalledRow[] {
  return (['man', 'woman'] as const).map((truth) => {
    const own = all.filter((one) => one.truth === truth).map(({ caption }) => genderOf(caption));
    const other = truth === 'man' ? 'woman' : 'man';
    const share = (gender: string) => own.filter((one) => one === gender).length / own.length;
    const [right, wrong] = [share(truth), share(other)];
    return {
      ...{ 'in the picture': names[truth], pictures: own.length, right, other: wrong },
      neither: Math.max(0, 1 - right - wrong),
    };
  });
}

/** The pictures of which people agree who is in them, each with what was said. */
export const agreedPictures = (
  captions: ReadonlyMap<ImageId, string>,
  people: CaptionsById,
): Called[] =>
  [...captions].flatMap(([id, caption]) => {
    const truth = agreedGender(people.get(id) ?? []);
    return truth ? [{ truth, caption }] : [];
  });
