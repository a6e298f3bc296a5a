const MOST_LETTERS = 200;

/** A value of somebody's JSON as a message shows it: short, and whatever it is; undefined where there is none. */
export function shown(value: unknown): string | undefined {
  try {
    const text = JSON.stringify(value);
    return text?.length > MOST_LETTERS ? `${text.slice(0, MOST_LETTERS)}…` : text;
  } catch {
    return 'a value of too many levels'; // more than JSON.stringify can go down
  }
}
