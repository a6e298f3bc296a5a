/** Scripts in which no blanks stand between words. */
const withoutBlanks =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });

/**
 * A caption with blanks between the words of scripts that write none (Chinese, Japanese, Thai and others), by Unicode's rules
 * and ICU's dictionaries; any other caption as it is.
 */
export function withBlanks(caption: string): string {
  if (!withoutBlanks.test(caption)) return caption;
  return [...segmenter.segment(caption)]
    .map(({ segment }) => segment.trim())
    .filter((segment) => segment !== '')
    .join(' ');
}
