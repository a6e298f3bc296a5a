import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { compareLines, fallText, guardLines } from '../../lib/bench/guard.js';
import { MARKERS, readmeTable, writeBetweenMarkers } from '../../lib/bench/readme-tables.js';
import { summarise } from '../../lib/bench/result.js';
import { projectRoot, UserError } from '../../lib/outputs/index.js';

const machine = {
  ...{ cpu: 'Abacus', cores: 2, memoryGiB: 4, platform: 'linux x64', node: '20.0.0' },
};

/** A result of two cases: milliseconds of each contender, round by round. */
function resultOf(cats: Record<string, number[]>, baseline = 'keras') {
  const dogs = Object.fromEntries(Object.entries(cats).map(([label, [ms]]) => [label, [4 * ms]]));
  const measured = new Map(
    Object.entries({ cats, dogs }).map(([name, times]) => [
      name,
      new Map(
        Object.entries(times).map(([label, samples]) => [label, { samples, cpuSamples: [] }]),
      ),
    ]),
  );
  const contenders = Object.keys(cats).map((label) => ({
    label,
    facts: { engine: `${label} 1.2` },
  }));
  const epoch = { count: 3000, name: 'an epoch' };
  return summarise(
    {
      ...{ name: 'toy', title: 'toys', measures: 'all', rounds: 3, quick: true },
      ...{ baseline, contenders: contenders.map(({ label }) => ({ label, launch: () => '' })) },
      cases: [
        { name: 'cats', settings: {}, amount: { count: 10, of: 'cats', whole: epoch } },
        { name: 'dogs', settings: {}, amount: { count: 10, of: 'cats' }, against: 'cats' },
      ],
    },
    { contenders, measured },
    { date: '2026-11-29T00:00:00Z', machine, rounds: 3 },
  );
}

test('a table says times, and how many times as fast as Keras with the least and the most', () => {
  const text = readmeTable(resultOf({ keras: [100, 200, 100], native: [50, 80, 100] }));
  assert.match(text, /^\| {2}\| Keras \| native \|$/m);
  assert.match(text, /^\| cats: an epoch \| 30 s \| 24 s; 2\.00 \(1\.00 to 2\.50\) \|$/m);
  assert.match(text, /^\| dogs \| 400 ms \| 200 ms; 2\.00 \(2\.00 to 2\.00\) \|$/m);
  assert.match(
    text,
    /\*dogs\*, times as fast as \*cats\*: Keras 0\.25 \(0\.25 to 0\.25\); native 0\.25/,
  );
  assert.match(
    text,
    /Abacus, 2 cores, 4 GiB, no GPU, linux x64, Node\.js 20\.0\.0; Keras \(keras 1\.2\)/,
  );
});

test('tables stand between their markers, and nothing else of the page is touched', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'bench-')), 'README.md');
  writeFileSync(path, `# Cats\n\n${MARKERS.begin}\nold\n${MARKERS.end}\n\nDogs\n`);
  for (const text of ['first', 'second']) {
    writeBetweenMarkers(path, text);
    const wanted = `# Cats\n\n${MARKERS.begin}\n\n${text}\n\n${MARKERS.end}\n\nDogs\n`;
    assert.equal(readFileSync(path, 'utf8'), wanted);
  }
  writeFileSync(path, `${MARKERS.end}\n${MARKERS.begin}\n`);
  assert.throws(() => writeBetweenMarkers(path, 'third'), UserError);
});

test("README has the markers between which the bench's tables are written", () => {
  const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
  assert.equal(readme.split(MARKERS.begin).length, 2);
  assert.ok(readme.indexOf(MARKERS.end) > readme.indexOf(MARKERS.begin));
});

test('a line that lost a fifth of its speed beside Keras is named, one that lost less is not', () => {
  const before = guardLines([resultOf({ keras: [100], native: [50], wasm: [400] })]);
  assert.equal(before.length, 4);
  const now = guardLines([resultOf({ keras: [200], native: [126], wasm: [990] })]);
  const { fallen, compared, missing } = compareLines(before, now);
  assert.deepEqual([compared, missing], [4, []]);
  assert.deepEqual(
    fallen.map(({ line }) => line),
    ['toy, cats: native', 'toy, dogs: native'],
  );
  assert.match(fallText(fallen[0]), /lost 21 % of its speed: 0\.630 .* as long as keras, 0\.500/);
});

test('without Keras a line is compared beside WebAssembly, and who is not there is told', () => {
  const before = guardLines([resultOf({ keras: [100], native: [50], wasm: [400] })]);
  const now = guardLines([resultOf({ native: [50], wasm: [300] }, 'native')]);
  const { fallen, compared, missing } = compareLines(before, now);
  assert.equal(compared, 2);
  assert.deepEqual(missing, ['toy, cats: wasm', 'toy, dogs: wasm']);
  assert.deepEqual(
    fallen.map(({ line, yardstick }) => `${line} ${yardstick}`),
    ['toy, cats: native wasm', 'toy, dogs: native wasm'],
  );
});
