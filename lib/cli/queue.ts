import type { Command } from 'commander';
import { tableText } from '../display/table.js';
import {
  connectToServer,
  type PictureQueue,
  queuesOn,
} from '../image-encoding/queue/open-queue.js';
import { queuesHtml, stateOf } from '../image-encoding/queue/queue-state.js';
import { send, servePage } from '../outputs/index.js';
import { addJsonOption, portNumber } from './options.js';

interface QueueCommandOptions {
  port?: number;
  retry?: boolean;
  json?: boolean;
}

const statesOf = (queues: readonly PictureQueue[]) => Promise.all(queues.map(stateOf));

async function print(queues: readonly PictureQueue[], { json }: QueueCommandOptions) {
  const states = await statesOf(queues);
  if (json) {
    process.stdout.write(`${JSON.stringify(states)}\n`);
    return;
  }
  if (states.length === 0) console.log('There is no queue of pictures.');
  for (const { name, givenUp, givenUpCount, ...counts } of states) {
    console.log(tableText([{ queue: name, ...counts, 'given up': givenUpCount }]));
    if (givenUp.length > 0) console.log(`\n${tableText(givenUp, { most: givenUp.length })}`);
  }
}

async function queue(address: string, options: QueueCommandOptions): Promise<void> {
  const server = await connectToServer(address);
  const queues = await queuesOn(server);
  if (options.port !== undefined) {
    const { address: page } = await servePage(
      {
        'GET /': async (_, response) =>
          send(
            response,
            200,
            'text/html; charset=utf-8',
            queuesHtml(await statesOf(await queuesOn(server))),
          ),
      },
      options.port,
    );
    console.error(`Open ${page} in a browser. Ctrl-C stops.`);
    return;
  }
  try {
    if (options.retry) for (const one of queues) await one.retryJobs();
    await print(queues, options);
  } finally {
    for (const one of queues) await one.close();
    server.disconnect();
  }
}

/** `captionlab queue`: how far the queues of `encode --queue` are. */
export function addQueueCommand(command: Command): void {
  command
    .argument('<address>', 'of a server of Redis or Valkey: redis://host:6379')
    .option('--port <n>', 'serves a page on this machine that shows it', portNumber)
    .option('--retry', 'puts what was given up into the queues again');
  addJsonOption(command).action(queue);
}
