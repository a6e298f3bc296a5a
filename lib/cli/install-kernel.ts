import type { Command } from 'commander';
import { shortPath } from '../outputs';
import { userDataFolder, writeKernelspec } from './jupyter/kernelspec';

/** `captionlab kernel`: for VS Code, JupyterHub and every Jupyter that `npm start` did not start. */
export function addKernelCommand(program: Command): void {
  program
    .command('kernel')
    .description("install the notebooks' kernel for this user's own Jupyter")
    .action(() => {
      console.log(`Installed the kernel in ${shortPath(writeKernelspec(userDataFolder()))}`);
    });
}
