import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { scriptJson } from '../../display/escape.js';
import { withLock, writeFileWhole } from '../../outputs/index.js';
import type { Inspection } from '../inspector/types.js';
import { outlined } from './many-pictures.js';
import { pageScript, pageStyle } from './page-assets.js';
import { type BesideThePage, besidePage, type PageData, takerOf } from './page-data.js';
import { reportHtml } from './report-html.js';
import { commonRatio, copyPictures } from './report-pictures.js';

const DETAILS_PER_FILE = 50;
/** More lie in files beside the page: it opens as fast whatever their number. */
const MOST_IN_PAGE = 10_000;

/** Thousands of files, each on the disk before the next, take minutes: these are made anew with the page, which comes last. */
function writeSoon(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** Writes what the page takes of its pictures from files beside it, as many pictures in each. */
function writeBeside<Kind extends keyof BesideThePage>(
  folder: string,
  kind: Kind,
  perFile: number,
  held: readonly BesideThePage[Kind][],
): void {
  rmSync(join(folder, kind), { recursive: true, force: true });
  for (let file = 0; file * perFile < held.length; file++) {
    const some = held.slice(file * perFile, (file + 1) * perFile);
    const path = join(folder, besidePage(kind, file));
    const text = `${takerOf(kind)}(${file}, ${scriptJson(some)});\n`;
    if (held.length > MOST_IN_PAGE) writeSoon(path, text);
    else writeFileWhole(path, text);
  }
}

/**
 * Writes the page on which every picture of a split can be inspected: `index.html`, and beside it the pictures and what is
 * told of them when they are opened. It needs no server and no network, and the folder can be taken elsewhere.
 * @param imagePaths picture files by image id
 * @returns the page's path
 */
export const writeReportPage = (
  folder: string,
  inspection: Inspection,
  imagePaths: ReadonlyMap<string, string>,
): Promise<string> => withLock(folder, () => writePage(folder, inspection, imagePaths));

async function writePage(
  folder: string,
  inspection: Inspection,
  imagePaths: ReadonlyMap<string, string>,
): Promise<string> {
  const { dataset, search, looks, pictureProtocol: protocol, pictures, details } = inspection;
  const ids = pictures.map(({ imageId }) => imageId);
  const neighbours = details.flatMap((detail) => detail.neighbours.map(({ imageId }) => imageId));
  const sizes = await copyPictures(folder, 'pictures', ids, imagePaths);
  await copyPictures(folder, 'neighbours', [...new Set(neighbours)], imagePaths);
  const data: PageData = {
    ...{ dataset, search, looks, protocol, detailsPerFile: DETAILS_PER_FILE },
    slices: inspection.slices.map(({ kind, name, places }) => ({
      label: `${kind}: ${name}`,
      places,
    })),
    pictures: [],
  };
  const shown = pictures.map((picture) => ({ ...picture, size: sizes.get(picture.imageId) }));
  if (shown.length > MOST_IN_PAGE) {
    const { many, texts } = outlined(shown);
    writeBeside(folder, 'cards', DETAILS_PER_FILE, shown);
    writeBeside(folder, 'texts', many.textsPerFile, texts);
    data.many = many;
  } else data.pictures = shown;
  const ratio = commonRatio(sizes.values());
  const assets = { style: pageStyle(), script: pageScript(), ratio };
  writeBeside(folder, 'details', DETAILS_PER_FILE, details);
  const path = join(folder, 'index.html');
  writeFileWhole(path, reportHtml(inspection, data, assets));
  return path;
}
