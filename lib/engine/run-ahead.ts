/**
 * Runs one job after another, with up to `depth` of them begun whose results nobody has taken yet: so the next is made
 * ready while this one is worked on, and no more than that lies in memory. Results come in the order of the jobs.
 * @throws what a job threw, when its turn comes
 */
export async function* runAhead<Job, Result>(
  jobs: Iterable<Job>,
  run: (job: Job) => Promise<Result>,
  depth: number,
): AsyncGenerator<Result> {
  const begun: Promise<Result>[] = [];
  for (const job of jobs) {
    const result = run(job);
    result.catch(() => {}); // it is told when its turn comes
    begun.push(result);
    if (begun.length >= depth) yield begun.shift() as Promise<Result>;
  }
  while (begun.length > 0) yield begun.shift() as Promise<Result>;
}
