import { InvalidArgumentError } from 'commander';
import type { Shard, WorkDone } from '../outputs/index.js';

const MOST_PARTS = 10_000;
/** The variable that says how many parts there are where the engine tells a task its own number alone. */
const PARTS = 'CAPTIONLAB_SHARDS';

type Environment = Readonly<Record<string, string | undefined>>;

/** How an engine tells a task its place in line, in environment variables: its number, and what numbers there are. */
interface Engine {
  name: string;
  number: string;
  /** The first number; a variable's name where it can be chosen. */
  first: number | string;
  /** The variable with the step from a number to the next; 1 without. */
  step?: string;
  /** The variable with the number of tasks. */
  count: string;
}

/**
 * Slurm: https://slurm.schedmd.com/job_array.html. AWS Batch: its "job environment variables". Kubernetes: "Indexed Job".
 * HyperQueue: its "task arrays". GNU parallel: its manual. One starts another, so the innermost comes first.
 */
const ENGINES: readonly Engine[] = [
  { name: 'GNU parallel', number: 'PARALLEL_SEQ', first: 1, count: PARTS },
  { name: 'HyperQueue', number: 'HQ_TASK_ID', first: 1, count: PARTS },
  {
    ...{ name: 'Slurm', number: 'SLURM_ARRAY_TASK_ID', first: 'SLURM_ARRAY_TASK_MIN' },
    ...{ step: 'SLURM_ARRAY_TASK_STEP', count: 'SLURM_ARRAY_TASK_COUNT' },
  },
  {
    ...{ name: 'AWS Batch', number: 'AWS_BATCH_JOB_ARRAY_INDEX', first: 0 },
    count: 'AWS_BATCH_JOB_ARRAY_SIZE',
  },
  { name: 'Kubernetes', number: 'JOB_COMPLETION_INDEX', first: 0, count: PARTS },
];

function wholeNumber(name: string, { [name]: text }: Environment, engine: string): number {
  if (text !== undefined && /^\d{1,15}$/.test(text)) return Number(text);
  const wrong = text === undefined ? 'is not set' : `is "${text}", which is no whole number`;
  const help = name === PARTS ? `: ${engine} does not tell a task how many there are` : '';
  throw new InvalidArgumentError(`auto, in ${engine}: ${name} ${wrong}${help}.`);
}

/** @throws InvalidArgumentError unless it is one of that many */
function checked({ part, parts }: Shard, wrong: string): Shard {
  if (Number.isInteger(part) && part >= 1 && part <= parts && parts <= MOST_PARTS) {
    return { part, parts };
  }
  throw new InvalidArgumentError(wrong);
}

/**
 * The part that falls to this task of a job that an engine has cut into many.
 * @throws InvalidArgumentError where no engine says so, or what it says is no place in line
 */
export function placeInLine(environment: Environment): Shard {
  const engine = ENGINES.find(({ number }) => environment[number] !== undefined);
  if (!engine) {
    const names = ENGINES.map(({ name }) => name).join(', ');
    throw new InvalidArgumentError(`auto needs an engine that numbers its tasks (${names}).`);
  }
  const { name, number, first, step, count } = engine;
  const numberIn = (variable: string) => wholeNumber(variable, environment, name);
  const own = numberIn(number);
  const start = typeof first === 'string' ? numberIn(first) : first;
  const stride = step && environment[step] !== undefined ? numberIn(step) : 1;
  const place = { part: (own - start) / stride + 1, parts: numberIn(count) };
  const from = `task ${own} of ${place.parts} that begin at ${start}`;
  return checked(place, `auto, in ${name}: ${from} is no place in line; number them one by one.`);
}

/** What `--shard` is told. */
export const SHARD_OF =
  'only the i-th of n parts; other processes do the others; "auto": as the array of jobs says that this one is part of';

/** Says how many pictures are left after a part. */
export function tellShard({ json }: { json?: boolean }, { rows, missing }: WorkDone): void {
  if (json) {
    process.stdout.write(`${JSON.stringify({ pictures: rows, missing })}\n`);
    return;
  }
  const count = (n: number) => n.toLocaleString('en').padStart(10);
  console.log(`${count(rows - missing)}  pictures are done`);
  if (missing > 0) console.log(`${count(missing)}  pictures left to other shards`);
}

/** `2/3` as the second of three parts, or `auto`: see `placeInLine`. */
export function parseShard(text: string): Shard {
  if (text === 'auto') return placeInLine(process.env);
  const [, part, parts] = /^(\d+)\/(\d+)$/.exec(text)?.map(Number) ?? [];
  const most = MOST_PARTS.toLocaleString('en');
  return checked(
    { part, parts },
    `Expected i/n, as 1/3, 2/3 and 3/3, with n ${most} at most, or auto.`,
  );
}
