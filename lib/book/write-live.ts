import { cpSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { LIBRARY_FILE } from '../display/figure-script.js';
import { projectRoot, writeFileWhole } from '../outputs/index.js';
import { bundleExtension } from './bundle-extension.js';
import { INDEX_FILE, writeDriveIndex } from './drive-index.js';
import { APPLICATIONS, makeJupyterLite } from './make-jupyterlite.js';
import { packJupyterLite } from './pack-jupyterlite.js';

const EXTENSION = 'captionlab-kernel';

/** What a visitor finds in the drive: the notebooks with their pictures and solutions, as on a computer. */
const inDrive = ['notebooks'];

/** How JupyterLite shows itself here, and where in the browser it keeps a visitor's work. */
const ownSettings = {
  appName: 'captionlab',
  defaultKernelName: 'captionlab',
  contentsStorageName: 'captionlab notebooks',
  settingsStorageName: 'captionlab settings',
  workspacesStorageName: 'captionlab workspaces',
  contentsAllJsonFile: INDEX_FILE,
  federated_extensions: [
    { name: EXTENSION, extension: './extension', load: 'static/remoteEntry.js' },
  ],
  // The book has a service worker of its own, and shows no news of others.
  disabledExtensions: [
    '@jupyterlite/application-extension:service-worker-manager',
    '@jupyterlab/apputils-extension:announcements',
  ],
};

function configure(folder: string): void {
  const path = join(folder, 'jupyter-lite.json');
  const config = JSON.parse(readFileSync(path, 'utf8')) as Record<string, object>;
  config['jupyter-config-data'] = { ...config['jupyter-config-data'], ...ownSettings };
  writeFileWhole(path, `${JSON.stringify(config, null, 1)}\n`);
}

/** Figures ask for their library where Jupyter's server has it; this brings the one of the book's pages. */
const libraryLoader = `{
const library = document.createElement('script');
library.src = new URL('../../../${LIBRARY_FILE}', document.currentScript.src).href;
document.head.append(library);
}
`;

/** JupyterLab's own icons of a notebook's tab, at rest and at work, which Jupyter's server has and JupyterLite asks for in vain. */
function placeIcons(folder: string): void {
  const small = join(folder, 'notebooks', 'favicon.ico');
  for (const name of ['notebook', 'busy-1']) {
    cpSync(small, join(folder, 'static', 'favicons', `favicon-${name}.ico`));
  }
  cpSync(small, join(folder, 'lab', 'favicon.ico')); // JupyterLite's own has 0.3 MB, and every page shows it
}

/** Fonts in forms of browsers that are too old to run a notebook: each is there as WOFF2 too. */
const oldFonts = /^fa-.*\.(eot|svg|ttf|woff)$/;

function removeOldFonts(folder: string): void {
  for (const name of readdirSync(folder)) if (oldFonts.test(name)) rmSync(join(folder, name));
}

/** Writes the live notebooks: JupyterLite with the kernel as its extension, and the notebooks in its drive. */
export async function writeLive(folder: string): Promise<void> {
  makeJupyterLite(folder);
  configure(folder);
  placeIcons(folder);
  removeOldFonts(join(folder, 'build'));
  packJupyterLite(join(folder, 'build'), APPLICATIONS);
  await bundleExtension(join(folder, 'extensions', EXTENSION, 'static', 'remoteEntry.js'));
  writeFileWhole(join(folder, 'kernelspecs', 'captionlab', LIBRARY_FILE), libraryLoader);
  const files = join(folder, 'files');
  for (const path of inDrive) {
    cpSync(join(projectRoot, path), join(files, path), {
      recursive: true,
      filter: (source) => !source.includes('.ipynb_checkpoints'),
    });
  }
  writeDriveIndex(files, join(folder, 'api', 'contents'));
}
