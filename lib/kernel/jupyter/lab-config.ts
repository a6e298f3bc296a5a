import { delimiter, join } from 'node:path';
import { projectRoot, writeFileWhole } from '../../outputs/index.js';
import { kernelEnvironment } from './kernelspec.js';

const configFolder = join(projectRoot, '.jupyter', 'config');

/** What JupyterLab leaves out when `npm start` opens it: asking whether its makers may send news, and telling of updates. */
const pageConfig = {
  disabledExtensions: { '@jupyterlab/apputils-extension:announcements': true },
};

/** The environment in which JupyterLab shows the project's kernel and opens without a word of its own. */
export function labEnvironment(): NodeJS.ProcessEnv {
  const file = join(configFolder, 'labconfig', 'page_config.json');
  writeFileWhole(file, `${JSON.stringify(pageConfig, null, 2)}\n`);
  const paths = [configFolder, process.env.JUPYTER_CONFIG_PATH].filter(Boolean);
  return { ...kernelEnvironment(), JUPYTER_CONFIG_PATH: paths.join(delimiter) };
}
