import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { startEngine, tf } from '../engine/index.js';
import { messageOf, UserError } from '../outputs/index.js';
import type { Facts, Prepare, Reply, Request, Settings, Task } from './types.js';

const WARM_UP = { runs: 2, milliseconds: 300 };
const TIMING = { runs: 1, milliseconds: 100 };

/** Runs a task until both are reached; the mean milliseconds of a run, and those of the processor, all threads together. */
async function repeat(task: Task, atLeast: typeof TIMING) {
  const start = performance.now();
  const before = process.cpuUsage();
  for (let runs = 1; ; runs++) {
    await task.run();
    const elapsed = performance.now() - start;
    if (runs >= atLeast.runs && elapsed >= atLeast.milliseconds) {
      const { user, system } = process.cpuUsage(before);
      return { milliseconds: elapsed / runs, cpuMilliseconds: (user + system) / 1000 / runs };
    }
  }
}

function send(reply: Reply): void {
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}

async function engineFacts(): Promise<Facts> {
  const { name, title, usesGpu, gpu } = await startEngine();
  if (name === 'webgpu' && !usesGpu) {
    throw new UserError(`only ${title}, many times slower than WebAssembly`);
  }
  return {
    engine: title,
    'TensorFlow.js': tf.version_core,
    ...(usesGpu && gpu ? { gpu: gpu.name } : {}),
  };
}

/** Answers requests about the task of one file on the engine of this process until standard input ends. */
export async function serve(taskFile: string): Promise<void> {
  console.log = console.error; // standard output belongs to the replies
  try {
    send({ facts: await engineFacts() });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    send({ absent: error.message });
    return;
  }
  const { prepare } = (await import(pathToFileURL(taskFile).href)) as {
    prepare: Prepare<Settings>;
  };
  const tasks = new Map<string, Task>();
  const answer = async (request: Request): Promise<Reply> => {
    if (request.do === 'time') {
      return repeat(tasks.get(request.case) as Task, TIMING);
    }
    const task = await prepare(request.settings ?? {});
    tasks.set(request.case, task);
    const values = await task.values();
    await repeat(task, WARM_UP);
    return { values, stages: await task.stages?.() };
  };
  for await (const line of createInterface({ input: process.stdin })) {
    try {
      send(await answer(JSON.parse(line)));
    } catch (error) {
      console.error(error);
      send({ error: messageOf(error) });
    }
  }
}
