/** Eigenvalues from the largest down, and for each its eigenvector of length 1. */
export interface Eigen {
  values: number[];
  vectors: Float64Array[];
}

/** Turns rows and columns p and q so that the entry [p, q] becomes zero. */
function rotate(matrix: Float64Array[], vectors: Float64Array[], p: number, q: number): void {
  const size = matrix.length;
  const theta = (matrix[q][q] - matrix[p][p]) / (2 * matrix[p][q]);
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cos = 1 / Math.sqrt(t * t + 1);
  const sin = t * cos;
  for (let k = 0; k < size; k++) {
    const [a, b] = [matrix[k][p], matrix[k][q]];
    matrix[k][p] = cos * a - sin * b;
    matrix[k][q] = sin * a + cos * b;
  }
  for (let k = 0; k < size; k++) {
    const [a, b] = [matrix[p][k], matrix[q][k]];
    matrix[p][k] = cos * a - sin * b;
    matrix[q][k] = sin * a + cos * b;
    const [u, v] = [vectors[p][k], vectors[q][k]];
    vectors[p][k] = cos * u - sin * v;
    vectors[q][k] = sin * u + cos * v;
  }
}

/** All eigenvalues and eigenvectors of a small symmetric matrix `[size, size]` (Jacobi's rotations, 1846). */
export function symmetricEigen(symmetric: ArrayLike<number>[]): Eigen {
  const size = symmetric.length;
  const matrix = symmetric.map((row) => Float64Array.from(row)); // [size][size]
  const vectors = matrix.map((_, i) => Float64Array.from(matrix, (_row, k) => (i === k ? 1 : 0)));
  const scale = Math.max(Number.MIN_VALUE, ...matrix.map((row) => Math.max(...row.map(Math.abs))));
  for (let sweep = 0; sweep < 30; sweep++) {
    let largest = 0;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        largest = Math.max(largest, Math.abs(matrix[p][q]));
        if (Math.abs(matrix[p][q]) > 1e-16 * scale) rotate(matrix, vectors, p, q);
      }
    }
    if (largest <= 1e-14 * scale) break;
  }
  const order = matrix.map((_, i) => i).sort((a, b) => matrix[b][b] - matrix[a][a]);
  return { values: order.map((i) => matrix[i][i]), vectors: order.map((i) => vectors[i]) };
}
