import assert from 'node:assert/strict';
import { basename, dirname } from 'node:path';
import fc from 'fast-check';

/** A place in some bytes and what is put there; the same for a cut and for bytes put in between. */
const change = fc.record({
  kind: fc.constantFrom('set', 'cut', 'insert', 'repeat'),
  at: fc.nat(),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 8 }),
});

function changed(
  bytes: Uint8Array,
  { kind, at, bytes: by }: { kind: string; at: number; bytes: Uint8Array },
): Uint8Array {
  const place = at % (bytes.length + 1);
  const [head, tail] = [bytes.subarray(0, place), bytes.subarray(place)];
  if (kind === 'cut') return head;
  if (kind === 'insert') return Buffer.concat([head, by, tail]);
  if (kind === 'repeat') return Buffer.concat([head, tail.subarray(0, 20), tail]);
  return Buffer.concat([head, by, tail.subarray(by.length)]);
}

/** What takes the place of a value in some JSON. */
const value = fc.oneof(
  fc.constantFrom(null, true, -1, 0.5, 1e300, '', 'x', [], {}, [null], 2 ** 53, '__proto__'),
  fc.jsonValue({ maxDepth: 1 }),
);

/** Puts something else in the place of one of the values of some JSON, or leaves it out. */
function changedJson(json: unknown, at: number, by: unknown, leaveOut: boolean): unknown {
  const places: [Record<string, unknown>, string][] = [];
  const copy: unknown = structuredClone(json);
  const visit = (one: unknown) => {
    if (typeof one !== 'object' || one === null) return;
    for (const key of Object.keys(one)) {
      const object = one as Record<string, unknown>;
      places.push([object, key]);
      visit(object[key]);
    }
  };
  visit(copy);
  if (places.length === 0) return by;
  const [object, key] = places[at % places.length];
  if (leaveOut) delete object[key];
  else object[key] = by;
  return copy;
}

/** Some bytes with up to three changes. */
export const mutantsOf = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce<Uint8Array>(changed, bytes));

/** The beginnings of some bytes. */
export const cutsOf = (bytes: Uint8Array): fc.Arbitrary<Uint8Array> =>
  fc.nat(bytes.length - 1).map((length) => bytes.subarray(0, length));

/** Some JSON with one of its values changed or left out. */
export const jsonMutantsOf = (json: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(fc.nat(), value, fc.boolean())
    .map(([at, by, leaveOut]) => changedJson(json, at, by, leaveOut));

/** How many inputs, and the name under which they are counted. */
interface Runs {
  numRuns?: number;
  label?: string;
}

/** Set by test:faults: so many inputs, or as many as fit into the seconds. */
const { FAULT_INPUTS, FAULT_SECONDS = '60' } = process.env;

/**
 * Whatever is read, it is read or refused by a message that names the file.
 * @param read what reads a mutant
 */
export async function onlyUserErrors<T>(
  mutants: fc.Arbitrary<T>,
  name: string,
  read: (mutant: T) => unknown,
  { numRuns = 300, label = name }: Runs = {},
): Promise<void> {
  let tried = 0;
  const property = fc.asyncProperty(mutants, async (mutant) => {
    tried++;
    try {
      await read(mutant);
    } catch (error) {
      assert.equal((error as Error).name, 'UserError', `${label}: ${(error as Error).stack}`);
      assert.ok((error as Error).message.includes(name), (error as Error).message);
    }
  });
  const much = {
    ...{
      numRuns: Number(FAULT_INPUTS),
      seed: Date.now() % 2 ** 31,
      endOnFailure: true,
    },
    ...{ interruptAfterTimeLimit: 1000 * Number(FAULT_SECONDS), markInterruptAsFailure: false },
  };
  try {
    await fc.assert(property, FAULT_INPUTS ? much : { numRuns, seed: 14 });
  } catch (error) {
    const { message, cause } = error as Error; // test reports leave the cause out
    throw new Error(`${cause instanceof Error ? cause.message : ''}\n${message}`);
  }
  if (FAULT_INPUTS) await noteInputs(label, tried);
}

/** Counts the inputs of a test in the table of test:faults. */
async function noteInputs(label: string, tried: number): Promise<void> {
  const { keepResult } = await import('./faults/results.js');
  const room = basename(dirname(process.argv[1] ?? ''));
  const row = { section: 'input', fault: `${room}: ${label}`, tried, survived: tried } as const;
  await keepResult(row);
}
