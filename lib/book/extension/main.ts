// What JupyterLite loads as an extension: a container of module federation that shares JupyterLite's own modules.
import { kernelPlugin } from './plugin.js';

/** Modules that JupyterLab's extensions share, by name and version. */
type Shared = Record<string, Record<string, { get(): Promise<() => unknown> }>>;

interface Services {
  IKernelSpecs: unknown;
  IKernelClient: unknown;
}

const NAME = 'captionlab-kernel';
const { src } = document.currentScript as HTMLScriptElement;
/** The book's folder, as seen from this extension's own place, `live/extensions/captionlab-kernel/static`. */
const book = new URL('../../../../', src);
const script = new URL('kernel/kernel.js', book).href;
const keeper = new URL('service-worker.js', book).href;

let shared: Shared = {};

async function services(): Promise<Services> {
  const [version] = Object.values(shared['@jupyterlite/services']);
  return (await version.get())() as Services;
}

const container = {
  init(modules: Shared): void {
    shared = modules;
  },
  async get(): Promise<() => object> {
    const { IKernelSpecs, IKernelClient } = await services();
    const plugin = kernelPlugin({ specs: IKernelSpecs, client: IKernelClient }, { script, keeper });
    return () => ({ default: [plugin], __esModule: true });
  },
};

const page = window as unknown as { _JUPYTERLAB?: Record<string, object> };
page._JUPYTERLAB = { ...page._JUPYTERLAB, [NAME]: container };
