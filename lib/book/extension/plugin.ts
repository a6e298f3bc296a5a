import { driveFile, visitorsFiles } from './files.js';
import type { Application, KernelClient, KernelOptions, KernelSpecs } from './jupyter-types.js';
import { keepBook } from './offline.js';
import { openAtSection } from './section.js';
import { WorkerKernel } from './worker-kernel.js';

/** As the notebooks ask for the kernel. */
const spec = {
  name: 'captionlab',
  display_name: 'TypeScript (captionlab)',
  language: 'typescript',
  argv: [],
  resources: {},
};

/** The kernels that run on this page. */
const running = new Map<string, WorkerKernel>();

/** The notebook that a kernel was started for: JupyterLite writes it down a moment after the kernel starts. */
function notebookOf(id: string, { serviceManager }: Application): string {
  const sessions = [...serviceManager.sessions.running()];
  return sessions.find(({ kernel }) => kernel?.id === id)?.path ?? '';
}

/** Starts a kernel, which has the drive's files and hears of those that change. */
function start(options: KernelOptions, app: Application, script: string) {
  const kernel = new WorkerKernel(options, script, async () => ({
    files: await visitorsFiles(app.serviceManager.contents),
    notebook: notebookOf(options.id, app),
  }));
  running.set(kernel.id, kernel);
  kernel.disposed.connect(() => running.delete(kernel.id));
  return kernel;
}

/** Takes a file that was saved or uploaded to all kernels. */
function passOnChanges({ serviceManager: { contents } }: Application): void {
  contents.fileChanged.connect(async (_, { newValue }) => {
    if (!newValue?.path || running.size === 0) return;
    const files = await driveFile(contents, newValue.path);
    for (const kernel of running.values()) kernel.post({ files });
  });
}

/** The stop button reaches the thread: JupyterLite itself only drops the cells that wait. */
function passOnInterrupts(client: KernelClient): void {
  const interrupt = client.interrupt.bind(client);
  client.interrupt = async (id) => {
    running.get(id)?.interrupt();
    await interrupt(id);
  };
}

/** Where the book has what runs beside the page. */
interface Scripts {
  /** The kernel's script. */
  script: string;
  /** The service worker. */
  keeper: string;
}

/** Starts a kernel, and has the book kept once it runs: not before, for both need the network. */
async function startAndKeep(options: KernelOptions, app: Application, { script, keeper }: Scripts) {
  const kernel = start(options, app, script);
  kernel.ready
    .then(() => keepBook(keeper, true))
    .catch((error) => console.warn(`The book is not kept for when there is no network: ${error}`));
  return kernel;
}

/** JupyterLab's plugin: the TypeScript kernel among JupyterLite's. */
export const kernelPlugin = (tokens: { specs: unknown; client: unknown }, scripts: Scripts) => ({
  id: 'captionlab:kernel',
  autoStart: true,
  requires: [tokens.specs, tokens.client],
  activate(app: Application, specs: KernelSpecs, client: KernelClient): void {
    specs.register({ spec, create: (options) => startAndKeep(options, app, scripts) });
    passOnChanges(app);
    passOnInterrupts(client);
    openAtSection(app);
  },
});
