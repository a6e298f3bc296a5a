import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { durationText } from '../../lib/display/numbers.js';
import { progressBar, progressText, rateText, summaryText } from '../../lib/display/progress.js';

/** What a bar writes where there is neither a notebook nor a terminal. */
function written(work: () => void): string[] {
  const lines: string[] = [];
  const isTTY = Object.getOwnPropertyDescriptor(process.stderr, 'isTTY');
  Object.defineProperty(process.stderr, 'isTTY', { value: false, configurable: true });
  const write = mock.method(process.stderr, 'write', (text: string) => Boolean(lines.push(text)));
  try {
    work();
  } finally {
    write.mock.restore();
    if (isTTY) Object.defineProperty(process.stderr, 'isTTY', isTTY);
  }
  return lines;
}

test('without a terminal a bar is a line every quarter and a summary', () => {
  const clock = mock.method(performance, 'now', () => clock.mock.callCount() * 1000);
  const lines = written(() => {
    const bar = progressBar('Encoding', 1200, 'pictures');
    for (let i = 0; i < 1200; i++) bar.advance();
    bar.done('2 skipped');
  });
  clock.mock.restore();
  const starts = ['0 %', '25 %', '50 %', '75 %', '1,200 pictures in '];
  assert.equal(lines.length, starts.length);
  for (const [at, start] of starts.entries())
    assert.ok(lines[at].startsWith(`Encoding: ${start}`), lines[at]);
  assert.match(lines[2], /600 of 1,200 pictures/);
  assert.match(lines[4], /2 skipped\n$/);
});

test('work that stops early says how far it came, and done twice says it once', () => {
  const lines = written(() => {
    const bar = progressBar('Training', 30, 'epochs');
    bar.advance(12);
    bar.done();
    bar.done();
    bar.advance();
  });
  assert.match(lines.at(-1)!, /^Training: 12 of 30 epochs in /);
  assert.equal(lines.filter((line) => line.includes(' in ')).length, 1);
});

test('nothing to do is done at once', () => {
  const lines = written(() => progressBar('Nothing', 0).done());
  assert.match(lines.at(-1)!, /^Nothing: 0 in /);
});

test('times are said as people say them', () => {
  assert.equal(durationText(4.21), '4.2 s');
  assert.equal(durationText(9.97), '10 s');
  assert.equal(durationText(59.6), '1 min 00 s');
  assert.equal(durationText(200), '3 min 20 s');
  assert.equal(durationText(7500), '2 h 05 min');
  assert.equal(rateText(1234.5), '1,230 /s');
  assert.equal(rateText(0.4), '2.5 s each');
  assert.equal(rateText(0), '');
});

test('a bar in words says what is done, how fast, and how long it will take', () => {
  const progress = {
    label: 'Encoding',
    unit: 'pictures',
    count: 360,
    total: 800,
    seconds: 3,
    rate: 120,
    note: 'loss 2',
  };
  assert.equal(progressText(progress), '45 % · 360 of 800 pictures · 120 /s · 3.7 s left · loss 2');
  assert.equal(
    summaryText({ ...progress, count: 800, note: '' }),
    'Encoding: 800 pictures in 3.0 s',
  );
});
