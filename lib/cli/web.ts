import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Command } from 'commander';
import { type Dataset, openDataset } from '../data-understanding/index.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import {
  megabytes,
  sampleFiles,
  type WebPage,
  writeWebPage,
} from '../in-the-browser/caption-page/index.js';
import {
  serveFolder,
  shipCaptioner,
  shipPackedCaptioner,
  webFolder,
} from '../in-the-browser/index.js';
import {
  openCaptioner,
  openPackedCaptioner,
  openUsualCaptioner,
  type PackedCaptioner,
} from '../inference/index.js';
import { runFolder, shortPath, withLock } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRunOption,
  type CommonOptions,
  datasetOptions,
  leaveOutputToJson,
  portNumber,
  saysModel,
} from './options.js';

interface WebOptions extends CommonOptions {
  samples?: string[];
  serve?: boolean;
  port?: number;
  photographs?: boolean;
}

const SAMPLES = 8;

/** Photographs are their photographers': only drawn pictures go out without being named. */
function samplesOf({ name, splits, imagePaths }: Dataset): string[] {
  const ids = name === 'scenes' ? splits.test.slice(0, SAMPLES) : [];
  return ids.flatMap((id) => imagePaths.get(id) ?? []);
}

/** The page's parts, with their sizes as they lie there and as a server that compresses sends them. */
function sizesOf({ files }: WebPage) {
  const parts = [...new Set(files.map(({ part }) => part))];
  const sizes = parts.map((part) => {
    const data = files.filter((file) => file.part === part).map((file) => file.data);
    const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);
    return {
      part,
      bytes: sum(data.map(({ length }) => length)),
      gzip: sum(data.map((one) => gzipSync(one).length)),
    };
  });
  const total = (key: 'bytes' | 'gzip') => sizes.reduce((all, one) => all + one[key], 0);
  return [...sizes, { part: 'all', bytes: total('bytes'), gzip: total('gzip') }];
}

async function makePage(options: WebOptions, isSaid: boolean): Promise<WebPage> {
  const named = options.samples && (await sampleFiles(options.samples)); // a bad one is told before the long work
  console.error(engineLine(await startEngine()));
  if (options.photographs) return makePackedPage(await openPackedCaptioner(), named);
  const dataset = await openDataset(datasetOptions(options));
  const captioner = await (isSaid ? openCaptioner : openUsualCaptioner)(dataset);
  if ('about' in captioner) return makePackedPage(captioner, named);
  const folder = webFolder(dataset);
  return withLock(folder, async () => {
    const shipment = await shipCaptioner(dataset, captioner);
    return writeWebPage(folder, shipment, named ?? (await sampleFiles(samplesOf(dataset))));
  });
}

/** The page of the captioner that comes with captionlab, which needs no data set. */
function makePackedPage(captioner: PackedCaptioner, samples: Uint8Array[] = []): Promise<WebPage> {
  const folder = join(runFolder('photographs'), 'web');
  return withLock(folder, async () =>
    writeWebPage(folder, await shipPackedCaptioner(captioner), samples),
  );
}

async function web(options: WebOptions, command: Command): Promise<void> {
  leaveOutputToJson(options);
  const page = await makePage(options, saysModel(options, command));
  const sizes = sizesOf(page);
  if (options.json) process.stdout.write(`${JSON.stringify({ page: page.path, sizes })}\n`);
  else {
    const rows = sizes.map(({ part, bytes, gzip }) => ({
      part,
      size: megabytes(bytes),
      compressed: megabytes(gzip),
    }));
    console.log(`\n${tableText(rows)}\n\n${shortPath(page.path)} works from any static server.`);
  }
  if (!options.serve) return;
  const { address } = await serveFolder(page.path.replace(/index\.html$/, ''), options.port);
  console.error(`Open ${address} in a browser. Ctrl-C stops.`);
}

/** `captionlab web`: the trained model as a static page that captions pictures. */
export function addWebCommand(command: Command): void {
  command
    .option('--samples <picture...>', 'pictures to choose from on the page (default: scenes only)')
    .option('--photographs', 'of the captioner of photographs that comes with captionlab')
    .option('--serve', 'serve the page on this machine until Ctrl-C')
    .option('--port <n>', 'the port to serve on (default: one that is free)', portNumber);
  addJsonOption(addRunOption(addDatasetOptions(command))).action(web);
}
