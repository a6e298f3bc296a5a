import { requireFromTslab } from './tslab-modules.js';

type Parts = Uint8Array[];

interface Server {
  handleShellMessage(socket: unknown, ...parts: Parts): Promise<void>;
}

/** What stands before the signature, the header and the rest of a message (Jupyter's messaging protocol 5.3). */
const DELIMITER = '<IDS|MSG>';

function isInterrupt(parts: Parts): boolean {
  const texts = parts.map((part) => Buffer.from(part).toString());
  const header = texts[texts.indexOf(DELIMITER) + 2];
  return header?.includes('"interrupt_request"');
}

/**
 * Takes Jupyter's stop button as a message too, which is how it comes where a process gets no signals (Windows): as if the
 * signal had come. Nobody waits for a reply.
 */
export function interruptByMessage(): void {
  // Not above: what is replaced in tslab's own modules must be so before tslab loads them.
  const { ZmqServer } = requireFromTslab('./jupyter.js') as { ZmqServer: { prototype: Server } };
  const { handleShellMessage } = ZmqServer.prototype;
  ZmqServer.prototype.handleShellMessage = async function (socket, ...parts) {
    if (isInterrupt(parts)) process.emit('SIGINT');
    else await handleShellMessage.call(this, socket, ...parts);
  };
}
