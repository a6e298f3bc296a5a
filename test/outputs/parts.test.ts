import assert from 'node:assert/strict';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import {
  findOrRemakeInParts,
  isMadeFrom,
  joinParts,
  readListArtefact,
  type Shard,
  type WorkInParts,
  workInParts,
  writeListArtefact,
} from '../../lib/outputs/index.js';

const ROWS = 1000;
const isText = (value: unknown): value is string => typeof value === 'string';
const newFolder = () => mkdtempSync(join(tmpdir(), 'captionlab-'));

/** Work on rows, 16 at once, that becomes a list; what was worked on is counted. */
function workIn(place: string, madeFrom = { model: 'a' }) {
  const path = join(place, 'list.json');
  const made: number[] = [];
  const work: WorkInParts = {
    ...{ folder: join(place, 'list.parts'), madeFrom, rows: ROWS, atOnce: 16 },
    isDone: () => isMadeFrom(path, madeFrom),
    async *make(batches) {
      for (const [from, to] of batches) {
        const rows = Array.from({ length: to - from }, (_, i) => from + i);
        made.push(...rows);
        yield rows.map((row) => JSON.stringify(`caption ${row} über\n`.repeat(row % 5)));
      }
    },
    finish: (values) => writeListArtefact(path, values, madeFrom),
  };
  return { path, work, made };
}

const shards: Shard[] = [1, 2, 3].map((part) => ({ part, parts: 3 }));
const whole = workIn(newFolder());

describe('work in parts', () => {
  it('is what one process makes, byte for byte, in any order, also after a kill', async () => {
    assert.deepEqual(await workInParts(whole.work), { rows: ROWS, missing: 0 });
    const { path, work, made } = workIn(newFolder());
    await workInParts(work, shards[2]);
    const journal = join(work.folder, 'journal.3-of-3.jsonl');
    const text = readFileSync(journal, 'utf8');
    writeFileSync(journal, text.slice(0, -5).replace('caption 37 ', 'caption 38 ')); // a kill, and a fault of the disk
    made.length = 0;
    await workInParts(work, shards[2]);
    assert.equal(made.length, 16 + 8); // the batches of the two rows, and no others
    await Promise.all([workInParts(work, shards[0]), workInParts(work, shards[1])]);
    assert.deepEqual(readFileSync(path), readFileSync(whole.path));
    assert.ok(!existsSync(work.folder));
    assert.equal(readListArtefact(path, {}, isText).length, ROWS);
  });

  it('of several machines is joined, and refused by name where it is part of something else', async () => {
    const places = shards.map(() => workIn(newFolder()));
    for (const [i, { work }] of places.entries()) await workInParts(work, shards[i]);
    const [first, second, third] = places.map(({ work }) => work.folder);
    assert.deepEqual(await joinParts(first, [second]), { rows: ROWS, missing: 20 * 16 + 8 });
    const other = workIn(newFolder(), { model: 'b' });
    await workInParts(other.work, shards[2]);
    await assert.rejects(
      joinParts(first, [other.work.folder]),
      /was made with model a, but model is now b/,
    );
    await assert.rejects(joinParts(first, [newFolder()]), /is no unfinished work/);
    assert.deepEqual(await joinParts(first, [second, third]), { rows: ROWS, missing: 0 });
    await workInParts(places[0].work);
    assert.deepEqual(readFileSync(places[0].path), readFileSync(whole.path));
  });

  it('refuses a shard where other work was begun; who does all of it begins anew', async () => {
    const place = newFolder();
    await workInParts(workIn(place, { model: 'b' }).work, shards[0]);
    const { path, work } = workIn(place);
    await assert.rejects(workInParts(work, shards[1]), /made with model b.* To begin anew, delete/);
    await workInParts(work);
    assert.deepEqual(readFileSync(path), readFileSync(whole.path));
    assert.deepEqual(readdirSync(place).sort(), ['list.json', 'list.json.header.json']);
  });

  it('that a kill ended between its finish and its clearing up is cleared up by the next', async () => {
    const place = newFolder();
    const { path, work } = workIn(place);
    await workInParts(work, shards[0]);
    const left = newFolder();
    cpSync(work.folder, left, { recursive: true });
    await workInParts(work);
    cpSync(left, work.folder, { recursive: true });
    const gone = { pid: 2 ** 22 + 1, host: hostname(), since: '', command: '', started: '1' };
    for (const name of ['', '.1-of-1']) {
      writeFileSync(`${work.folder}${name}.lock`, JSON.stringify(gone));
    }
    await findOrRemakeInParts(path, work, () => readListArtefact(path, {}, isText));
    assert.deepEqual(readdirSync(place).sort(), ['list.json', 'list.json.header.json']);
  });

  it('of no rows is a list of none', async () => {
    const { path, work } = workIn(newFolder());
    await workInParts({ ...work, rows: 0 });
    assert.deepEqual(readListArtefact(path, {}, isText), []);
    const copy = join(newFolder(), 'list.json');
    for (const name of ['', '.header.json']) cpSync(`${whole.path}${name}`, `${copy}${name}`);
    writeFileSync(copy, readFileSync(copy, 'utf8').replace('caption 37 ', 'caption 38 '));
    assert.throws(() => readListArtefact(copy, {}, isText), /is not as it was written/);
  });
});
