import type { JupyterMessage } from '../worker/tslab-message.js';

const name = 'Stopped';
const reason =
  'The cell was computing and heard nothing, so its thread was ended, and with it all that the cells had defined. ' +
  'Run the cells above again; what ended cells wrote to files is still there.';

/**
 * What a kernel says of a cell whose thread was ended.
 * @param asked the message that had it executed
 * @param count the cell's number
 */
export function saidOfStopped(asked: JupyterMessage, count: number): JupyterMessage[] {
  const { session, username } = asked.header;
  const error = { ename: name, evalue: reason, traceback: [`${name}: ${reason}`] };
  const say = (msg_type: string, channel: string, content: JupyterMessage['content']) => ({
    header: {
      ...{ version: '5.3', session, username, msg_type },
      ...{ msg_id: crypto.randomUUID(), date: new Date().toISOString() },
    },
    ...{ parent_header: asked.header, metadata: {}, content, channel, buffers: [] },
  });
  return [
    say('error', 'iopub', error),
    say('execute_reply', 'shell', { status: 'error', execution_count: count, ...error }),
    say('status', 'iopub', { execution_state: 'idle' }),
  ];
}
