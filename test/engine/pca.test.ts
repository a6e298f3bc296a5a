import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { pca } from '../../lib/engine/pca.js';
import { createRandom } from '../../lib/engine/random.js';
import { symmetricEigen } from '../../lib/engine/symmetric-eigen.js';

const close = (a: number, b: number, within = 1e-6) =>
  assert.ok(Math.abs(a - b) <= within, `${a} is not within ${within} of ${b}`);

describe('eigenvalues of a symmetric matrix', () => {
  test('of [[2, 1], [1, 2]] they are 3 and 1', () => {
    const { values, vectors } = symmetricEigen([
      [2, 1],
      [1, 2],
    ]);
    close(values[0], 3, 1e-12);
    close(values[1], 1, 1e-12);
    close(Math.abs(vectors[0][0]), Math.SQRT1_2, 1e-12);
    close(vectors[0][0], vectors[0][1], 1e-12);
  });

  test('matrix times eigenvector is eigenvalue times eigenvector', () => {
    const random = createRandom(1);
    const half = Array.from({ length: 7 }, () => Array.from({ length: 7 }, random.normal));
    const matrix = half.map((row, i) => row.map((value, j) => value + half[j][i]));
    const { values, vectors } = symmetricEigen(matrix);
    for (const [at, vector] of vectors.entries()) {
      for (const [i, row] of matrix.entries()) {
        const product = row.reduce((sum, value, j) => sum + value * vector[j], 0);
        close(product, values[at] * vector[i], 1e-9);
      }
    }
    assert.deepEqual(
      values,
      [...values].sort((a, b) => b - a),
    );
  });
});

describe('principal components', () => {
  const random = createRandom(2);

  test('points on a line lie on its direction, and on nothing else', () => {
    const rows = [-2, -1, 0, 1, 2].map((t) => [1 + 3 * t, 2 + 4 * t, 5]);
    const { points, directions, explained, mean } = pca(rows);
    assert.deepEqual(
      [...mean].map((x) => Math.round(1e9 * x) / 1e9),
      [1, 2, 5],
    );
    close(directions[0][0], 0.6);
    close(directions[0][1], 0.8);
    close(explained[0], 1);
    close(explained[1], 0);
    points.forEach(([x, y], at) => {
      close(x, 5 * (at - 2));
      close(y, 0);
    });
  });

  test('variances along hidden perpendicular directions are found in order', () => {
    const spread = [1, 7, 3, 0.1];
    const rows = Array.from({ length: 4000 }, () => spread.map((s) => s * random.normal()));
    const { directions, explained } = pca(rows, 3);
    for (const [at, axis] of [1, 2, 0].entries()) close(Math.abs(directions[at][axis]), 1, 0.01);
    const total = 49 + 9 + 1 + 0.01;
    close(explained[0], 49 / total, 0.02);
    close(explained[1], 9 / total, 0.02);
  });

  test('directions are perpendicular, of length 1, and no others carry more variance', () => {
    const rows = Array.from({ length: 60 }, () =>
      Float32Array.from({ length: 300 }, random.normal),
    );
    const { directions, points } = pca(rows, 3);
    const dot = (a: Float64Array, b: Float64Array) => a.reduce((sum, x, i) => sum + x * b[i], 0);
    directions.forEach((a, i) => {
      for (const [j, b] of directions.entries()) close(dot(a, b), i === j ? 1 : 0, 1e-9);
    });
    const variance = [0, 1, 2].map((at) => points.reduce((sum, point) => sum + point[at] ** 2, 0));
    assert.ok(variance[0] >= variance[1] && variance[1] >= variance[2]);
    const gram = rows.map((a) => rows.map((b) => a.reduce((sum, x, i) => sum + x * b[i], 0)));
    const mean = (row: number[]) => row.reduce((sum, x) => sum + x, 0) / row.length;
    const all = mean(gram.map(mean));
    const centred = gram.map((row, i) =>
      row.map((value, j) => value - mean(gram[i]) - mean(gram[j]) + all),
    );
    const { values } = symmetricEigen(centred);
    variance.forEach((value, at) => {
      close(value / values[at], 1, 1e-5);
    });
  });

  test('the same rows give the same map', () => {
    const rows = Array.from({ length: 20 }, () => Array.from({ length: 10 }, random.normal));
    assert.deepEqual(pca(rows), pca(rows));
  });

  test('rows without any difference, and fewer rows than dimensions, give zeros', () => {
    assert.deepEqual(pca([[1, 2]], 2).points, [[0, 0]]);
    const same = pca([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
    assert.deepEqual(same.explained, [0, 0]);
    assert.deepEqual(same.points.flat(), [0, 0, 0, 0, 0, 0]);
  });
});
