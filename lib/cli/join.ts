import type { Command } from 'commander';
import { joinParts } from '../outputs/index.js';
import { tellShard } from './shard.js';

/** `captionlab join`: takes in the parts of captions or scores that other machines made. */
export function addJoinCommand(command: Command): void {
  command
    .argument(
      '<folder>',
      'where the parts come together: captions.<split>….parts, or that of `score`',
    )
    .argument('<others...>', 'copies of the same folder from other machines')
    .option('--json', 'print the result as one line of JSON')
    .action(async (folder: string, others: string[], options: { json?: boolean }) => {
      tellShard(options, await joinParts(folder, others));
    });
}
