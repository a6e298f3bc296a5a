/** What a worker's module exports. */
export interface WorkerTask<Setup, Job, Result> {
  /** Called once in each worker; what it returns does one job after another, also several at a time. */
  prepare(setup: Setup): Promise<(job: Job) => Promise<Result>>;
}

/** First the setup, then jobs. */
export type ToWorker = { setup: unknown } | { id: number; job: unknown };

/** The answer to a job. */
export type FromWorker =
  | { id: number; result: unknown; peakMemoryBytes: number }
  | { id: number; failure: { name: string; message: string; stack: string } };
