import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { UserError } from './user-error.js';

/** What is being served to this machine. */
export interface LoopbackServer {
  /** Ends with a slash. */
  address: string;
  /** Stops the server. */
  close(): Promise<void>;
}

/**
 * Has a server listen to this machine alone.
 * @param port 0 takes one that is free
 * @throws UserError when the port is taken
 */
export function listenOnLoopback(server: Server, port = 0): Promise<LoopbackServer> {
  return new Promise((resolve, reject) => {
    server.on('error', ({ code }: NodeJS.ErrnoException) =>
      reject(new UserError(`Port ${port} cannot be listened on (${code}): choose another.`)),
    );
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      const close = () =>
        new Promise<void>((closed) => {
          server.closeAllConnections();
          server.close(() => closed());
        });
      resolve({ address: `http://127.0.0.1:${taken}/`, close });
    });
  });
}
