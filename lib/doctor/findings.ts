import { existsSync, readdirSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { openableDatasets } from '../data-understanding/index.js';
import { findGpu, type Gpu } from '../engine/gpu.js';
import { type Engine, tf } from '../engine/index.js';
import { type InstalledEngine, installedEngine } from '../engine/native.js';
import { findJupyter } from '../kernel/jupyter/find-jupyter.js';
import { kernelIsInstalled } from '../kernel/jupyter/kernelspec.js';
import { isInstalled, projectRoot } from '../outputs/index.js';
import { type EngineState, probeChosen, probeEngines } from './engines.js';

/** What the doctor found. */
export interface Findings {
  node: string;
  tfjs: string;
  processor: { name: string; threads: number; memoryGB: number };
  gpu?: Gpu;
  /** The engine in use, or why there is none. */
  engine: Engine | string;
  engines: EngineState[];
  installed?: InstalledEngine;
  /** Whether the notebooks are here: in a clone, and not in the installed package. */
  notebooks: boolean;
  jupyter?: string;
  /** Whether the user's own Jupyter knows the kernel; the one that `npm start` starts always does. */
  kernelInstalled: boolean;
  /** What lies in `data`, and what could. */
  data: { name: string; here: boolean }[];
  diskFreeGB: number;
}

/** What can lie in `data`: the data sets and the weights of the encoders and words. */
const dataNames = [
  'scenes',
  'flickr8k',
  'flickr30k',
  'coco',
  'inception-v3',
  'mobilenet-v2',
  'glove',
];

/** Gigabytes, to one decimal. */
const gigabytes = (bytes: number) => Math.round(bytes / 1e8) / 10;

function isHere(name: string): boolean {
  const folder = join(projectRoot, 'data', name);
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Looks at everything the notebooks need. Starts every engine, so it takes some seconds. */
export async function examine(): Promise<Findings> {
  const gpu = findGpu();
  const engines = await probeEngines(gpu);
  const jupyter = findJupyter('lab', 'notebook');
  const disk = await statfs(projectRoot);
  return {
    node: process.version,
    tfjs: tf.version_core,
    processor: {
      name: cpus()[0]?.model.trim() ?? 'unknown',
      threads: availableParallelism(),
      memoryGB: gigabytes(totalmem()),
    },
    gpu,
    engine: await probeChosen(),
    engines,
    installed: installedEngine(),
    jupyter: jupyter && `${jupyter.part} ${jupyter.version} (${jupyter.program})`,
    notebooks: !isInstalled,
    kernelInstalled: kernelIsInstalled(),
    data: [...new Set([...dataNames, ...openableDatasets()])].map((one) => ({
      name: one,
      here: isHere(one),
    })),
    diskFreeGB: gigabytes(disk.bavail * disk.bsize),
  };
}
