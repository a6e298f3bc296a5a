// Notebook 12: one way to write each function. Others are as good.

export function mayLook(words: number): number[][] {
  const places = [...Array(words).keys()];
  return places.map((word) => places.map((other) => (other <= word ? 1 : 0)));
}

export function lookOf(question: number[], keys: number[][], values: number[][]): number[] {
  const root = Math.sqrt(question.length);
  const powers = keys.map((key) =>
    Math.exp(key.reduce((sum, one, i) => sum + one * question[i], 0) / root),
  );
  const sum = powers.reduce((all, power) => all + power, 0);
  return values[0].map((_, i) =>
    values.reduce((seen, value, k) => seen + (powers[k] / sum) * value[i], 0),
  );
}
