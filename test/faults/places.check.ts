// Every command that writes, where it cannot: two at once, a full disk, folders that can only be read or are another's, and
// in odd surroundings. What it says is a sentence, and what it does once it can is what it always does, to the bit.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { chownSync, readdirSync, statfsSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { createRandom } from '../../lib/engine/random.js';
import {
  type Bench,
  faultOf,
  faultsAfter,
  renew,
  setUpBench,
  type Trial,
  tryAll,
  type Writer,
} from './all-made.js';
import { type Around, runIn } from './run-command.js';
import { copyTo } from './start.js';

const share = Number(process.env.FAULT_SHARE ?? 1);
const DISKS = Math.ceil(6 * share);
const YEAR_MS = 365 * 86_400_000;
const NOBODY = 65_534;

let bench: Bench;
before(async () => {
  bench = await setUpBench();
});
after(() => bench.close());

/** Mounting, and being another user, is for root alone. */
const canMount =
  process.getuid?.() === 0 && spawnSync('mount', ['--version'], { stdio: 'ignore' }).status === 0;
const skip = canMount ? false : 'only root may mount';
const system = (...words: string[]) => void execFileSync(words[0], words.slice(1));

const SAYS_WHO =
  /process: number \d+, since .*\(.+\)|process \d+ still writes it \(|just being taken/;

describe('two commands at once', { timeout: 3600_000 }, () => {
  it('one waits, or says who holds what it needs', async () => {
    const told = { 'both ended': 0, 'said who': 0, 'said what is missing': 0 };
    const pairs = bench.writers.flatMap((one, at) =>
      bench.writers.slice(at).map((other): [Writer, Writer] => [one, other]),
    );
    const trials = pairs.map((pair): Trial => {
      const name = pair.map((one) => one.name).join(' and ');
      const run = async (root: string) => {
        renew(root, pair);
        const outcomes = await Promise.all(pair.map(({ words }) => runIn(root, words(root))));
        const refused = outcomes.find(({ code }) => code !== 0);
        if (!refused) told['both ended']++;
        else told[SAYS_WHO.test(refused.said) ? 'said who' : 'said what is missing']++;
        return [...outcomes.flatMap(faultOf), ...(await faultsAfter(root, pair, bench))];
      };
      return { name, run };
    });
    const note = () =>
      Object.entries(told)
        .map(([how, times]) => `${times} ${how}`)
        .join(', ');
    const row = { section: 'places', fault: 'two commands at once, every pair' } as const;
    assert.deepEqual(await tryAll(bench, row, trials, note), []);
  });
});

/** How much a disk has left for a command, from nothing to nearly enough. */
async function onFullDisk(root: string, writer: Writer, room: number): Promise<string[]> {
  renew(root, [writer]);
  const disk = `${root} disk`;
  copyTo(root, disk); // what is mounted over it hides it
  system('mount', '-t', 'tmpfs', '-o', 'size=1g', 'tmpfs', root);
  try {
    execFileSync('cp', ['-a', `${disk}/.`, root]);
    const { blocks, bfree, bsize } = statfsSync(root);
    const used = (blocks - bfree) * bsize;
    system('mount', '-o', `remount,size=${used + room}`, root);
    const outcome = await runIn(root, writer.words(root));
    system('mount', '-o', 'remount,size=1g', root);
    return [...faultOf(outcome), ...(await faultsAfter(root, [writer], bench))];
  } finally {
    system('umount', '--lazy', root);
  }
}

/** A folder below the root that a command cannot write. */
async function onReadOnly(root: string, writer: Writer, folder: string): Promise<string[]> {
  renew(root, [writer]);
  const place = join(root, folder);
  system('mount', '--bind', place, place);
  system('mount', '-o', 'remount,bind,ro', place);
  const outcome = await runIn(root, writer.words(root)).finally(() => system('umount', place));
  return [...faultOf(outcome), ...(await faultsAfter(root, [writer], bench))];
}

function own(folder: string, user: number): void {
  chownSync(folder, user, user);
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    chownSync(join(folder, name), user, user);
}

/** A folder that is another user's. */
async function onForeign(root: string, writer: Writer, folder: string): Promise<string[]> {
  renew(root, [writer]);
  own(root, NOBODY);
  own(join(root, folder), 0);
  const outcome = await runIn(root, writer.words(root), undefined, { uid: NOBODY });
  return [...faultOf(outcome), ...(await faultsAfter(root, [writer], bench))];
}

describe('places that cannot be written', { timeout: 3600_000, skip }, () => {
  it('a full disk', async () => {
    const random = createRandom('full disks');
    const trials = bench.writers.flatMap((writer) =>
      Array.from({ length: DISKS }, (_, n): Trial => {
        const room = n === 0 ? 0 : Math.round(4096 * 2 ** (random.uniform() * 8));
        const run = (root: string) => onFullDisk(root, writer, room);
        return { name: `${writer.name} with ${room} bytes`, run };
      }),
    );
    const row = { section: 'places', fault: 'a full disk' } as const;
    assert.deepEqual(await tryAll(bench, row, trials), []);
  });

  const places = ['outputs', 'data', 'pictures', 'home', 'tmp'];
  const ways = {
    'a folder that can only be read': onReadOnly,
    'a folder of another user': onForeign,
  };
  for (const [fault, way] of Object.entries(ways)) {
    it(fault, async () => {
      const trials = bench.writers.flatMap((writer) =>
        places.map(
          (folder): Trial => ({
            name: `${writer.name}, ${folder}`,
            run: (root) => way(root, writer, folder),
          }),
        ),
      );
      assert.deepEqual(await tryAll(bench, { section: 'places', fault }, trials), []);
    });
  }
});

describe('odd surroundings', { timeout: 3600_000 }, () => {
  const clock = pathToFileURL(join(import.meta.dirname, 'clock.js')).href;
  const wrong = (shift: number): Around => ({ load: [clock], env: { FAULT_CLOCK: String(shift) } });
  const surroundings: Record<string, Around[]> = {
    'a clock that is set back between two commands': [{}, wrong(-YEAR_MS), wrong(-30 * YEAR_MS)],
    'a clock that runs ahead': [wrong(YEAR_MS)],
    'another time zone for every command': ['Pacific/Kiritimati', 'America/St_Johns', 'UTC'].map(
      (TZ) => ({ env: { TZ } }),
    ),
    'another language of the system': ['tr_TR.UTF-8', 'C'].map((LC_ALL) => ({
      env: { LC_ALL, LANG: LC_ALL },
    })),
    'no HOME': [{ env: { HOME: undefined } }],
    'no TMPDIR': [{ env: { TMPDIR: undefined } }],
  };
  for (const [fault, around] of Object.entries(surroundings)) {
    it(fault, () => chain(fault, (root) => root, around));
  }
  it('a path with blanks, quotes and letters of other scripts', () =>
    chain('a path with blanks, quotes and letters of other scripts', (root) =>
      join(root, "Größe – описание 描述 'a' & $b #1 100%"),
    ));

  /** All commands from nothing, in turn in the given surroundings. */
  async function chain(fault: string, placeIn: (root: string) => string, around: Around[] = [{}]) {
    const trial: Trial = {
      name: fault,
      run: async (root) => {
        const place = placeIn(root);
        copyTo(bench.fresh, place);
        for (const [n, { name, words }] of bench.writers.entries()) {
          const outcome = await runIn(place, words(place), undefined, around[n % around.length]);
          if (outcome.code !== 0) return [`${name}: ${outcome.said.slice(-500)}`];
        }
        return faultsAfter(place, [], bench);
      },
    };
    assert.deepEqual(await tryAll(bench, { section: 'places', fault }, [trial]), []);
  }
});
