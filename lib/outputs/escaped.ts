const escapesAnyway = '%(?=[0-9A-F]{2})';
const controls = '\\s\\x00-\\x1f\\x7f\\x85';

const percentEncoded = (character: string) =>
  [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
    .join('');

/**
 * A name as one word: white space and control characters as `%20`, as in addresses; all others stay, a `%` too, unless what
 * follows would make an escape of it. `unescaped` gives the name back.
 */
export function oneWord(name: string): string {
  return name.replace(new RegExp(`[${controls}]|${escapesAnyway}`, 'g'), percentEncoded);
}

/** A name on one line without tabs: like `oneWord`, but with its blanks as they are. */
export function oneField(name: string): string {
  return name.replace(new RegExp(`(?! )[${controls}]|${escapesAnyway}`, 'g'), percentEncoded);
}

/** The name of which `oneWord` or `oneField` made this; anything else that looks like an escape but is none stays. */
export function unescaped(text: string): string {
  return text.replace(/(?:%[0-9A-F]{2})+/g, (escapes) => {
    try {
      return decodeURIComponent(escapes);
    } catch {
      return escapes;
    }
  });
}
