import { type ChildProcess, spawn } from 'node:child_process';
import { createHmac, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type * as ZeroMq from 'zeromq';
import { requireFromTslab } from '../../lib/kernel/tslab-modules.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { freePorts } from './free-ports.js';

const { Dealer, Subscriber } = requireFromTslab('zeromq') as typeof ZeroMq;

/** A message that the kernel published about a cell. */
export interface Output {
  type: string;
  content: Record<string, unknown>;
}

/** What one execution came to. */
export interface Execution {
  outputs: Output[];
  status: string;
  reply: Record<string, unknown>;
}

const DELIMITER = '<IDS|MSG>';

/** A Jupyter client of a few lines (the messaging protocol, version 5.3): starts the kernel and runs cells. */
export class KernelClient {
  readonly process: ChildProcess;
  private readonly key = randomUUID();
  private readonly session = randomUUID();
  private readonly shell = new Dealer();
  private readonly iopub = new Subscriber();
  private readonly control = new Dealer();
  private readonly waiting = new Map<string, (message: Output & { parent: string }) => void>();

  private constructor(ports: number[], environment: NodeJS.ProcessEnv) {
    const [shell_port, iopub_port, control_port, stdin_port, hb_port] = ports;
    const file = join(mkdtempSync(join(tmpdir(), 'kernel-')), 'connection.json');
    const ends = { shell_port, iopub_port, control_port, stdin_port, hb_port };
    const connection = { ...ends, ip: '127.0.0.1', transport: 'tcp', key: this.key };
    writeFileSync(file, JSON.stringify({ ...connection, signature_scheme: 'hmac-sha256' }));
    this.process = spawn(
      process.execPath,
      [join(projectRoot, 'lib', 'kernel', 'kernel.cjs'), file],
      {
        env: { ...process.env, ...environment },
        stdio: 'inherit',
      },
    );
    this.shell.connect(`tcp://127.0.0.1:${shell_port}`);
    this.control.connect(`tcp://127.0.0.1:${control_port}`);
    this.iopub.connect(`tcp://127.0.0.1:${iopub_port}`);
    this.iopub.subscribe();
  }

  /** Starts a kernel and waits until it answers and its outputs arrive. */
  static async start(environment: NodeJS.ProcessEnv = {}): Promise<KernelClient> {
    const client = new KernelClient(await freePorts(5), environment);
    void client.listen(client.shell);
    void client.listen(client.iopub);
    for (let heard = false; !heard; ) {
      const { outputs } = await client.request('kernel_info_request', {}, 'kernel_info_reply');
      heard = outputs.some(({ type }) => type === 'status');
    }
    return client;
  }

  private async listen(socket: ZeroMq.Dealer | ZeroMq.Subscriber): Promise<void> {
    for await (const parts of socket) {
      const start = parts.findIndex((part) => part.toString() === DELIMITER) + 2;
      const [header, parent, , content] = parts.slice(start).map((part) => JSON.parse(`${part}`));
      this.waiting.get(parent.msg_id)?.({ type: header.msg_type, content, parent: parent.msg_id });
    }
  }

  private send(
    socket: ZeroMq.Dealer,
    msg_type: string,
    content: object,
    msg_id: string,
  ): Promise<void> {
    const header = { msg_id, msg_type, session: this.session, username: 'test', version: '5.3' };
    const parts = [header, {}, {}, content].map((part) => JSON.stringify(part));
    const signature = createHmac('sha256', this.key).update(parts.join('')).digest('hex');
    return socket.send([DELIMITER, signature, ...parts]);
  }

  /**
   * Ends when both the reply and the state "idle" are there (or, at the start, half a second after the reply).
   * @throws when the kernel ends instead: nobody waits for an answer of one that is gone
   */
  private request(type: string, content: object, replyType: string): Promise<Execution> {
    const id = randomUUID();
    const outputs: Output[] = [];
    return new Promise((resolve, reject) => {
      const onExit = (code: number | null, signal: string | null) =>
        reject(new Error(`the kernel ended with ${code ?? signal}`));
      this.process.once('exit', onExit);
      let reply: Record<string, unknown> | undefined;
      let idle = false;
      const end = () => {
        this.process.off('exit', onExit);
        resolve({ outputs, status: String(reply?.status), reply: reply ?? {} });
      };
      this.waiting.set(id, (message) => {
        if (message.type === replyType) reply = message.content;
        else outputs.push(message);
        idle ||= message.content.execution_state === 'idle';
        if (reply && idle) end();
        else if (reply && replyType === 'kernel_info_reply') setTimeout(end, 500);
      });
      void this.send(this.shell, type, content, id);
    });
  }

  /** Executes a cell. */
  run(code: string, stop_on_error = true): Promise<Execution> {
    return this.request('execute_request', { code, stop_on_error, silent: false }, 'execute_reply');
  }

  /** What Jupyter's stop button does where a process gets signals. */
  interrupt(): void {
    this.process.kill('SIGINT');
  }

  /** What it does where a process gets no signals. */
  interruptByMessage(): Promise<void> {
    return this.send(this.control, 'interrupt_request', {}, randomUUID());
  }

  /** Asks the kernel to end. @returns its exit code, once it has ended */
  async shutdown(): Promise<number | null> {
    const ended = once(this.process, 'exit');
    await this.send(this.control, 'shutdown_request', { restart: false }, randomUUID());
    const [code] = await ended;
    for (const socket of [this.shell, this.iopub, this.control]) socket.close();
    return code;
  }
}

/** All that a cell printed to a stream. */
export function printed({ outputs }: Execution, name = 'stdout'): string {
  return outputs
    .filter(({ type, content }) => type === 'stream' && content.name === name)
    .map(({ content }) => content.text)
    .join('');
}
