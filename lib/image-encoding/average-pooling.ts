/**
 * Global average pooling: for each channel the mean of its answers over all places.
 * @param map `[rows][columns][channels]`
 * @returns `[channels]`
 */
export function averageOverPlaces(map: number[][][]): number[] {
  const places = map.flat(); // [rows * columns][channels]
  const sums = new Array(places[0].length).fill(0);
  for (const channels of places) {
    for (let c = 0; c < sums.length; c++) sums[c] += channels[c];
  }
  return sums.map((sum) => sum / places.length);
}
