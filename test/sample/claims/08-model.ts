import assert from 'node:assert/strict';
import type { Claims, ShownRow } from '../executed.js';

const column = (rows: ShownRow[], name: string) => rows.map((row) => Number(row[name]));
const lowest = (values: number[]) => values.indexOf(Math.min(...values));
const last = (values: number[]) => values[values.length - 1];
const rising = (values: number[]) =>
  values.slice(1).every((value, i) => Math.abs(value) >= Math.abs(values[i]));

/** What notebook 08 says of its run. */
export const claims: Claims = {
  'parameters-by-hand-agree': ({ table }) => {
    const rows = table('by hand', 'by the model');
    assert.equal(rows.length, 5);
    for (const row of rows) assert.equal(row['by hand'], row['by the model']);
  },
  'picture-and-lstm-hold-most': ({ table }) => {
    const rows = table('layer', 'by the model');
    const of = (layer: string) =>
      Number(rows.find((row) => row.layer === layer)?.['by the model'] ?? Number.NaN);
    const [{ trained }] = table('trained', 'frozen');
    assert.ok((of('picture_dense') + of('caption_lstm')) / Number(trained) > 0.6);
  },
  'starts-by-guessing': ({ table }) => {
    const [row] = table('ln of the vocabulary', 'untrained model');
    assert.ok(Math.abs(Number(row['ln of the vocabulary']) - Number(row['untrained model'])) < 0.2);
  },
  'untrained-says-the-same': ({ table }) => {
    const rows = table('is given', 'would say');
    assert.ok(new Set(rows.map((row) => row['would say'])).size <= 2 && rows.length >= 6);
  },
  'each-word-costs-a-guess': ({ table }) => {
    const [{ 'ln of the vocabulary': guess }] = table('ln of the vocabulary');
    for (const loss of column(table('is given', 'loss (nats)'), 'loss (nats)'))
      assert.ok(Math.abs(loss - Number(guess)) < 0.8, `${loss} beside ${guess}`);
  },
  'caption-loss-by-hand': ({ printed }) => {
    const [, hand, trained] = printed.match(/By hand ([\d.]+), .* computes it ([\d.]+)/) ?? [];
    assert.ok(Math.abs(Number(hand) - Number(trained)) < 1e-5, `${hand}, ${trained}`);
  },
  'best-step-in-the-middle': ({ table }) => {
    const apart = column(table('step h', 'analytic'), 'relative difference (%)');
    const best = lowest(apart);
    assert.ok(best > 0 && best < apart.length - 1 && apart[best] < 1, apart.join(' '));
    assert.ok(last(apart) > 50, 'the smallest step says nothing');
    assert.ok(apart[0] > 5 * apart[best], 'the largest is not the slope');
  },
  'adam-by-hand-agrees': ({ table }) => {
    const differences = column(table('moved by', 'difference'), 'difference');
    assert.equal(differences.length, 4);
    for (const difference of differences) assert.ok(difference < 1e-8, `${difference}`);
  },
  'adam-moves-by-the-rate': ({ table }) => {
    const rows = table('gradient', 'moved by');
    const [gradients, moves] = ['gradient', 'moved by'].map((name) =>
      column(rows, name).map(Math.abs),
    );
    assert.ok(Math.abs(moves[0] - 0.002) < 1e-5, `${moves[0]}`);
    assert.ok(last(gradients) < gradients[0] / 10, gradients.join(' '));
    assert.ok(last(moves) > moves[0] / 2, moves.join(' '));
  },
  'one-pass-is-the-same': ({ table }) => {
    const [pairs, onePass] = table('way', 'LSTM steps', 'milliseconds');
    assert.equal(pairs.loss, onePass.loss);
    for (const what of ['LSTM steps', 'milliseconds'])
      assert.ok(Number(pairs[what]) > 3 * Number(onePass[what]), what);
  },
  'losses-fall-fast-at-first': ({ table }) => {
    const rows = table('training loss', 'dev loss');
    for (const name of ['training loss', 'dev loss']) {
      const losses = column(rows, name);
      const falls = losses.slice(1).map((loss, i) => losses[i] - loss);
      assert.equal(falls.indexOf(Math.max(...falls)), 0, `${name}: ${falls}`);
    }
  },
  'dev-below-then-above': ({ table }) => {
    const rows = table('training loss', 'dev loss');
    const gaps = rows.map((row) => Number(row['dev loss']) - Number(row['training loss']));
    assert.ok(gaps[0] < 0 && last(gaps) > 0, gaps.join(' '));
  },
  'running-mean-lags': ({ table }) => {
    const [during, after] = column(table('measured', 'change'), 'loss (nats)');
    assert.ok(after < during, `${during}, ${after}`);
  },
  'dropout-costs': ({ table }) => {
    const [, dropped, whole] = column(table('measured', 'change'), 'loss (nats)');
    assert.ok(whole < dropped, `${dropped}, ${whole}`);
  },
  'new-captions-cost': ({ table }) => {
    const [during, , whole, dev] = column(table('measured', 'change'), 'loss (nats)');
    assert.ok(dev > whole && dev - during < dev - whole, `${during}, ${whole}, ${dev}`);
  },
  'loops-equal-the-layer': ({ table }) => {
    const rows = table('words read', 'largest difference');
    for (const difference of column(rows, 'largest difference'))
      assert.ok(difference < 1e-6, `${difference}`);
    assert.ok(Math.max(...column(rows, 'largest output')) > 0.5, 'the outputs are not all near 0');
  },
  'half-open-at-the-start': ({ figure }) => {
    const [{ z }] = figure().data as { z: number[][] }[];
    for (const [start] of z) assert.ok(start > 0.4 && start < 0.6, `${start}`);
  },
  'units-swing-means-do-not': ({ figure }) => {
    const [{ y, z }] = figure().data as { y: string[]; z: number[][] }[];
    for (const [i, values] of z.entries()) {
      const range = Math.max(...values) - Math.min(...values);
      if (y[i].endsWith('mean')) assert.ok(range < 0.4, `${y[i]} ${range}`);
      else assert.ok(range > 0.8, `${y[i]} ${range}`);
    }
  },
  'a-unit-shuts-at-places': ({ table }) => {
    const rows = table('word', 'times read', 'on average');
    const words = rows.map(({ word }) => String(word));
    assert.ok(rising(column(rows, 'on average')), 'sorted from shut to open');
    for (const place of ['grass', 'snow']) assert.ok(words.indexOf(place) < 2, words.join(' '));
    assert.ok(words.indexOf('is') >= words.length - 2, words.join(' '));
    assert.ok(
      words.slice(-2).some((word) => word.endsWith('ing')),
      words.join(' '),
    );
  },
  'same-word-other-gate': ({ table }) => {
    const rows = table('least open', 'most open');
    const apart = rows.map((row) => Number(row['most open']) - Number(row['least open']));
    assert.ok(apart.filter((range) => range > 0.7).length >= 3, apart.join(' '));
  },
  'cheap-words-and-dear-ones': ({ table }) => {
    const losses = column(table('should say', 'loss (nats)'), 'loss (nats)');
    assert.ok(losses.filter((loss) => loss < 0.2).length >= 2, losses.join(' '));
    assert.ok(losses.filter((loss) => loss > 2).length >= 2, losses.join(' '));
  },
  'mean-losses-agree': ({ table }) => {
    const [pairs, onePass] = table('mean loss', 'standard error');
    const apart = Math.abs(Number(pairs['mean loss']) - Number(onePass['mean loss']));
    const errors = Math.hypot(Number(pairs['standard error']), Number(onePass['standard error']));
    assert.ok(apart < 2 * errors, `${apart} beside ${errors}`);
  },
  'one-pass-scatters-more': ({ table, printed }) => {
    const [pairs, onePass] = table('noise of one draw');
    assert.ok(Number(onePass['noise of one draw']) > Number(pairs['noise of one draw']));
    const ratio = Number(printed.match(/against pairs: ([\d.]+) to 1/)?.[1]);
    assert.ok(ratio > 1 && ratio < 2, `${ratio}`);
  },
  'gradients-meet-by-chance-law': ({ figure }) => {
    const [measured, chance] = figure().data as { y: number[] }[];
    for (const [i, expected] of chance.y.entries()) {
      if (i < 3) continue;
      const ratio = measured.y[i] / expected;
      assert.ok(ratio > 0.75 && ratio < 1.3, `after ${i + 1} draws ${ratio}`);
    }
    assert.ok(last(measured.y) < measured.y[0] / 3);
  },
  'dev-turns-upwards': ({ figure }) => {
    const [train, dev] = figure().data as { y: number[] }[];
    assert.equal(lowest(train.y), train.y.length - 1);
    const best = lowest(dev.y);
    assert.ok(best > 2 && best < 16, `${best + 1}`);
    assert.ok(last(dev.y) > dev.y[best] + 0.4, `${dev.y[best]} to ${last(dev.y)}`);
  },
  'dropout-delays-it': ({ table }) => {
    const rows = table('dev loss', 'half dropped: dev loss');
    const [whole, half] = ['dev loss', 'half dropped: dev loss'].map((name) => column(rows, name));
    const [turnWhole, turnHalf] = [whole, half].map(lowest);
    assert.ok(turnHalf > turnWhole && turnHalf < half.length - 1, `${turnWhole}, ${turnHalf}`);
    assert.ok(half[turnHalf] < whole[turnWhole], 'lower');
    assert.ok(last(half) - half[turnHalf] < last(whole) - whole[turnWhole], 'climbs less');
  },
  'lag-shrinks': ({ table }) => {
    const rows = table('training loss', 'after the epoch');
    const lags = rows.map((row) => Number(row['training loss']) - Number(row['after the epoch']));
    assert.ok(lags[0] > 0.3 && last(lags) < lags[0] / 3, lags.join(' '));
  },
  'dropout-gap-stays': ({ table }) => {
    const row = table('training loss', 'after the epoch').at(-1) as ShownRow;
    const whole = Number(row['training loss']) - Number(row['after the epoch']);
    const half =
      Number(row['half dropped: training loss']) - Number(row['half dropped: after the epoch']);
    assert.ok(half > 1.5 * whole, `${half} beside ${whole}`);
  },
  'still-falling-on-all': ({ table }) => {
    const losses = column(table('training loss', 'captions per second'), 'dev loss');
    assert.equal(lowest(losses), losses.length - 1, losses.join(' '));
  },
  'best-trial-first': ({ table }) => {
    const [rows, score] = trialsIn(table);
    const scores = column(rows, score);
    assert.ok(rows.length >= 4 && scores.every((value) => value <= scores[0]), scores.join(' '));
  },
  'two-orders': ({ table }) => {
    const [rows] = trialsIn(table);
    const losses = column(rows, 'dev loss');
    assert.equal(lowest(losses), 0, losses.join(' '));
    assert.ok(
      losses.slice(2).some((loss, i) => loss < losses[i + 1]),
      losses.join(' '),
    );
  },
};

/** The trials' table, and what its column of CIDEr is called: it may name the protocol. */
function trialsIn(table: (...columns: string[]) => ShownRow[]): [ShownRow[], string] {
  const rows = table('dropout', 'best epoch', 'dev loss');
  const score = Object.keys(rows[0]).find((name) => name.startsWith('CIDEr')) as string;
  return [rows, score];
}
