import { protocols, tokensUnder } from '../evaluation/index.js';

const set = (words: string) => new Set(words.split(' '));

/** Words that say what somebody is taken for. */
const gendered = {
  man: set(
    'man men boy boys guy guys gentleman gentlemen male males lad lads chap schoolboy laddie fellow he his him himself father dad son brother husband groom',
  ),
  woman: set(
    'woman women girl girls lady ladies female females lass schoolgirl lassie maiden daughter she her hers herself mother mom mum sister wife bride',
  ),
};

/** Words for people that leave it open. */
const open = set(
  'person people someone somebody child children kid kids toddler toddlers youngster baby babies adult adults player players crowd group couple family friend friends rider surfer skier climber biker cyclist snowboarder skateboarder athlete swimmer hiker team',
);

/** Whom a caption speaks of: of men or boys, of women or girls, of both, of people without saying; of nobody. */
export const genders = ['man', 'woman', 'both', 'open', 'nobody'] as const;
/** Whom a caption speaks of. */
export type Gender = (typeof genders)[number];

/**
 * Whom a caption speaks of, by its words alone.
 * @example
 * ```ts
 * import { genderOf } from 'captionlab/harm';
 *
 * genderOf('A girl and her dog'); // → 'woman'
 * genderOf('A child with a ball'); // → 'open'
 * ```
 */
export function genderOf(caption: string): Gender {
  const words = tokensUnder(protocols.coco, caption);
  const says = (those: ReadonlySet<string>) => words.some((word) => those.has(word));
  const [man, woman] = [says(gendered.man), says(gendered.woman)];
  if (man && woman) return 'both';
  if (man) return 'man';
  if (woman) return 'woman';
  return says(open) ? 'open' : 'nobody';
}

/**
 * Who is in a picture, going by what people say of it: at least `least` of them say man (or boy) and nobody says woman (or girl),
 * or the other way round. Undefined where they do not agree or do not say. Nobody asked who is in the picture.
 */
export function agreedGender(captions: readonly string[], least = 2): 'man' | 'woman' | undefined {
  const said = captions.map(genderOf);
  if (said.includes('both')) return undefined;
  const [men, women] = (['man', 'woman'] as const).map(
    (one) => said.filter((other) => other === one).length,
  );
  if (men >= least && women === 0) return 'man';
  return women >= least && men === 0 ? 'woman' : undefined;
}
