import { Command, CommanderError } from 'commander';
import { UserError } from '../outputs';
import { addKernelCommand } from './install-kernel';
import { addNotebooksCommand } from './notebooks';
import { addStartCommand } from './start';

const WRONG_USAGE = 2;

/** Every command, each from its own file. */
const addCommands = [addStartCommand, addNotebooksCommand, addKernelCommand];

function createProgram(): Command {
  const program = new Command('captionlab')
    .description('Image captioning, notebook by notebook, from a shell.')
    .showHelpAfterError('(see --help)')
    .exitOverride();
  for (const add of addCommands) add(program);
  return program;
}

/**
 * Runs one command line.
 * @returns the exit code: 0, 1 when the work failed, 2 when the command line is wrong
 */
export async function main(words: string[]): Promise<number> {
  const program = createProgram();
  if (words.length === 0) {
    program.outputHelp({ error: true });
    return WRONG_USAGE;
  }
  try {
    await program.parseAsync(words, { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return exitCodeOf(error);
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
  if (error instanceof UserError) console.error(`captionlab: ${error.message}`);
  else console.error(error);
  return 1;
}
