import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { projectRoot } from '../outputs/index.js';
import type { Contender, Facts, Launch, Reply, Request } from './types.js';

/** A contender's process that waits for requests. */
export interface RunningContender {
  facts: Facts;
  /** Throws an Error with the contender's own words when it failed, or how it ended when it died. */
  ask(request: Request): Promise<Reply>;
  end(): Promise<void>;
}

/** Contenders live side by side: none may take the whole memory of a GPU for itself. */
const SHARED_GPU = { TF_FORCE_GPU_ALLOW_GROWTH: 'true' };

/** The line of a program's complaints that says most. */
function lastComplaint(stderr: string): string {
  const lines = stderr.split('\n').filter((line) => line.trim());
  return lines.filter((line) => /error/i.test(line)).pop() ?? lines.pop() ?? '';
}

function startProcess({ program, words, env }: Launch) {
  const child = spawn(program, words, {
    cwd: projectRoot,
    env: { ...process.env, ...SHARED_GPU, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (text: Buffer) => {
    stderr = `${stderr}${text}`.slice(-8000);
  });
  child.stdin.on('error', () => {}); // it died: `ended` says how
  const ended = new Promise<string>((resolve) => {
    child.on('error', (error) => resolve(error.message));
    child.on('close', (code, signal) => {
      const how = signal ? `ended by ${signal}` : `ended with code ${code}`;
      resolve([how, lastComplaint(stderr)].filter(Boolean).join(': '));
    });
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextReply = async (): Promise<Reply> => {
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(await ended);
      if (value.startsWith('{')) return JSON.parse(value) as Reply;
    }
  };
  return { child, ended, nextReply };
}

/**
 * Starts a contender and waits until it can take requests.
 * @returns the reason in words when it is not present on this machine
 * @throws Error when it is present but ends before it is ready
 */
export async function startContender(contender: Contender): Promise<RunningContender | string> {
  const launch = contender.launch();
  if (typeof launch === 'string') return launch;
  const { child, ended, nextReply } = startProcess(launch);
  const end = async () => {
    child.stdin.end();
    await ended;
  };
  const { facts = {}, absent } = await nextReply();
  if (absent !== undefined) {
    await end();
    return absent;
  }
  return {
    facts,
    end,
    async ask(request) {
      child.stdin.write(`${JSON.stringify(request)}\n`);
      const reply = await nextReply();
      if (reply.error !== undefined) throw new Error(reply.error);
      return reply;
    },
  };
}
