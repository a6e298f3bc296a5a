import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { onEngines } from '../../lib/bench/contenders.js';
import { hashed, hashedWords } from '../../lib/bench/hashed.js';
import { pairedRatios, spreadOf } from '../../lib/bench/ratios.js';
import { runBenchmark } from '../../lib/bench/run-benchmark.js';
import { textTable } from '../../lib/bench/text-table.js';
import type { Benchmark, BenchmarkCase, Contender } from '../../lib/bench/types.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { captionlab } from '../cli/command-line.js';
import { typed } from '../cli/typed.js';

interface Toy {
  times?: number[];
  values?: Record<string, number>;
  log?: string;
  absent?: string;
  diesInRound?: number;
  fails?: string;
}

const toy = (label: string, behaviour: Toy): Contender => ({
  label,
  launch: () => ({
    program: process.execPath,
    words: [join(import.meta.dirname, 'toy-contender.js'), JSON.stringify({ label, ...behaviour })],
  }),
});

const oneCase = (name: string, more: Partial<BenchmarkCase> = {}): BenchmarkCase => ({
  name,
  settings: {},
  amount: { count: 1, of: 'cats' },
  ...more,
});

const toyBenchmark = (contenders: Contender[], cases = [oneCase('small')]): Benchmark => ({
  ...{ name: 'toy', title: 'toys', measures: 'nothing', baseline: 'a', quick: true },
  ...{ contenders, cases, rounds: 2 },
});

test('a spread is the median, the smallest and the largest of some numbers', () => {
  assert.deepEqual(spreadOf([9, 1, 4]), { median: 4, min: 1, max: 9 });
  assert.equal(spreadOf([]), undefined);
});

test('ratios are taken within a round, and only where both have a sample', () => {
  assert.deepEqual(pairedRatios([2, 30, 4], [1, 10, 4]), [2, 3, 1]);
  assert.deepEqual(pairedRatios([2, null, 4], [1, 10, null]), [2]);
  assert.deepEqual(pairedRatios([2, 3], []), []);
});

test('every round asks each contender in turn, after all have warmed up', async () => {
  const log = join(mkdtempSync(join(tmpdir(), 'bench-')), 'log');
  const contenders = ['a', 'b'].map((label) => toy(label, { times: [1, 1, 1, 1], log }));
  await runBenchmark(toyBenchmark(contenders, [oneCase('small'), oneCase('large')]));
  const round = ['a time small', 'b time small', 'a time large', 'b time large'];
  assert.deepEqual(readFileSync(log, 'utf8').trim().split('\n'), [
    ...['a prepare small', 'b prepare small', 'a prepare large', 'b prepare large'],
    ...round,
    ...round,
  ]);
});

test('a slow round counts for both sides: the ratio is the median of the rounds', async () => {
  const contenders = [toy('a', { times: [1, 100, 2] }), toy('b', { times: [3, 200, 4] })];
  const [{ contenders: results }] = (await runBenchmark(toyBenchmark(contenders), 3)).cases;
  assert.deepEqual(results[0].milliseconds, { median: 2, min: 1, max: 100 });
  assert.deepEqual(results[0].perSecond, 500);
  assert.deepEqual(results[1].ratio, { median: 2, min: 2, max: 3, samples: [3, 2, 2] });
});

test('a case compared with another is so many times faster a pair', async () => {
  const cases = [
    oneCase('pairs', { amount: { count: 10, of: 'pairs' } }),
    oneCase('captions', { amount: { count: 40, of: 'pairs' }, against: 'pairs' }),
  ];
  // Two rounds, both cases in each: 1 and 2 ms a pair, then 0.1 and 0.4.
  const result = await runBenchmark(toyBenchmark([toy('a', { times: [10, 4, 20, 16] })], cases));
  assert.equal(result.cases[0].contenders[0].speedUp, undefined);
  assert.deepEqual(result.cases[1].contenders[0].speedUp, { median: 7.5, min: 5, max: 10 });
});

test('who is not present is listed with the reason, and another is the baseline', async () => {
  const contenders = [
    { label: 'a', launch: () => 'not installed (pip install tensorflow)' },
    toy('b', { absent: 'no such engine' }),
    toy('c', { times: [2, 2] }),
    toy('d', { times: [4, 4] }),
  ];
  const result = await runBenchmark(toyBenchmark(contenders));
  assert.deepEqual(result.contenders, [
    { label: 'a', absent: 'not installed (pip install tensorflow)' },
    { label: 'b', absent: 'no such engine' },
    { label: 'c', facts: { label: 'c' } },
    { label: 'd', facts: { label: 'd' } },
  ]);
  assert.deepEqual(result.faults, []);
  assert.equal(result.baseline, 'c');
  const text = textTable(result);
  assert.match(text, /a: not installed \(pip install tensorflow\)/);
  assert.match(text, /b: no such engine/);
  assert.match(text, /d +4\.00 ms +2\.00 \(2\.00 to 2\.00\) x c/);
});

