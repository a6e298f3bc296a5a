import { Command, CommanderError } from 'commander';
import { UserError } from '../outputs';

const WRONG_USAGE = 2;

type AddCommand = (program: Command) => void;

/** Every command and the file that adds it, loaded when it is wanted: TensorFlow takes its time. */
const commands: Record<string, () => Promise<AddCommand>> = {
  start: async () => (await import('./start')).addStartCommand,
  notebooks: async () => (await import('./notebooks')).addNotebooksCommand,
  kernel: async () => (await import('./install-kernel')).addKernelCommand,
  fetch: async () => (await import('./fetch')).addFetchCommand,
  encode: async () => (await import('./encode')).addEncodeCommand,
  features: async () => (await import('./features')).addFeaturesCommand,
  caption: async () => (await import('./caption')).addCaptionCommand,
  stats: async () => (await import('./stats')).addStatsCommand,
  score: async () => (await import('./score')).addScoreCommand,
  train: async () => (await import('./train')).addTrainCommand,
  search: async () => (await import('./search')).addSearchCommand,
  evaluate: async () => (await import('./evaluate')).addEvaluateCommand,
  web: async () => (await import('./web')).addWebCommand,
  doctor: async () => (await import('./doctor')).addDoctorCommand,
  engine: async () => (await import('./engine')).addEngineCommand,
  bench: async () => (await import('./bench')).addBenchCommand,
  'train-encoder': async () => (await import('./train-encoder')).addTrainEncoder,
};

/** The program with the command that the first word names, or with all of them (for the list of commands). */
async function createProgram(name: string): Promise<Command> {
  const program = new Command('captionlab')
    .description('Image captioning, notebook by notebook, from a shell.')
    .showHelpAfterError('(see --help)')
    .exitOverride();
  const wanted = Object.hasOwn(commands, name) ? [commands[name]] : Object.values(commands);
  for (const load of wanted) (await load())(program);
  return program;
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (error instanceof UserError) console.error(`captionlab: ${error.message}`);
  else console.error(error);
  return 1;
}

/**
 * Runs one command line.
 * @returns the exit code: 0, 1 when the work failed, 2 when the command line is wrong
 */
export async function main(words: string[]): Promise<number> {
  const program = await createProgram(words[0] ?? '');
  if (words.length === 0) {
    program.outputHelp({ error: true });
    return WRONG_USAGE;
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return 0;
  } catch (error) {
    return exitCodeOf(error);
  }
}
