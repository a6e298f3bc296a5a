/**
 * Shows what takes some knowledge about each picture; where a data set lacks it, says so instead.
 * @param known by image id; empty where nothing is known
 * @param what is known, in words: "what each picture truly shows"
 */
export async function showIfKnown(
  known: ReadonlyMap<string, unknown>,
  what: string,
  show: () => unknown,
): Promise<void> {
  if (known.size > 0) await show();
  else console.log(`This needs to know ${what}. Of these pictures nobody has written it down.`);
}