test('one that dies is reported with its last words, and the others go on', async () => {
  const contenders = [
    toy('a', { times: [1, 1, 1] }),
    toy('b', { times: [2, 2, 2], diesInRound: 2 }),
    toy('c', { times: [3, 3, 3] }),
    { label: 'd', launch: () => ({ program: process.execPath, words: ['-e', 'process.exit(7)'] }) },
    { label: 'e', launch: () => ({ program: 'no-such-program', words: [] }) },
  ];
  const result = await runBenchmark(toyBenchmark(contenders), 3);
  const [{ contenders: results }] = result.cases;
  assert.deepEqual(
    results.map(({ samples }) => samples),
    [
      [1, 1, 1],
      [2, null, null],
      [3, 3, 3],
    ],
  );
  assert.equal(results[1].ratio?.median, 2);
  assert.deepEqual(result.faults, [
    'd did not start: ended with code 7',
    'e did not start: spawn no-such-program ENOENT',
    'small: b failed: ended with code 3: Error: out of memory',
  ]);
  assert.match(textTable(result), /!!! small: b failed/);
});

test('one that cannot do one of the cases does the others', async () => {
  const cases = [oneCase('small'), oneCase('large')];
  const contenders = [toy('a', { times: [1, 1], fails: 'small' })];
  const result = await runBenchmark(toyBenchmark(contenders, cases));
  assert.deepEqual(
    result.cases.map((one) => one.contenders[0].samples),
    [
      [null, null],
      [1, 1],
    ],
  );
  assert.deepEqual(result.faults, ['small: a failed: no such work']);
});

test('contenders whose values differ do not do the same work', async () => {
  const times = [1, 1];
  const valued = (label: string, loss: number) => toy(label, { times, values: { loss } });
  const contenders = [valued('a', 7), valued('b', 7.0009), valued('c', 7.002)];
  const { faults } = await runBenchmark(toyBenchmark(contenders));
  assert.deepEqual(faults, ['small: loss is 7.002 in c and 7 in a: not the same work']);
});

test('a task in TypeScript runs on the engine it is asked for', async () => {
  const task = join(projectRoot, 'lib', 'bench', 'matmul', 'task.ts');
  const settings = { rows: 2, inner: 3, columns: 2 };
  const benchmark = toyBenchmark(onEngines(task, ['cpu', 'abacus']), [
    oneCase('tiny', { settings }),
  ]);
  const { contenders, cases, faults } = await runBenchmark(benchmark, 1);
  assert.equal(contenders[0].facts?.engine, 'plain JavaScript (slow)');
  assert.match(contenders[1].absent ?? '', /abacus/);
  assert.deepEqual(faults, []);
  const [a, b] = [hashed(6, 1), hashed(6, 2)];
  const first = (a[0] * b[0] + a[1] * b[2] + a[2] * b[4]) / Math.sqrt(3);
  const { values, samples } = cases[0].contenders[0];
  assert.ok(Math.abs((values?.first ?? 0) - first) < 1e-6);
  assert.ok((samples[0] ?? 0) > 0);
});

test('the numbers that contenders share fill their range', () => {
  const [least, , most] = [...hashed(999, 5, 2)]
    .sort((a, b) => a - b)
    .filter((_, i) => i % 499 === 0);
  assert.ok(least >= -2 && least < -1.98 && most <= 2 && most > 1.98);
  assert.deepEqual(new Set(hashedWords(100, 5, 4)), new Set([1, 2, 3]));
});

test('bench writes what it measured as JSON', async () => {
  const outputs = mkdtempSync(join(tmpdir(), 'bench-'));
  const { code, stdout, stderr } = await captionlab(['bench', 'lstm', '--rounds', '2', '--json'], {
    CAPTIONLAB_OUTPUTS: outputs,
  });
  assert.equal(code, 0, stderr);
  const written = JSON.parse(readFileSync(join(outputs, 'bench', 'lstm.json'), 'utf8'));
  assert.deepEqual(JSON.parse(stdout), [written]);
  assert.equal(written.machine.node, process.versions.node);
  const wasm = written.cases[0].contenders.find(({ label }: Contender) => label === 'wasm');
  assert.equal(wasm.samples.length, 2);
});

test('an unknown benchmark exits with 2 and the list of those there are', async () => {
  const { code, stderr } = await typed(['bench', 'speed']);
  assert.equal(code, 2);
  assert.match(stderr, /speed.*matmul, conv2d, lstm, training-step/s);
});
