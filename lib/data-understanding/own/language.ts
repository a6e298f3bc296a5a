import { UserError } from '../../outputs/index.js';

/** Scripts that one language writes above all, by what Unicode calls them. */
const scripts: Record<string, string> = {
  Hangul: 'ko',
  Thai: 'th',
  Lao: 'lo',
  Khmer: 'km',
  Myanmar: 'my',
  Devanagari: 'hi',
  Bengali: 'bn',
  Gurmukhi: 'pa',
  Gujarati: 'gu',
  Oriya: 'or',
  Tamil: 'ta',
  Telugu: 'te',
  Kannada: 'kn',
  Malayalam: 'ml',
  Sinhala: 'si',
  Arabic: 'ar',
  Hebrew: 'he',
  Greek: 'el',
  Cyrillic: 'ru',
  Georgian: 'ka',
  Armenian: 'hy',
  Ethiopic: 'am',
};

/** Small words that hardly a sentence of a language stands without, and that the others here do not have. */
const smallWords: Record<string, string> = {
  en: 'the and is on with of in are at to from his her two their a an',
  de: 'der die das und ist ein eine einen einem auf mit im am liegt steht zwei sich von den dem',
  fr: 'le la les et est un une des dans sur avec du au aux qui deux il elle',
  es: 'el la los las y es un una en con del al dos sobre su está que',
  it: 'il la lo gli e è un una nel nella con del della su sul di che due',
  pt: 'o a os as e é um uma em no na com do da dois sobre ao está',
  nl: 'de het een en is op met van in zijn twee naar voor aan bij',
  pl: 'i w na z jest się do po przy pod dwa dwie który nad',
  tr: 'bir ve bu üzerinde ile için iki yanında içinde olan',
  sv: 'en ett och är på med i av två som står ligger till',
  ru: 'и в на с по из у под над стоит лежит два две',
  uk: 'і й в у на з та під над стоїть лежить два дві є',
};
const wordSets = Object.entries(smallWords).map(([language, words]) => ({
  ...{ language, words: new Set(words.split(' ')) },
}));
const scriptTests = Object.entries(scripts).map(([script, language]) => ({
  ...{ language, letters: new RegExp(`\\p{Script=${script}}`, 'gu') },
}));

/** Fewer captions in a language are more likely mistaken for it: a name, a word that two languages have. */
const LEAST_SHARE = 0.05;

const countOf = (text: string, letters: RegExp) => text.match(letters)?.length ?? 0;

/** The language of most of a caption's small words, among some; undefined where none of them stands in it. */
function byWords(caption: string, among: (language: string) => boolean): string | undefined {
  const words = caption.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const hits = wordSets
    .filter(({ language }) => among(language))
    .map((set) => ({ ...set, hits: words.filter((word) => set.words.has(word)).length }))
    .sort((a, b) => b.hits - a.hits);
  const [first, second] = hits;
  return first.hits > 0 && first.hits > (second?.hits ?? 0) ? first.language : undefined;
}

const isCyrillic = (language: string) => ['ru', 'uk'].includes(language);

/** The language of a caption as its script or its small words tell it; undefined where they do not. */
function languageOfCaption(caption: string): string | undefined {
  if (countOf(caption, /[\p{Script=Hiragana}\p{Script=Katakana}]/gu) > 0) return 'ja';
  if (countOf(caption, /\p{Script=Han}/gu) > 0) return 'zh';
  const latin = countOf(caption, /\p{Script=Latin}/gu);
  const counts = scriptTests
    .map(({ language, letters }) => ({ language, count: countOf(caption, letters) }))
    .sort((a, b) => b.count - a.count);
  const [most] = counts;
  if (most.count <= latin) return byWords(caption, (language) => !isCyrillic(language));
  return most.language === 'ru' ? (byWords(caption, isCyrillic) ?? 'ru') : most.language;
}

/**
 * The languages of some captions and how many captions are in each, the commonest first. Captions whose language does not
 * show, and those of a language of hardly any, count for the commonest.
 * @example
 * ```ts
 * import { languagesOf } from 'captionlab/data-understanding';
 *
 * languagesOf(['Der Hund liegt auf dem Sofa.', 'Ein Ball']); // → [{ language: 'de', captions: 2 }]
 * ```
 */
export function languagesOf(captions: readonly string[]): { language: string; captions: number }[] {
  const counts = new Map<string, number>();
  let unknown = 0;
  for (const caption of captions) {
    const language = languageOfCaption(caption);
    if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
    else unknown++;
  }
  const found = [...counts]
    .map(([language, count]) => ({ language, captions: count }))
    .sort((a, b) => b.captions - a.captions);
  const spoken = found.filter((one) => one.captions >= LEAST_SHARE * captions.length);
  const others = found.filter((one) => !spoken.includes(one));
  if (spoken.length > 0)
    spoken[0].captions += others.reduce((sum, one) => sum + one.captions, unknown);
  return spoken;
}

/** A language's name in English. */
export const languageName = (language: string): string =>
  new Intl.DisplayNames('en', { type: 'language' }).of(language) ?? language;

/**
 * A language as it is named by a BCP 47 tag: `de`, `zh-Hant`.
 * @throws UserError where it is none
 */
export function readLanguage(tag: string): string {
  try {
    const language = new Intl.Locale(tag).toString();
    if (languageName(language) !== language) return language;
  } catch {
    // said below
  }
  throw new UserError(
    `"${tag}" is no language that is known: expected a tag such as en, de or zh-Hant.`,
  );
}
