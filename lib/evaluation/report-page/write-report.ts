import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { scriptJson } from '../../display/escape.js';
import { withLock, writeFileWhole } from '../../outputs/index.js';
import type { Inspection } from '../inspector/types.js';
import { pageScript, pageStyle } from './page-assets.js';
import { detailsPath, type PageData, TAKE_DETAILS } from './page-data.js';
import { reportHtml } from './report-html.js';
import { commonRatio, copyPictures } from './report-pictures.js';

const DETAILS_PER_FILE = 50;

function writeDetails(folder: string, { details }: Inspection): void {
  rmSync(join(folder, 'details'), { recursive: true, force: true });
  for (let file = 0; file * DETAILS_PER_FILE < details.length; file++) {
    const some = details.slice(file * DETAILS_PER_FILE, (file + 1) * DETAILS_PER_FILE);
    writeFileWhole(
      join(folder, detailsPath(file)),
      `${TAKE_DETAILS}(${file}, ${scriptJson(some)});\n`,
    );
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
    pictures: pictures.map((picture) => ({ ...picture, size: sizes.get(picture.imageId) })),
  };
  const ratio = commonRatio(sizes.values());
  const assets = { style: pageStyle(), script: pageScript(), ratio };
  writeDetails(folder, inspection);
  const path = join(folder, 'index.html');
  writeFileWhole(path, reportHtml(inspection, data, assets));
  return path;
}
