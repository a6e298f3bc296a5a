import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';

/** The program of Redis or Valkey, if it is here. */
export const queueProgram = ['redis-server', 'valkey-server'].find(
  (name) => spawnSync(name, ['--version']).status === 0,
);

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts a server that keeps queues, and goes on with what its append-only file holds.
 * @param place its folder
 */
export function startQueueServer(place: string, port: number): ChildProcess {
  mkdirSync(place, { recursive: true });
  const kept = ['--appendonly', 'yes', '--appendfsync', 'always', '--save', '', '--dir', place];
  const where = ['--port', String(port), '--bind', '127.0.0.1'];
  return spawn(queueProgram as string, [...where, ...kept], { stdio: 'ignore' });
}
