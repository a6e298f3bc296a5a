import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { placeInLine } from '../../lib/cli/shard.js';

describe('the place in line that --shard auto reads', () => {
  const places: [string, Record<string, string>, [number, number]][] = [
    [
      "a Slurm array's, wherever its numbers begin and however far they are apart",
      {
        ...{ SLURM_ARRAY_TASK_ID: '14', SLURM_ARRAY_TASK_MIN: '10' },
        ...{ SLURM_ARRAY_TASK_STEP: '2', SLURM_ARRAY_TASK_COUNT: '4' },
      },
      [3, 4],
    ],
    [
      "AWS Batch's, which counts from 0",
      { AWS_BATCH_JOB_ARRAY_INDEX: '0', AWS_BATCH_JOB_ARRAY_SIZE: '5' },
      [1, 5],
    ],
    [
      "that of a Kubernetes Job's index, which counts from 0",
      { JOB_COMPLETION_INDEX: '7', CAPTIONLAB_SHARDS: '8' },
      [8, 8],
    ],
    ["HyperQueue's", { HQ_TASK_ID: '1', CAPTIONLAB_SHARDS: '2' }, [1, 2]],
    [
      "GNU parallel's, also within a job of Slurm",
      {
        ...{ PARALLEL_SEQ: '2', CAPTIONLAB_SHARDS: '3' },
        ...{ SLURM_ARRAY_TASK_ID: '1', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '1' },
      },
      [2, 3],
    ],
  ];
  for (const [whose, environment, [part, parts]] of places) {
    it(`is ${whose}`, () => assert.deepEqual(placeInLine(environment), { part, parts }));
  }

  const wrong: [string, Record<string, string>, RegExp][] = [
    ['without an engine', {}, /needs an engine that numbers its tasks \(GNU parallel, HyperQueue,/],
    [
      'without the number of all',
      { JOB_COMPLETION_INDEX: '0' },
      /CAPTIONLAB_SHARDS is not set: Kubernetes does not tell/,
    ],
    [
      'where numbers were left out, so that the count is not the last',
      { SLURM_ARRAY_TASK_ID: '7', SLURM_ARRAY_TASK_MIN: '1', SLURM_ARRAY_TASK_COUNT: '3' },
      /task 7 of 3 that begin at 1 is no place in line/,
    ],
    [
      'before the first',
      { HQ_TASK_ID: '0', CAPTIONLAB_SHARDS: '3' },
      /task 0 of 3 that begin at 1 is no place in line/,
    ],
    [
      'where it is no number',
      { PARALLEL_SEQ: '1', CAPTIONLAB_SHARDS: 'many' },
      /CAPTIONLAB_SHARDS is "many", which is no whole number/,
    ],
  ];
  for (const [when, environment, message] of wrong) {
    it(`is refused ${when}`, () => assert.throws(() => placeInLine(environment), message));
  }
});
