import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from '../../lib/outputs/index.js';
import { freePort } from './queue-server.js';

const own = join(projectRoot, 'outputs', 's3-server', 'bin', 'moto_server');

/** The program of moto's server, if it is here. */
export const motoServer = [own, 'moto_server'].find(
  (name) => existsSync(name) || spawnSync(name, ['--version']).status === 0,
);

/** A request that went through the proxy. */
export interface Passed {
  method: string;
  path: string;
  query: URLSearchParams;
  /** The bytes that are asked for, where not all are. */
  range?: string;
  /** 0 until it is answered. */
  status: number;
}

/** A server of the S3 protocol, and a proxy before it that counts, waits, and goes away. */
export interface BucketServer {
  /** What goes through the proxy, as AWS_ENDPOINT_URL. */
  endpoint: string;
  /** The server itself. */
  behind: string;
  passed: Passed[];
  /** Called before a request is passed on. */
  before: (passed: Passed) => Promise<void>;
  goAway(): void;
  comeBack(): Promise<void>;
  close(): void;
}

const listen = (server: Server, port: number) =>
  new Promise<number>((resolve) => {
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });

async function startMoto(port: number): Promise<ChildProcess> {
  const child = spawn(motoServer as string, ['-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  for (;;) {
    if (
      await fetch(`http://127.0.0.1:${port}/moto-api/`).then(
        (r) => r.ok,
        () => false,
      )
    )
      break;
    await pause(100);
  }
  return child;
}

/** Starts both. */
export async function startBucketServer(): Promise<BucketServer> {
  const behindPort = await freePort();
  const moto = await startMoto(behindPort);
  const sockets = new Set<Socket>();
  const passed: Passed[] = [];
  const open = () =>
    createServer(async (asked, answer) => {
      const { pathname, searchParams } = new URL(asked.url ?? '/', 'http://localhost');
      const path = decodeURIComponent(pathname);
      const one: Passed = {
        ...{ method: asked.method ?? '', path, query: searchParams, status: 0 },
        range: asked.headers.range,
      };
      passed.push(one);
      await server.before(one);
      const on = request(
        { port: behindPort, method: asked.method, path: asked.url, headers: asked.headers },
        (reply) => {
          one.status = reply.statusCode ?? 0;
          answer.writeHead(one.status, reply.rawHeaders);
          reply.pipe(answer);
        },
      );
      on.on('error', () => answer.destroy());
      asked.pipe(on);
    }).on('connection', (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    });
  let proxy = open();
  const port = await listen(proxy, 0);
  const goAway = () => {
    proxy.close();
    for (const socket of sockets) socket.destroy();
  };
  const server: BucketServer = {
    ...{ endpoint: `http://127.0.0.1:${port}`, behind: `http://127.0.0.1:${behindPort}`, passed },
    before: async () => {},
    goAway,
    async comeBack() {
      proxy = open();
      await listen(proxy, port);
    },
    close() {
      goAway();
      moto.kill('SIGKILL');
    },
  };
  return server;
}
