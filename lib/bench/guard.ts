import { existsSync, readFileSync } from 'node:fs';
import { shortPath, UserError } from '../outputs/index.js';
import type { Machine } from './machine.js';
import { pairedRatios, type Spread, spreadOf } from './ratios.js';
import type { BenchmarkResult } from './result.js';

/** Whom a line is compared with: Keras, or where it is missing an engine that is there everywhere. */
const YARDSTICKS = ['keras', 'wasm'] as const;
/** What of its speed a line may lose. */
const ALLOWED = 0.2;

/** How long a contender took in a case, by how long each yardstick took in the same rounds. */
export interface GuardLine {
  benchmark: string;
  case: string;
  label: string;
  over: { [yardstick: string]: Spread };
}

/** What the speed is compared with: `reference.json`. */
export interface GuardReference {
  date: string;
  machine: Machine;
  lines: GuardLine[];
}

/** A line that is slower than it was, beside a yardstick. */
export interface Fall {
  line: string;
  yardstick: string;
  before: Spread;
  now: Spread;
  /** What of its speed it lost, 0.25 for a quarter. */
  lost: number;
}

/** The lines of results: each contender in each case. */
export const guardLines = (results: BenchmarkResult[]): GuardLine[] =>
  results.flatMap(({ name, cases }) =>
    cases.flatMap((one) =>
      one.contenders.flatMap(({ label, samples }): GuardLine[] => {
        const over = YARDSTICKS.filter((yardstick) => yardstick !== label).flatMap((yardstick) => {
          const base = one.contenders.find((other) => other.label === yardstick)?.samples ?? [];
          const spread = spreadOf(pairedRatios(samples, base));
          return spread ? [[yardstick, spread] as const] : [];
        });
        if (label === 'keras' || over.length === 0) return [];
        return [{ benchmark: name, case: one.name, label, over: Object.fromEntries(over) }];
      }),
    ),
  );

const nameOf = ({ benchmark, case: of, label }: GuardLine) => `${benchmark}, ${of}: ${label}`;

/**
 * The lines that lost more than a fifth of their speed beside Keras, or beside WebAssembly where one of the two measurements
 * had no Keras; and the names of those that could not be compared.
 */
export function compareLines(
  before: readonly GuardLine[],
  now: readonly GuardLine[],
): { fallen: Fall[]; compared: number; missing: string[] } {
  const byName = new Map(now.map((line) => [nameOf(line), line]));
  const missing: string[] = [];
  const fallen: Fall[] = [];
  let compared = 0;
  for (const line of before) {
    const name = nameOf(line);
    const over = byName.get(name)?.over ?? {};
    const yardstick = YARDSTICKS.find((one) => line.over[one] && over[one]);
    if (!yardstick) {
      missing.push(name);
      continue;
    }
    compared++;
    const lost = 1 - line.over[yardstick].median / over[yardstick].median;
    if (lost > ALLOWED) {
      fallen.push({
        line: name,
        yardstick,
        before: line.over[yardstick],
        now: over[yardstick],
        lost,
      });
    }
  }
  return { fallen, compared, missing };
}

/**
 * Reads what is compared with.
 * @throws UserError when it is not there
 */
export function readReference(path: string): GuardReference {
  if (!existsSync(path)) {
    throw new UserError(
      `${shortPath(path)} is not there yet: \`npm run bench -- --guard --keep\` measures and keeps one, best while nothing else runs.`,
    );
  }
  return JSON.parse(readFileSync(path, 'utf8')) as GuardReference;
}

const figure = ({ median, min, max }: Spread) =>
  `${median.toPrecision(3)} (${min.toPrecision(3)} to ${max.toPrecision(3)})`;

/** A fall as a sentence. */
export const fallText = ({ line, yardstick, before, now, lost }: Fall) =>
  `${line} lost ${Math.round(100 * lost)} % of its speed: ${figure(now)} times as long as ${yardstick}, ${figure(before)} before`;
