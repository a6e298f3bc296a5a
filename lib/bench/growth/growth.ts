import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { progressBar } from '../../display/progress.js';
import { startEngine } from '../../engine/index.js';
import { describeMachine } from '../machine.js';
import { type Growth, type GrowthLine, type GrowthPoint, growthLine } from './lines.js';
import { type Stage, stages } from './stages.js';

/** How often Flickr8k is repeated. */
const FACTORS = [1, 5, 20] as const;

/** What a stage complains of may be long. */
const MOST_OUTPUT = 2 ** 26;

/** Does a stage in a process of its own. */
async function measure({ name }: Stage, count: number) {
  const words = [join(import.meta.dirname, 'stage-main.js'), name, String(count)];
  const options = { maxBuffer: MOST_OUTPUT };
  const { stdout } = await promisify(execFile)(process.execPath, words, options);
  return JSON.parse(stdout) as Pick<GrowthPoint, 'seconds' | 'memoryMiB'>;
}

/** Time and peak of memory of every stage at 1, 5 and 20 times Flickr8k, one after the other. */
export async function measureGrowth(
  factors: readonly number[] = FACTORS,
  measured: readonly Stage[] = stages,
): Promise<Growth> {
  const { title: engine } = await startEngine();
  const bar = progressBar('growth', factors.length * measured.length, 'measurements');
  const lines: GrowthLine[] = [];
  for (const stage of measured) {
    const points: GrowthPoint[] = [];
    for (const factor of factors) {
      const count = factor * stage.count;
      points.push({ factor, count, ...(await measure(stage, count)) });
      bar.advance(1, `${stage.name} x ${factor}`);
    }
    lines.push(growthLine(stage, points));
  }
  bar.done();
  return { date: new Date().toISOString(), machine: describeMachine(), engine, lines };
}
