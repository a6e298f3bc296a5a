import { createRandom } from '../engine/index.js';

/**
 * A matrix whose rows have length 1 and stand at right angles (Saxe et al. 2014): what an LSTM's recurrent kernel starts
 * from, so that repeating the step neither blows the state up nor lets it fade. By Gram and Schmidt from normal draws;
 * TensorFlow.js's own takes seconds for an LSTM of 256.
 * @returns `[rows, columns]`, row by row; rows must not exceed columns
 */
export function orthogonalRows(rows: number, columns: number, seed: number): Float32Array {
  const random = createRandom(`orthogonal ${seed}`);
  const result: Float64Array[] = [];
  while (result.length < rows) {
    const row = Float64Array.from({ length: columns }, random.normal);
    for (const earlier of result) {
      let dot = 0;
      for (let i = 0; i < columns; i++) dot += row[i] * earlier[i];
      for (let i = 0; i < columns; i++) row[i] -= dot * earlier[i];
    }
    const length = Math.hypot(...row);
    result.push(row.map((value) => value / length));
  }
  const flat = new Float32Array(rows * columns); // [rows, columns]
  result.forEach((row, r) => {
    flat.set(row, r * columns);
  });
  return flat;
}
