import { statfs } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { openableDatasets } from '../data-understanding/index.js';
import { type EncoderEngine, encoderEngineBeside } from '../engine/encoder-engine.js';
import { findGpu, type Gpu } from '../engine/gpu.js';
import { type Engine, tf } from '../engine/index.js';
import { machineMemory } from '../engine/machine-memory.js';
import { type InstalledEngine, installedEngine } from '../engine/native.js';
import { onnxVersion } from '../engine/onnx-runtime.js';
import { onnxEncoders } from '../image-encoding/index.js';
import { findJupyter } from '../kernel/jupyter/find-jupyter.js';
import { installedKernelspec } from '../kernel/jupyter/kernelspec.js';
import { isInstalled, projectRoot, UserError } from '../outputs/index.js';
import { type EngineState, probeEngines } from './engines.js';
import { type DataState, dataState, environmentFault, type Fault, kernelFault } from './faults.js';

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
  /** What runs the networks of our encoders, or what is wrong with the choice. */
  encoderEngine?: EncoderEngine | string;
  /** The version of ONNX Runtime, where it was installed. */
  onnx?: string;
  /** The encoders that somebody brought as ONNX. */
  onnxEncoders: string[];
  /** Whether the notebooks are here: in a clone, and not in the installed package. */
  notebooks: boolean;
  jupyter?: string;
  /** Whether the user's own Jupyter knows the kernel; the one that `npm start` starts always does. */
  kernelInstalled: boolean;
  /** What lies in `data`, and what could. */
  data: DataState[];
  /** What is there and does not work. */
  faults: Fault[];
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
  'efficientnet-lite0',
  'efficientnet-lite1',
  'efficientnet-lite2',
  'glove',
];

/** Gigabytes, to one decimal. */
const gigabytes = (bytes: number) => Math.round(bytes / 1e8) / 10;

const faultOfData = ({ name, fault }: DataState): Fault | undefined =>
  fault === undefined ? undefined : { about: fault, type: `npx captionlab fetch ${name}` };

function encoderEngineOf(engine: Engine | string): EncoderEngine | string | undefined {
  if (typeof engine === 'string') return undefined;
  try {
    return encoderEngineBeside(engine);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.message;
  }
}

/** Looks at everything the notebooks need. Starts every engine, so it takes some seconds. */
export async function examine(): Promise<Findings> {
  const gpu = findGpu();
  const { engines, chosen } = await probeEngines(gpu);
  const jupyter = findJupyter('lab', 'notebook');
  const disk = await statfs(projectRoot);
  const data = [...new Set([...dataNames, ...openableDatasets()])].map(dataState);
  const kernelspec = installedKernelspec();
  const ofKernel = kernelspec === undefined ? undefined : kernelFault(kernelspec);
  return {
    node: process.version,
    tfjs: tf.version_core,
    processor: {
      name: cpus()[0]?.model.trim() ?? 'unknown',
      threads: availableParallelism(),
      memoryGB: gigabytes(machineMemory()),
    },
    gpu,
    engine: chosen,
    encoderEngine: encoderEngineOf(chosen),
    engines,
    installed: installedEngine(),
    onnx: onnxVersion(),
    onnxEncoders: onnxEncoders(),
    jupyter: jupyter && `${jupyter.part} ${jupyter.version} (${jupyter.program})`,
    notebooks: !isInstalled,
    kernelInstalled: kernelspec !== undefined && !ofKernel,
    data,
    faults: [ofKernel, environmentFault(), ...data.map(faultOfData)].filter(
      (fault): fault is Fault => fault !== undefined,
    ),
    diskFreeGB: gigabytes(disk.bavail * disk.bsize),
  };
}
