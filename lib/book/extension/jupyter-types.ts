/** What this extension asks of JupyterLab and JupyterLite: as much of their interfaces as it uses. */

import type { JupyterMessage } from '../worker/tslab-message.js';

/** A signal of Lumino's, as the one who waits for it sees it. */
export interface Signal<Sender, Words> {
  connect(slot: (sender: Sender, words: Words) => void): boolean;
}

/** A file or a folder of JupyterLite's drive, in the browser's storage. */
export interface Contents {
  path: string;
  type: 'file' | 'notebook' | 'directory';
  format: 'text' | 'json' | 'base64' | null;
  content: unknown;
}

export interface ContentsManager {
  get(path: string, options?: { content: boolean }): Promise<Contents>;
  fileChanged: Signal<ContentsManager, { type: string; newValue: { path?: string } | null }>;
}

/** A notebook that is shown. */
export interface NotebookPanel {
  context: { ready: Promise<void> };
  revealed: Promise<void>;
  content: { activeCellIndex: number; widgets: { model: { id: string } }[] };
  /** Goes to what the last part of an address names. */
  setFragment?(fragment: string): void;
}

export interface Shell {
  currentWidget: NotebookPanel | null;
  currentChanged: Signal<Shell, unknown>;
}

export interface Application {
  shell: Shell;
  serviceManager: {
    contents: ContentsManager;
    sessions: { running(): Iterable<{ path: string; kernel: { id: string } | null }> };
  };
}

/** What JupyterLite starts a kernel with. */
export interface KernelOptions {
  id: string;
  name: string;
  location: string;
  sendMessage(message: JupyterMessage): void;
}

/** A kernel, as JupyterLite uses it. */
export interface LiteKernel extends Omit<KernelOptions, 'sendMessage'> {
  ready: Promise<void>;
  isDisposed: boolean;
  disposed: Signal<LiteKernel, undefined>;
  handleMessage(message: JupyterMessage): Promise<void>;
  dispose(): void;
}

export interface KernelSpecs {
  register(options: { spec: object; create(options: KernelOptions): Promise<LiteKernel> }): void;
}

/** Of JupyterLite's service of kernels: the stop button calls it. */
export interface KernelClient {
  interrupt(id: string): Promise<void>;
}
