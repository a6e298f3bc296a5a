import { main } from '../../lib/cli/main.js';
import type { Ended } from './command-line.js';

/** What a command writes: text. What the test runner tells its parent, on the same stream, is bytes. */
type Write = (text: string | Uint8Array, ...more: unknown[]) => boolean;

/** Keeps what is written on a stream, until what it returns is called: that puts the stream back and gives the text. */
function listenTo(stream: NodeJS.WriteStream): () => string {
  const write = stream.write as Write;
  let heard = '';
  stream.write = ((text, ...more) => {
    if (typeof text !== 'string') return write.call(stream, text, ...more);
    heard += text;
    for (const one of more) if (typeof one === 'function') one();
    return true;
  }) satisfies Write as typeof stream.write;
  return () => {
    stream.write = write as typeof stream.write;
    return heard;
  };
}

async function run(words: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  const { log } = console; // with --json a command gives it another stream
  Object.assign(process.env, env);
  const [stdout, stderr] = [listenTo(process.stdout), listenTo(process.stderr)];
  try {
    const code = await main(words);
    return { code, stdout: stdout(), stderr: stderr() };
  } finally {
    stdout();
    stderr();
    console.log = log;
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

let last: Promise<unknown> = Promise.resolve();

/**
 * Runs a command line in this process, after those that were typed before it: what it printed, and its exit code. Nothing
 * is loaded or started twice, so it is quick; that a process of its own says the same, `captionlab` shows now and then.
 */
export function typed(words: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const ended = last.then(() => run(words, env));
  last = ended.catch(() => {});
  return ended;
}
