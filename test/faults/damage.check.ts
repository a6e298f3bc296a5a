// Every file that a stage left, taken away, cut short, or changed by one bit before the next stages: they refuse it by a sentence,
// or make it again, and take nothing that is wrong for right.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { createRandom, type Random } from '../../lib/engine/random.js';
import { type Bench, faultOf, setUpBench, type Trial, tryAll } from './all-made.js';
import { runIn } from './run-command.js';
import { differences, snapshotOf } from './snapshot.js';

const share = Number(process.env.FAULT_SHARE ?? 1);

let bench: Bench;
before(async () => {
  bench = await setUpBench();
});
after(() => bench.close());

const damages: Record<string, (path: string, random: Random) => void> = {
  'taken away': (path) => rmSync(path),
  'cut short': (path, random) =>
    truncateSync(path, Math.floor(random.uniform() * statSync(path).size)),
  'changed by one bit': (path, random) => {
    const bytes = readFileSync(path);
    bytes[Math.floor(random.uniform() * bytes.length)] ^= 1 << Math.floor(random.uniform() * 8);
    writeFileSync(path, bytes);
  },
};

/** Who reads what lies there. */
const readers = ['evaluate', 'web', 'search'];

describe('files that were damaged between two stages', { timeout: 3600_000 }, () => {
  for (const [damage, harm] of Object.entries(damages)) {
    it(damage, async () => {
      const outputs = join(bench.made, 'outputs', 'flickr8k');
      const names = readdirSync(outputs, { recursive: true, encoding: 'utf8' })
        .filter((name) => !/^(report|web)\//.test(name)) // pages, which no command reads
        .filter((name) => statSync(join(outputs, name)).isFile())
        .filter((name) => statSync(join(outputs, name)).size > 0);
      const told = { 'refused by name': 0, 'made again or not needed': 0 };
      const random = createRandom(damage);
      const trials = names
        .filter(() => random.uniform() < share)
        .map((name): Trial => ({ name, run: (root) => tryOne(root, name, harm, random, told) }));
      const note = () =>
        Object.entries(told)
          .map(([how, times]) => `${times} ${how}`)
          .join(', ');
      const row = { section: 'places', fault: `a file that was ${damage}` } as const;
      assert.deepEqual(await tryAll(bench, row, trials, note), []);
    });
  }
});

async function tryOne(
  root: string,
  name: string,
  harm: (path: string, random: Random) => void,
  random: Random,
  told: Record<'refused by name' | 'made again or not needed', number>,
): Promise<string[]> {
  harm(join(root, 'outputs', 'flickr8k', name), random);
  let refused = false;
  for (const writer of bench.writers.filter((one) => readers.includes(one.name))) {
    const outcome = await runIn(root, writer.words(root));
    const faults = faultOf(outcome);
    if (faults.length > 0) return faults.map((fault) => `${writer.name}: ${fault}`);
    refused ||= outcome.code !== 0;
  }
  told[refused ? 'refused by name' : 'made again or not needed']++;
  // What is not the damaged file must be what it was: nothing was made of what is wrong. Headers alone may say that what it
  // was made from was made anew.
  const own = [name, name.replace(/\.header\.json$/, ''), `${name}.header.json`];
  const allowed = own.map((one) => `outputs/flickr8k/${one} `);
  return differences(bench.left, snapshotOf(root)).filter(
    (fault) =>
      !fault.endsWith('.header.json is another') &&
      !allowed.some((start) => fault.startsWith(start)),
  );
}
