/** Scripts in which no blanks stand between words. */
const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether a text is of a script that writes no blanks between words. */
export const isWithoutBlanks = (text: string) => withoutBlanks.test(text);

const segmenters = new Map<string | undefined, Intl.Segmenter>();

function segmenterOf(language: string | undefined): Intl.Segmenter {
  const known = segmenters.get(language);
  if (known) return known;
  const made = new Intl.Segmenter(language, { granularity: 'word' });
  segmenters.set(language, made);
  return made;
}

/**
 * A caption with blanks between the words of scripts that write none (Chinese, Japanese, Thai and others), by Unicode's rules
 * and ICU's dictionaries; any other caption as it is.
 * @param language a BCP 47 tag, such as `ja`
 */
export function withBlanks(caption: string, language?: string): string {
  if (!isWithoutBlanks(caption)) return caption;
  return [...segmenterOf(language).segment(caption)]
    .map(({ segment }) => segment.trim())
    .filter((segment) => segment !== '')
    .join(' ');
}
