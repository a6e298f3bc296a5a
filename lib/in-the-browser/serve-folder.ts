import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sirv from 'sirv';
import { UserError } from '../outputs/index.js';

/** A folder that is being served. */
export interface FolderServer {
  /** Ends with a slash. */
  address: string;
  /** Stops the server. */
  close(): Promise<void>;
}

/**
 * Serves a folder's files on this machine alone, as they are when they are asked for.
 * @param port 0 takes one that is free
 * @throws UserError when the port is taken
 */
export function serveFolder(folder: string, port = 0): Promise<FolderServer> {
  const answer = sirv(folder, { dev: true, etag: true });
  const server = createServer((request, response) => {
    answer(request, response, () => {
      response.writeHead(404).end('There is no such file.\n');
    });
  });
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
