import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { commonSheet, joinScripts, joinStyles } from '../../display/page-assets.js';
import {
  fingerprintOf,
  lock,
  moduleFile,
  writeArtefact,
  writeFileWhole,
} from '../../outputs/index.js';
import type { Shipment, ShippedFile } from '../ship-captioner.js';
import { KEEPER, type PageData, SAMPLES } from './page-data.js';
import { serviceWorkerScript } from './service-worker.js';
import { webHtml } from './web-html.js';

const BEAM = 3;

/** A page that was written. */
export interface WebPage {
  /** Of `index.html`. */
  path: string;
  files: ShippedFile[];
}

const styles = [
  ...['colours', 'base'].map(commonSheet),
  ...['web', 'result'].map((name) => join(import.meta.dirname, 'styles', `${name}.css`)),
];

const pageFile = (path: string, data: string | Uint8Array): ShippedFile => ({
  path,
  data: Buffer.from(data),
  part: 'page',
});

function pageFiles(shipment: Shipment, pictures: readonly Uint8Array[]): ShippedFile[] {
  const samples = pictures.map((data, i) => pageFile(`${SAMPLES}/${i + 1}.jpg`, data));
  const data: PageData = { toLoad: shipment.toLoad, beam: BEAM };
  const html = webHtml(
    shipment,
    data,
    samples.map(({ path }) => path),
  );
  return [
    ...samples,
    pageFile('style.css', joinStyles(styles)),
    pageFile('page.js', joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')))),
    pageFile('index.html', html),
  ];
}

/**
 * Writes the page that captions pictures: `index.html` last, and beside it all that it needs, so that the folder works
 * from any static server. Takes the place of what is there.
 * @param shipment from `shipCaptioner`
 * @param samples pictures to choose from on the page, from `sampleFiles`
 */
export function writeWebPage(
  folder: string,
  shipment: Shipment,
  samples: readonly Uint8Array[],
): WebPage {
  const files = [...shipment.files, ...pageFiles(shipment, samples)];
  const version = fingerprintOf(files.map(({ data }) => fingerprintOf(data)).join(' '));
  const kept = files.filter(({ part }) => part !== 'licences').map(({ path }) => path);
  const keeper = pageFile(KEEPER, serviceWorkerScript(version.slice(0, 16), kept));
  const path = join(folder, 'index.html');
  const giveBack = lock(folder);
  try {
    rmSync(folder, { recursive: true, force: true });
    for (const { path, data } of [keeper, ...files.slice(0, -1)]) {
      writeFileWhole(join(folder, path), data);
    }
    writeArtefact(path, files.at(-1)?.data ?? '', shipment.madeFrom);
  } finally {
    giveBack();
  }
  return { path, files: [...files, keeper] };
}
