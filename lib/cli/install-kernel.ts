import type { Command } from 'commander';
import { userDataFolder, writeKernelspec } from '../kernel/jupyter/kernelspec.js';
import { shortPath } from '../outputs/index.js';

/** `captionlab kernel`: for VS Code, JupyterHub and every Jupyter that `npm start` did not start. */
export function addKernelCommand(command: Command): void {
  command.action(() => {
    console.log(`Installed the kernel in ${shortPath(writeKernelspec(userDataFolder()))}`);
  });
}
