// The package that brings WebGPU to Node.js: Dawn, of all systems 130 MB, so that it is fetched only where it is wanted.
const { existsSync, readFileSync } = require('node:fs');
const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const projectRoot = join(__dirname, '..', '..');

/** Where `captionlab engine install --way webgpu` puts it: beside native TensorFlow's folder. */
const webgpuFolder = () =>
  process.env.CAPTIONLAB_WEBGPU_FOLDER ||
  `${process.env.CAPTIONLAB_ENGINE_FOLDER || join(projectRoot, '.engine')}-webgpu`;

/** Where the package lies in such a folder. */
const webgpuPackageIn = (folder) => join(folder, 'node_modules', 'webgpu');

exports.webgpuFolder = webgpuFolder;
exports.webgpuPackageIn = webgpuPackageIn;

/** Loads the package: the one fetched, or else one that lies in node_modules. */
exports.loadWebgpuPackage = () => {
  const folder = webgpuPackageIn(webgpuFolder());
  const described = join(folder, 'package.json');
  if (!existsSync(described)) return import('webgpu');
  const { main } = JSON.parse(readFileSync(described, 'utf8'));
  return import(pathToFileURL(join(folder, main)).href);
};
