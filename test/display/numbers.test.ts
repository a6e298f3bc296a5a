import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  columnNumbers,
  durationText,
  numberText,
  percentText,
  shortNumber,
} from '../../lib/display/numbers.js';

test('numbers have their thousands grouped, a leading zero and a true minus sign', () => {
  assert.equal(numberText(101213), '101,213');
  assert.equal(numberText(0.0669, 3), '0.067');
  assert.equal(numberText(-12.5, 1), '−12.5');
  assert.equal(numberText(-0.0001, 2), '0.00', 'nothing is not less than nothing');
  assert.equal(percentText(0.9512), '95 %');
  assert.equal(percentText(0.9494, 1), '94.9 %');
});

test('a lone number has four significant digits, a whole one all of its own', () => {
  assert.deepEqual([-3.14251, 0.00012345, 2048000, 12345.6].map(shortNumber), [
    '−3.143',
    '0.0001235',
    '2,048,000',
    '12,346',
  ]);
});

test('the numbers of a column have as many decimals as the one that needs most, and no more than tell them apart', () => {
  const written = (values: number[]) => values.map(columnNumbers(values));
  assert.deepEqual(written([0.5, 0.123456]), ['0.5000', '0.1235']);
  assert.deepEqual(written([100.26, 2]), ['100.3', '2.0']);
  assert.deepEqual(written([1234.6, 2]), ['1,234.6', '2.0']);
  assert.deepEqual(written([1, 2, 3]), ['1', '2', '3']);
  assert.deepEqual(written([0.5, 0.25]), ['0.50', '0.25']);
  assert.deepEqual(written([0.00001]), ['0.0000100']);
});

test('a duration has at most two units', () => {
  assert.deepEqual([0.04, 9.94, 59.6, 200, 7500].map(durationText), [
    '0.0 s',
    '9.9 s',
    '1 min 00 s',
    '3 min 20 s',
    '2 h 05 min',
  ]);
});
