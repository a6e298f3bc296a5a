/** A vector for every word of a vocabulary. */
export interface EmbeddingMatrix {
  /** `[vocabulary, embedding]`, row by row; row 0, padding, and the rows of `missing` are zeros. */
  rows: Float32Array;
  /** Numbers in a vector. */
  width: number;
  /** Words of the vocabulary that have no vector. */
  missing: string[];
  /** Where the vectors come from: a file's name, or the text they were trained on. */
  source: string;
}
