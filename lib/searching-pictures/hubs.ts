/**
 * How probable the model finds just any caption, given each picture: the mean over some sentences, `[pictures]`.
 * @param logs `[sentences, pictures]`
 */
export function easeOf(logs: Float32Array, pictures: number): Float32Array {
  const sums = new Float32Array(pictures);
  for (const [at, value] of logs.entries()) sums[at % pictures] += value;
  const sentences = logs.length / pictures;
  return sums.map((sum) => sum / sentences);
}

/**
 * Log likelihoods less what each picture gives to any sentence: a picture whose captions are all likely no longer comes first
 * for every query.
 * @param logs `[queries, pictures]`
 * @param ease `[pictures]`
 */
export const lessEase = (logs: Float32Array, ease: Float32Array): Float32Array =>
  logs.map((value, at) => value - ease[at % ease.length]);

/**
 * The same less the mean over all pictures, query by query: how much more probable this picture makes the query than any
 * picture does. Query by query it is one number for all pictures, so their order stays.
 * @param logs `[queries, pictures]`
 */
export function lessQuery(logs: Float32Array, pictures: number): Float32Array {
  const means = new Float32Array(logs.length / pictures);
  for (const [at, value] of logs.entries()) means[Math.floor(at / pictures)] += value / pictures;
  return logs.map((value, at) => value - means[Math.floor(at / pictures)]);
}

/**
 * How often each picture is found first, the most often first: a search that is fair to its pictures finds each as often as it
 * is looked for.
 * @param scores `[queries, pictures]`
 */
export function foundFirst(
  scores: Float32Array,
  ids: readonly string[],
): { imageId: string; queries: number }[] {
  const counts = new Int32Array(ids.length);
  for (let row = 0; row < scores.length; row += ids.length) {
    let best = 0;
    for (let column = 1; column < ids.length; column++) {
      if (scores[row + column] > scores[row + best]) best = column;
    }
    counts[best]++;
  }
  return [...counts]
    .map((queries, i) => ({ imageId: ids[i], queries }))
    .sort((a, b) => b.queries - a.queries);
}
