// The package that brings WebGPU to Node.js: Dawn, of all systems 130 MB, so that it is fetched only where it is wanted.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const isClone = existsSync(join(import.meta.dirname, 'webgpu.ts'));
const projectRoot = isClone ? join(import.meta.dirname, '..', '..') : process.cwd();

/** Where `captionlab engine install --way webgpu` puts it: beside native TensorFlow's folder. */
export const webgpuFolder = () =>
  process.env.CAPTIONLAB_WEBGPU_FOLDER ||
  `${process.env.CAPTIONLAB_ENGINE_FOLDER || join(projectRoot, '.engine')}-webgpu`;

/** Where the package lies in such a folder. */
export const webgpuPackageIn = (folder) => join(folder, 'node_modules', 'webgpu');

/** Loads the package: the one fetched, or else one that lies in node_modules. */
export function loadWebgpuPackage() {
  const folder = webgpuPackageIn(webgpuFolder());
  const described = join(folder, 'package.json');
  if (!existsSync(described)) return import('webgpu');
  const { main } = JSON.parse(readFileSync(described, 'utf8'));
  return import(pathToFileURL(join(folder, main)).href);
}
