import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Growth,
  type GrowthPoint,
  growthLine,
  lineAt,
  lineThrough,
} from '../../lib/bench/growth/lines.js';
import { type Stage, stages } from '../../lib/bench/growth/stages.js';
import { growthPicture, growthTable, growthText } from '../../lib/bench/growth/tables.js';

const cats: Stage = { ...stages[2], does: 'cats are told', count: 100, coco: 500 };

/** A stage of so many seconds and MiB for so many cats. */
function measured(secondsOf: (count: number) => number, memoryOf: (count: number) => number) {
  const points = [1, 5, 20].map((factor): GrowthPoint => {
    const count = factor * cats.count;
    return { factor, count, seconds: secondsOf(count), memoryMiB: memoryOf(count) };
  });
  return growthLine(cats, points);
}

const growthOf = (line: Growth['lines'][number]): Growth => ({
  date: '2026-11-29T00:00:00Z',
  machine: { cpu: 'Abacus', cores: 2, memoryGiB: 4, platform: 'linux x64', node: '20.0.0' },
  engine: 'beads',
  lines: [line],
});

const near = (value: number, wanted: number) =>
  assert.ok(Math.abs(value - wanted) < 1e-9 * Math.max(1, Math.abs(wanted)), `${value}, ${wanted}`);

describe('the straight line through points', () => {
  it('is that on which they lie, with a bend of 1', () => {
    const line = lineThrough([1, 5, 20].map((x) => [x, 3 + 2 * x]));
    near(line.start, 3);
    near(line.slope, 2);
    near(line.bend, 1);
    near(lineAt(line, 15), 33);
  });

  it('misses others least by the squares of its misses', () => {
    const points = [1, 5, 20].map((x) => [x, x ** 2] as const);
    const line = lineThrough(points);
    const misses = ({ start, slope }: { start: number; slope: number }) =>
      points.reduce((sum, [x, y]) => sum + (y - start - slope * x) ** 2, 0);
    for (const [start, slope] of [
      [0.1, 0],
      [-0.1, 0],
      [0, 0.1],
      [0, -0.1],
    ])
      assert.ok(misses({ start: line.start + start, slope: line.slope + slope }) > misses(line));
  });

  it('bends where work grows with its square, and not where it has a start', () => {
    near(lineThrough([1, 5, 20].map((x) => [x, x ** 2])).bend, 25 / 6);
    near(lineThrough([1, 5, 20].map((x) => [x, 100 + x])).bend, 1);
  });

  it('of one point is flat', () => {
    near(lineAt(lineThrough([[5, 7]]), 100), 7);
  });
});

describe('what is told of growth', () => {
  const straight = growthOf(
    measured(
      (count) => 2 + count / 100,
      () => 300,
    ),
  );
  const bent = growthOf(
    measured(
      (count) => count ** 2 / 1e4,
      (count) => 100 + count / 10,
    ),
  );

  it('is time and memory at each size, the bend, and the size of COCO on the line', () => {
    const row = growthTable(straight, 'growth.svg').split('\n')[6];
    assert.equal(
      row,
      '| decode | 3.0 s, 7.0 s, 22 s | 1.00 | 300, 300, 300 MiB | flat | 500 pictures: 7.0 s, 300 MiB |',
    );
    assert.match(
      growthTable(bent, 'growth.svg'),
      /\| 1\.0 s, 25 s, 6 min 40 s \| 4\.17 \| 110, 150, 300 MiB \| 1\.00 \|/,
    );
  });

  it('says what was done, where and when, and shows its picture', () => {
    const table = growthTable(straight, 'pictures/growth.svg');
    assert.match(table, /^!\[.*1, 5, 20 times Flickr8k.*\]\(pictures\/growth\.svg\)$/m);
    assert.match(table, /2026-11-29: Abacus, 2 cores, 4 GiB, no GPU, linux x64, .*; beads\./);
    assert.match(table, /\*decode\* \(100 pictures\): cats are told\./);
    assert.match(growthText(straight), /^decode +3\.0 s, 7\.0 s, 22 s/m);
  });

  it('is drawn with every point and the size of COCO inside its panel', () => {
    for (const growth of [straight, bent]) {
      const svg = growthPicture(growth);
      assert.ok(!/NaN|Infinity|undefined/.test(svg));
      assert.equal(svg.match(/<g transform/g)?.length, 2);
      const panels = svg
        .split('<g transform')
        .slice(1)
        .map((panel) => panel.split('</g>')[0]);
      for (const panel of panels) {
        const circles = [...panel.matchAll(/cx="([\d.-]+)" cy="([\d.-]+)"/g)];
        assert.equal(circles.length, 4);
        for (const [, x, y] of circles) {
          assert.ok(Number(x) >= 44 && Number(x) <= 160, x);
          assert.ok(Number(y) >= 46 && Number(y) <= 142, y);
        }
      }
      assert.match(svg, /prefers-color-scheme:dark/);
    }
  });
});

describe('the stages', () => {
  it('reach beyond the size of COCO at 20 times Flickr8k, so that nothing is guessed', () => {
    for (const { name, count, coco } of stages) assert.ok(20 * count > coco, name);
  });
});
