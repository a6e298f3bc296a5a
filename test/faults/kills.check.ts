// kill -9 of every command that writes, at random moments and at every kind of change to its folder; then it is started
// again, and what it leaves must be what an undisturbed run leaves, to the bit. FAULT_SHARE=0.1 kills a tenth as often,
// FAULT_ONLY='^train' only some commands.
import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { createRandom, type Random } from '../../lib/engine/random.js';
import { keepResult, progress } from './results.js';
import { type Blow, processesOf, runIn } from './run-command.js';
import { type Scenario, scenarios, slowServer } from './scenarios.js';
import { differences, remainsIn, snapshotOf } from './snapshot.js';
import { copyTo, drawFresh, makeStart, mustEndWell } from './start.js';

const LANES = 2;
const MOST_KILLS_IN_A_ROW = 6;
/** What a process that lost its parent may need to see it. */
const TO_END_MS = 60_000;
const share = Number(process.env.FAULT_SHARE ?? 1);

const base = mkdtempSync(join(tmpdir(), 'faults-'));
let server: Awaited<ReturnType<typeof slowServer>>;

before(async () => {
  server = await slowServer();
  process.env.NO_PROXY = process.env.no_proxy = '127.0.0.1';
  await drawFresh(join(base, 'fresh'));
});
after(() => {
  server.close();
  rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
});

/** What an undisturbed run needs and leaves. */
interface Undisturbed {
  milliseconds: number;
  /** How often it changes its folder. */
  changes: number;
  left: Map<string, string>;
}

const placeOf = ({ name }: Scenario, part: string | number) =>
  join(base, `${name.replaceAll(' ', '-')}-${part}`);

/** Puts it into a folder of its own. */
const begin = (scenario: Scenario, root: string) => copyTo(placeOf(scenario, 'start'), root);

async function undisturbed(scenario: Scenario, root: string): Promise<Undisturbed> {
  begin(scenario, root);
  const outcome = await runIn(root, scenario.words(root));
  mustEndWell(outcome, scenario.done);
  assert.deepEqual(remainsIn(root), []);
  const { milliseconds } = outcome;
  return {
    milliseconds,
    changes: Number(readFileSync(`${root}.count`, 'utf8')),
    left: snapshotOf(root),
  };
}

function blowOf(scenario: Scenario, { milliseconds, changes }: Undisturbed, random: Random): Blow {
  if (scenario.points && random.uniform() < 0.6) {
    const when = random.choice(['before', 'after', 'middle'] as const);
    return { at: 1 + Math.floor(random.uniform() * changes), when };
  }
  const after = milliseconds * (0.25 + 0.75 * random.uniform());
  return { after, wholeGroup: random.uniform() < 0.5 };
}

/** Waits until no process of a folder is left. */
async function waitForOrphans(root: string): Promise<number[]> {
  const until = performance.now() + TO_END_MS;
  let left = processesOf(root);
  while (left.length > 0 && performance.now() < until) {
    await pause(50);
    left = processesOf(root);
  }
  return left;
}

interface Tally {
  kills: number;
  lost: string[];
  /** How many kills were at what. */
  at: Record<string, number>;
}

function count(tally: Tally, root: string): void {
  tally.kills++;
  const note = `${root}.killed`;
  const what = existsSync(note) ? readFileSync(note, 'utf8') : 'random moment';
  rmSync(note, { force: true });
  const kind = /rename/.test(what)
    ? `${what.split(' ')[0]} a rename`
    : what.replace(/^(\w+) (\w+) .*/, '$1 $2');
  tally.at[kind] = (tally.at[kind] ?? 0) + 1;
  if (/after renameSync .*checkpoint/.test(what))
    tally.at.checkpoint = (tally.at.checkpoint ?? 0) + 1;
}

/** Kills a run, and those that go on with it, some times in a row; then lets one end. */
async function chain(
  scenario: Scenario,
  {
    root,
    expected,
    random,
    tally,
  }: { root: string; expected: Undisturbed; random: Random; tally: Tally },
): Promise<void> {
  begin(scenario, root);
  const { words, again = words, kills } = scenario;
  const inARow = 1 + Math.floor(random.uniform() * MOST_KILLS_IN_A_ROW);
  const blows: string[] = [];
  for (let n = 0; n < inARow && tally.kills < kills * share; n++) {
    const blow = blowOf(scenario, expected, random);
    const outcome = await runIn(root, (n === 0 ? words : again)(root), blow);
    blows.push(JSON.stringify(blow));
    if (!outcome.killed) {
      mustEndWell(outcome, scenario.done);
      break;
    }
    count(tally, root);
    const left = await waitForOrphans(root);
    for (const pid of left) process.kill(pid, 'SIGKILL');
    if (left.length > 0) tally.lost.push(`${blows}: ${left.length} processes went on`);
  }
  mustEndWell(await runIn(root, again(root)), scenario.done);
  const faults = [...differences(expected.left, snapshotOf(root)), ...remainsIn(root)];
  if (faults.length > 0) tally.lost.push(`${blows}: ${faults.join(', ')}`);
}

async function lane(scenario: Scenario, n: number, tally: Tally): Promise<void> {
  const root = placeOf(scenario, n);
  const random = createRandom(`${scenario.name} ${n}`);
  const expected = await undisturbed(scenario, root).catch((error: Error) => {
    tally.lost.push(error.message);
    throw error;
  });
  while (tally.kills < scenario.kills * share) {
    try {
      await chain(scenario, { root, expected, random, tally });
    } catch (error) {
      tally.lost.push((error as Error).message);
    }
    progress(
      `${scenario.name}: ${tally.kills} of ${scenario.kills} kills, ${tally.lost.length} lost`,
    );
    if (tally.lost.length > 5) break;
  }
  rmSync(root, { recursive: true, force: true });
}

describe('kill -9', { timeout: 3 * 3600_000 }, () => {
  for (const { name } of scenarios('')) {
    it(name, {
      skip: !new RegExp(process.env.FAULT_ONLY ?? '').test(name),
    }, async () => {
      const scenario = scenarios(server.address).find((one) => one.name === name) as Scenario;
      await makeStart(join(base, 'fresh'), placeOf(scenario, 'start'), scenario.before);
      const tally: Tally = { kills: 0, lost: [], at: {} };
      await Promise.allSettled(Array.from({ length: LANES }, (_, n) => lane(scenario, n, tally)));
      const note = Object.entries(tally.at).map(([what, times]) => `${times} ${what}`);
      const row = { section: 'kills', fault: `kill -9 of ${name}`, tried: tally.kills } as const;
      await keepResult({
        ...row,
        survived: tally.kills - tally.lost.length,
        note: note.join(', '),
      });
      assert.deepEqual(tally.lost, []);
    });
  }
});
