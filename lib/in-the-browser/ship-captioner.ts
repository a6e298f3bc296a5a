import { join } from 'node:path';
import type { Dataset } from '../data-understanding/index.js';
import {
  type AboutCaptioner,
  aboutTraining,
  type Bits,
  type Captioner,
  type CaptionerFiles,
  type PackedCaptioner,
  packCaptioner,
  shippedPaths,
} from '../inference/index.js';
import { madeByModel, type OfRun, runOutputs } from '../model/index.js';
import { type MadeFrom, moduleFile } from '../outputs/index.js';
import { bundleForBrowser } from './bundle.js';
import { wasmFiles } from './wasm-files.js';

/** Weights lose nothing that one could read in a caption, and half of their size. */
const BITS = 16;

/** A part of what is sent to the browser. */
export type ShippedPart =
  | 'encoder'
  | 'decoder'
  | 'vocabulary'
  | 'TensorFlow.js'
  | 'licences'
  | 'page';

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

/** The worker's script in parts, and what its WebAssembly engine starts from. */
async function engineFiles(): Promise<ShippedFile[]> {
  const scripts = await bundleForBrowser(
    moduleFile(join(import.meta.dirname, 'worker', 'main')),
    'worker',
  );
  return [...wasmFiles(), ...scripts].map(([path, data]) => ({
    ...{ path, data },
    part: path.endsWith('.txt') ? 'licences' : 'TensorFlow.js',
  }));
}

/** A packed captioner as files beside the page. */
function captionerFiles({ captioner, ...networks }: CaptionerFiles): ShippedFile[] {
  const text = Buffer.from(`${JSON.stringify(captioner)}\n`);
  return [
    { path: shippedPaths.captioner, data: text, part: 'vocabulary' },
    ...(['encoder', 'decoder'] as const).flatMap((part): ShippedFile[] => {
      const { json, weights } = networks[part];
      return [
        { path: shippedPaths[part].json, data: Buffer.from(json), part },
        { path: shippedPaths[part].weights, data: weights, part },
      ];
    }),
  ];
}

async function shipmentOf(
  captioner: Captioner,
  bits: Bits,
  { trainedOn, madeFrom }: AboutCaptioner,
): Promise<Shipment> {
  const networks = captionerFiles(await packCaptioner(captioner, bits));
  return {
    files: [...networks, ...(await engineFiles())],
    toLoad: networks.reduce((sum, { data }) => sum + data.length, 0),
    ...{ trainedOn, encoder: captioner.encoder.name },
    madeFrom: { bits, ...madeFrom },
  };
}

/**
 * Makes everything ready that a browser needs to caption pictures as Node does: both networks, the vocabulary, and lib's
 * own code with TensorFlow.js.
 * @param captioner from `openCaptioner`
 */
export async function shipCaptioner(dataset: Dataset, captioner: Captioner): Promise<Shipment> {
  const { trainedOn } = aboutTraining(dataset, captioner);
  return shipmentOf(captioner, BITS, { trainedOn, madeFrom: madeByModel(dataset) });
}

/** The same of a packed captioner, which says itself what it has learnt from, and stays in 8 bits a weight. */
export const shipPackedCaptioner = (captioner: PackedCaptioner): Promise<Shipment> =>
  shipmentOf(captioner, 8, captioner.about);
