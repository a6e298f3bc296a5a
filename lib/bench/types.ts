/** Shapes, sizes and names of a case, the same for every contender. */
export type Settings = Record<string, number | string | number[]>;

/** One size of a benchmark's work. */
export interface BenchmarkCase {
  name: string;
  settings: Settings;
  /**
   * How much one run does, for the rate: `{ count: 300, of: 'pairs' }`; with `whole` also how long so many would take:
   * `{ count: 30000, name: 'an epoch' }`.
   */
  amount: { count: number; of: string; whole?: { count: number; name: string } };
  /** The case whose rate this one's is compared with. */
  against?: string;
}

/** How a contender's process is started. */
export interface Launch {
  program: string;
  words: string[];
  env?: NodeJS.ProcessEnv;
}

/** One of those that do the same work. */
export interface Contender {
  label: string;
  /** How to start it, or in words why it is not here. */
  launch(): Launch | string;
}

/** What is measured and who takes part. Add one: a file like those beside this one, and a line in `all.ts`. */
export interface Benchmark {
  name: string;
  title: string;
  /** What lies inside the measured time. */
  measures: string;
  cases: BenchmarkCase[];
  contenders: Contender[];
  /** The label of the contender that the others' times are divided by; the first one present where it is not. */
  baseline: string;
  rounds: number;
  /** Runs when no benchmark is named. */
  quick: boolean;
}

/** The work of a case in a TypeScript contender, ready to run. */
export interface Task {
  /** Does the work once and ends when its result has been read back. */
  run(): Promise<unknown>;
  /** Numbers of size 1 or so that come out of the work: those of two contenders must agree. */
  values(): Promise<Record<string, number>>;
  /** Milliseconds of processor time that each stage of a run takes by itself, where it has several. */
  stages?(): Promise<Record<string, number>>;
}

/** What the file of a TypeScript task exports as `prepare`. */
export type Prepare<S> = (settings: S) => Task | Promise<Task>;

/** What a contender says of itself: engine, versions, GPU. */
export type Facts = Record<string, string | number | boolean>;

/** What a contender is asked, one line of JSON each. */
export interface Request {
  do: 'prepare' | 'time';
  case: string;
  settings?: Settings;
}

/** What a contender answers, one line of JSON each. The first, unasked, holds `facts` or `absent`. */
export interface Reply {
  facts?: Facts;
  /** Why it cannot take part on this machine. */
  absent?: string;
  values?: Record<string, number>;
  milliseconds?: number;
  /** Of the processor, all threads together. */
  cpuMilliseconds?: number;
  stages?: Record<string, number>;
  error?: string;
}
