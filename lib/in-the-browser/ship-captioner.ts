import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Dataset } from '../data-understanding/index.js';
import {
  aboutTraining,
  type Captioner,
  type CaptionerPart,
  type PackedCaptioner,
  packCaptioner,
} from '../inference/index.js';
import { madeByModel, type OfRun, runOutputs } from '../model/index.js';
import { type MadeFrom, moduleFile } from '../outputs/index.js';
import { bundleForBrowser } from './bundle.js';

/** Weights lose nothing that one could read in a caption, and half of their size. */
const BITS = 16;

/** A part of what is sent to the browser. */
export type ShippedPart = CaptionerPart | 'TensorFlow.js' | 'licences' | 'page';

/** A file that lies beside the page. */
export interface ShippedFile {
  /** From the page's folder. */
  path: string;
  data: Uint8Array;
  part: ShippedPart;
}

/** All that a page needs to caption pictures, but for the page itself. */
export interface Shipment {
  files: ShippedFile[];
  /** Bytes that the worker reports as loading: those of `captioner.json` and the two networks. */
  toLoad: number;
  /** What the model has learnt from, for those who wonder at its captions. */
  trainedOn: { dataset: string; pictures: number; captions: number; words: number };
  encoder: string;
  /** What it was made from, the model's weights among it. */
  madeFrom: MadeFrom;
}

/**
 * Where a data set's page lies.
 * @example
 * ```ts
 * import { webFolder } from 'captionlab/in-the-browser';
 *
 * webFolder({ runFolder: 'outputs/scenes', text: 'tutorial' }); // → 'outputs/scenes/web'
 * ```
 */
export const webFolder = (dataset: OfRun) => join(runOutputs(dataset), 'web');

const wasmBinaries = ['tfjs-backend-wasm-simd.wasm', 'tfjs-backend-wasm.wasm'];

/** The worker's script in parts, and the binaries of its WebAssembly engine. */
async function engineFiles(): Promise<ShippedFile[]> {
  const scripts = await bundleForBrowser(
    moduleFile(join(import.meta.dirname, 'worker', 'main')),
    'worker',
  );
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  const binaries = wasmBinaries.map((name) => [name, readFileSync(join(folder, name))] as const);
  return [...binaries, ...scripts].map(([path, data]) => ({
    ...{ path, data },
    part: path.endsWith('.txt') ? 'licences' : 'TensorFlow.js',
  }));
}

/**
 * Makes everything ready that a browser needs to caption pictures as Node does: both networks, the vocabulary, and lib's
 * own code with TensorFlow.js.
 * @param captioner from `openCaptioner`; a packed one stays in 8 bits a weight
 */
export async function shipCaptioner(dataset: Dataset, captioner: Captioner): Promise<Shipment> {
  const packed = 'about' in captioner ? (captioner as PackedCaptioner) : undefined;
  const bits = packed ? 8 : BITS;
  const networks = await packCaptioner(captioner, bits);
  const { trainedOn, madeFrom } = packed?.about ?? aboutTraining(dataset, captioner);
  return {
    files: [...networks, ...(await engineFiles())],
    toLoad: networks.reduce((sum, { data }) => sum + data.length, 0),
    ...{ trainedOn, encoder: captioner.encoder.name },
    madeFrom: { bits, ...(packed ? madeFrom : madeByModel(dataset)) },
  };
}
