import { type Command, CommanderError } from 'commander';
import { isInstalled, systemSentence, UserError } from '../outputs/index.js';
import { commands, commandsIn, createProgram } from './program.js';

const WRONG_USAGE = 2;

type AddCommand = (command: Command) => void;

/** The file of each command, which adds what it can be told and what it does; loaded when it is called. */
const files: Record<string, () => Promise<AddCommand>> = {
  start: async () => (await import('./start.js')).addStartCommand,
  notebooks: async () => (await import('./notebooks.js')).addNotebooksCommand,
  kernel: async () => (await import('./install-kernel.js')).addKernelCommand,
  class: async () => (await import('./class.js')).addClassCommand,
  fetch: async () => (await import('./fetch.js')).addFetchCommand,
  dataset: async () => (await import('./dataset.js')).addDatasetCommand,
  encode: async () => (await import('./encode.js')).addEncodeCommand,
  quantise: async () => (await import('./quantise.js')).addQuantiseCommand,
  queue: async () => (await import('./queue.js')).addQueueCommand,
  features: async () => (await import('./features.js')).addFeaturesCommand,
  caption: async () => (await import('./caption.js')).addCaptionCommand,
  stats: async () => (await import('./stats.js')).addStatsCommand,
  score: async () => (await import('./score.js')).addScoreCommand,
  train: async () => (await import('./train.js')).addTrainCommand,
  runs: async () => (await import('./runs.js')).addRunsCommand,
  search: async () => (await import('./search.js')).addSearchCommand,
  find: async () => (await import('./find.js')).addFindCommand,
  rerank: async () => (await import('./rerank.js')).addRerankCommand,
  evaluate: async () => (await import('./evaluate.js')).addEvaluateCommand,
  join: async () => (await import('./join.js')).addJoinCommand,
  inspect: async () => (await import('./inspect.js')).addInspectCommand,
  pack: async () => (await import('./pack.js')).addPackCommand,
  web: async () => (await import('./web.js')).addWebCommand,
  doctor: async () => (await import('./doctor.js')).addDoctorCommand,
  bundle: async () => (await import('./bundle.js')).addBundleCommand,
  engine: async () => (await import('./engine.js')).addEngineCommand,
  bench: async () => (await import('./bench.js')).addBenchCommand,
  'train-encoder': async () => (await import('./train-encoder.js')).addTrainEncoder,
};

/** The program with the command that the first word names, or with the names of all. */
async function programFor(name: string): Promise<Command> {
  const here = commandsIn(!isInstalled);
  if (!Object.hasOwn(commands, name)) return createProgram(here);
  if (!here.includes(name)) {
    throw new UserError(
      `${name} works in a clone of the project and not in the installed package: clone it, then npm install.`,
    );
  }
  const program = createProgram([name]);
  (await files[name]())(program.commands[0]);
  return program;
}

/** `help encode` is `encode --help`. */
const helpLast = (words: string[]) =>
  words[0] === 'help' && words.length > 1 ? [...words.slice(1), '--help'] : words;

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  const sentence = error instanceof UserError ? error.message : systemSentence(error);
  console.error(sentence === undefined ? error : `captionlab: ${sentence}`);
  return 1;
}

/**
 * Runs one command line.
 * @returns the exit code: 0, 1 when the work failed, 2 when the command line is wrong
 */
export async function main(typed: string[]): Promise<number> {
  const words = helpLast(typed);
  try {
    const program = await programFor(words[0] ?? '');
    if (words.length === 0) {
      program.outputHelp({ error: true });
      return WRONG_USAGE;
    }
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}
