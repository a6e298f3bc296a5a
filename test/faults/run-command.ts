import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { captionlabProgram } from '../cli/command-line.js';

/** How a command ended. */
export interface Outcome {
  code: number | null;
  killed: boolean;
  said: string;
  milliseconds: number;
}

/** The environment of a command that has all of its folders below one: what it leaves is found there. */
export const environmentIn = (root: string): NodeJS.ProcessEnv => ({
  ...process.env,
  ENCODER: 'scenes-cnn',
  CAPTIONLAB_OUTPUTS: join(root, 'outputs'),
  CAPTIONLAB_DATA: join(root, 'data'),
  HOME: join(root, 'home'),
  TMPDIR: join(root, 'tmp'),
  FAULT_FOLDER: root,
});

/** The processes that work in the environment of a folder, and are not ours. */
export function processesOf(root: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map(Number)
    .filter((pid) => {
      try {
        readlinkSync(`/proc/${pid}/exe`); // none of one that is over and not yet waited for
        const environment = readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0');
        return environment.includes(`FAULT_FOLDER=${root}`);
      } catch {
        return false;
      }
    });
}

/** Ends a process, and at random all that it started. */
function kill(child: ChildProcess, wholeGroup: boolean): void {
  try {
    process.kill(wholeGroup ? -(child.pid as number) : (child.pid as number), 'SIGKILL');
  } catch {} // it has ended meanwhile
}

/** Where a command is to be killed: after a time, or at one of its changes to its folder. */
export type Blow =
  | { after: number; wholeGroup: boolean }
  | { at: number; when: 'before' | 'after' | 'middle' };

/** What is otherwise than usual around a command; what is undefined is not set at all. */
export interface Around {
  env?: Record<string, string | undefined>;
  /** Modules that are loaded before it. */
  load?: readonly string[];
  /** The user as whom it runs. */
  uid?: number;
}

/** Runs a command line of captionlab below a folder, and kills it as told. */
export function runIn(
  root: string,
  words: readonly string[],
  blow?: Blow,
  { env: other = {}, load = [], uid }: Around = {},
): Promise<Outcome> {
  const atPoint = blow && 'at' in blow ? blow : undefined;
  const point = pathToFileURL(join(import.meta.dirname, 'kill-point.js')).href;
  const env: NodeJS.ProcessEnv = {
    ...environmentIn(root),
    ...(atPoint && { FAULT_AT: String(atPoint.at), FAULT_WHEN: atPoint.when }),
    ...(!blow && uid === undefined && { FAULT_COUNT: `${root}.count` }),
    ...other,
  };
  for (const name of Object.keys(other)) if (other[name] === undefined) delete env[name];
  const started = performance.now();
  // Notebooks are executed in a clone alone.
  const program =
    words[0] === 'notebooks' ? captionlabProgram : join(import.meta.dirname, 'built.js');
  const modules = [point, ...load].flatMap((one) => ['--import', one]);
  const child = spawn(process.execPath, [...modules, program, ...words], {
    ...{ cwd: root, env, detached: true, uid },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (text) => {
      said += text;
    });
  }
  const timer =
    blow && 'after' in blow && setTimeout(() => kill(child, blow.wholeGroup), blow.after);
  return new Promise((resolve) => {
    child.on('exit', (code, signal) => {
      if (timer) clearTimeout(timer);
      const milliseconds = performance.now() - started;
      setImmediate(() => resolve({ code, killed: signal === 'SIGKILL', said, milliseconds }));
    });
  });
}
