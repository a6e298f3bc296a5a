import type { JudgedAttribute } from '../../attributes.js';
import type { ErrorClass } from '../../error-classes.js';
import type { InspectedCaption, InspectedPicture, PictureMetric } from '../../inspector/types.js';
import type { ManyPictures, PictureTexts } from '../page-data.js';

/** One thing taken for another; `said` is absent where nothing was said. */
export interface Mistaken {
  attribute: JudgedAttribute;
  truth: string;
  said?: string;
}

/** Which pictures are shown, and in which order. */
export interface Choice {
  search: string;
  where: 'both' | 'model' | 'people';
  metric: PictureMetric;
  order: keyof typeof keys | 'alphabet';
  /** Pictures in any of these are shown; all, when it is empty. */
  classes: ReadonlySet<ErrorClass>;
  mistaken?: Mistaken;
  /** Only the pictures at these places. */
  slice?: { label: string; places: ReadonlySet<number> };
  /** Only pictures of which this is named and is not there. */
  absent?: string;
}

/** A caption's words as text. */
export const captionText = ({ words }: InspectedCaption) => words.map(({ word }) => word).join(' ');

const isWrong = ({ classes }: InspectedPicture) => !classes.includes('good');

/** A text's words in small letters. */
export const wordsIn = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

/** The greatest probability among the caption's words that a search finds; 0 where it finds none. */
function sureOf({ words }: InspectedCaption, search: string): number {
  const terms = wordsIn(search);
  const found = words.filter(({ word }) => terms.some((term) => word.startsWith(term)));
  return Math.max(0, ...found.map(({ probability }) => probability));
}

type Key = (picture: InspectedPicture, choice: Pick<Choice, 'search' | 'metric'>) => number;

/** What the pictures are ordered by, the largest first. */
const keys = {
  worst: ({ greedy }, { metric }) => -greedy.scores[metric],
  best: ({ greedy }, { metric }) => greedy.scores[metric],
  'sure-wrong': (picture) => Number(isWrong(picture)) + picture.greedy.confidence,
  sure: ({ greedy }) => greedy.confidence,
  unsure: ({ greedy }) => -greedy.confidence,
  longest: ({ greedy }) => greedy.words.length,
  shortest: ({ greedy }) => -greedy.words.length,
  word: ({ greedy }, { search }) => sureOf(greedy, search),
  'beam-gains': ({ greedy, beam }, { metric }) => beam.scores[metric] - greedy.scores[metric],
  'beam-loses': ({ greedy, beam }, { metric }) => greedy.scores[metric] - beam.scores[metric],
  data: () => 0,
} satisfies Record<string, Key>;

/** What is known of many pictures whose captions lie beside the page. */
export type ManyToChoose = Pick<ManyPictures, 'ranks'> & { texts?: readonly PictureTexts[] };

/** The pictures in the order chosen, of equals the earlier first. */
function inOrder<Placed extends { picture: InspectedPicture; place: number }>(
  placed: readonly Placed[],
  choice: Choice,
  many?: ManyToChoose,
): Placed[] {
  const { order } = choice;
  if (order === 'alphabet' && many) {
    const rank = ({ place }: Placed) => many.ranks[place];
    return [...placed].sort((a, b) => rank(a) - rank(b));
  }
  if (order === 'alphabet') {
    const compare = new Intl.Collator('en').compare;
    const keyed = placed.map((one) => ({ one, text: captionText(one.picture.greedy) }));
    return keyed.sort((a, b) => compare(a.text, b.text)).map(({ one }) => one);
  }
  const keyed = placed.map((one) => ({ one, key: keys[order](one.picture, choice) }));
  return keyed.sort((a, b) => b.key - a.key).map(({ one }) => one);
}

function textsOf({ imageId, greedy, beam, references }: InspectedPicture, where: Choice['where']) {
  const model = [captionText(greedy), captionText(beam)];
  return { model, people: references, both: [imageId, ...model, ...references] }[where];
}

/** True when every word searched for begins a word of the picture's texts. */
function isFound(picture: InspectedPicture, { search, where }: Choice): boolean {
  const terms = wordsIn(search);
  if (terms.length === 0) return true;
  const words = wordsIn(textsOf(picture, where).join(' '));
  return terms.every((term) => words.some((word) => word.startsWith(term)));
}

/** The same for many pictures: of their texts in small letters. */
function finderIn({ texts = [] }: ManyToChoose, { search, where }: Choice) {
  const patterns = wordsIn(search).map((term) => new RegExp(`(?<![\\p{L}\\p{N}])${term}`, 'u'));
  return ({ imageId }: InspectedPicture, place: number): boolean => {
    if (patterns.length === 0) return true;
    const [model, people] = texts[place];
    const text =
      where === 'both' ? `${imageId.toLowerCase()}\n${model}\n${people}` : { model, people }[where];
    return patterns.every((pattern) => pattern.test(text));
  };
}

function isMistaken({ judged }: InspectedPicture, mistaken?: Mistaken): boolean {
  if (!mistaken) return true;
  const found = judged?.[mistaken.attribute];
  return found?.truth === mistaken.truth && found.said === mistaken.said;
}

/**
 * The places of the pictures chosen, in the order chosen; of equals the earlier comes first.
 * @param many where the pictures' captions lie beside the page
 */
export function choosePictures(
  pictures: readonly InspectedPicture[],
  choice: Choice,
  many?: ManyToChoose,
): number[] {
  const isFoundAt = many && finderIn(many, choice);
  const chosen = pictures
    .map((picture, place) => ({ picture, place }))
    .filter(
      ({ picture, place }) =>
        (choice.classes.size === 0 || picture.classes.some((name) => choice.classes.has(name))) &&
        isMistaken(picture, choice.mistaken) &&
        (choice.slice?.places.has(place) ?? true) &&
        (choice.absent === undefined || picture.absent?.includes(choice.absent)) &&
        (isFoundAt ? isFoundAt(picture, place) : isFound(picture, choice)),
    );
  return inOrder(chosen, choice, many).map(({ place }) => place);
}
