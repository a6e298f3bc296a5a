import { Command, CommanderError } from 'commander';
import { isInstalled, systemSentence, UserError } from '../outputs/index.js';

const WRONG_USAGE = 2;

type AddCommand = (program: Command) => void;

/** What works on a clone's own notebooks, sources and benchmarks, which the installed package does not hold. */
const ofClone = ['start', 'notebooks', 'kernel', 'bench', 'train-encoder'];

/** Every command and the file that adds it, loaded when it is wanted: TensorFlow takes its time. */
const commands: Record<string, () => Promise<AddCommand>> = {
  start: async () => (await import('./start.js')).addStartCommand,
  notebooks: async () => (await import('./notebooks.js')).addNotebooksCommand,
  kernel: async () => (await import('./install-kernel.js')).addKernelCommand,
  fetch: async () => (await import('./fetch.js')).addFetchCommand,
  dataset: async () => (await import('./dataset.js')).addDatasetCommand,
  encode: async () => (await import('./encode.js')).addEncodeCommand,
  features: async () => (await import('./features.js')).addFeaturesCommand,
  caption: async () => (await import('./caption.js')).addCaptionCommand,
  stats: async () => (await import('./stats.js')).addStatsCommand,
  score: async () => (await import('./score.js')).addScoreCommand,
  train: async () => (await import('./train.js')).addTrainCommand,
  runs: async () => (await import('./runs.js')).addRunsCommand,
  search: async () => (await import('./search.js')).addSearchCommand,
  rerank: async () => (await import('./rerank.js')).addRerankCommand,
  evaluate: async () => (await import('./evaluate.js')).addEvaluateCommand,
  inspect: async () => (await import('./inspect.js')).addInspectCommand,
  pack: async () => (await import('./pack.js')).addPackCommand,
  web: async () => (await import('./web.js')).addWebCommand,
  doctor: async () => (await import('./doctor.js')).addDoctorCommand,
  engine: async () => (await import('./engine.js')).addEngineCommand,
  bench: async () => (await import('./bench.js')).addBenchCommand,
  'train-encoder': async () => (await import('./train-encoder.js')).addTrainEncoder,
};

/** The commands that work here. */
export function commandsHere(installed = isInstalled): string[] {
  return Object.keys(commands).filter((name) => !installed || !ofClone.includes(name));
}

/** The program with the command that the first word names, or with all of them (for the list of commands). */
async function createProgram(name: string): Promise<Command> {
  const program = new Command('captionlab')
    .description('Image captioning, notebook by notebook, from a shell.')
    .showHelpAfterError('(see --help)')
    .exitOverride();
  const here = commandsHere();
  if (Object.hasOwn(commands, name) && !here.includes(name)) {
    throw new UserError(
      `${name} works in a clone of the project and not in the installed package: clone it, then npm install.`,
    );
  }
  const wanted = here.includes(name) ? [name] : here;
  for (const one of wanted) (await commands[one]())(program);
  return program;
}

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
export async function main(words: string[]): Promise<number> {
  try {
    const program = await createProgram(words[0] ?? '');
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
