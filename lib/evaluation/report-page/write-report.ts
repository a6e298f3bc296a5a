import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { scriptJson } from '../../display/escape.js';
import { withLock, writeFileWhole } from '../../outputs/index.js';
import { type Inspection, pictureMetrics } from '../inspector/types.js';
import { captionText } from './page/choose.js';
import { pageScript, pageStyle } from './page-assets.js';
import {
  type BesideThePage,
  besidePage,
  type ManyPictures,
  type PageData,
  type PictureTexts,
  type ShownPicture,
  takerOf,
} from './page-data.js';
import { reportHtml } from './report-html.js';
import { commonRatio, copyPictures } from './report-pictures.js';

const DETAILS_PER_FILE = 50;
const TEXTS_PER_FILE = 5000;
/** More lie in files beside the page: it opens as fast whatever their number. */
const MOST_IN_PAGE = 10_000;

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
    writeFileWhole(
      join(folder, besidePage(kind, file)),
      `${takerOf(kind)}(${file}, ${scriptJson(some)});\n`,
    );
  }
}

/** Writes the cards and the texts of many pictures. @returns what the page itself holds of them */
function writeMany(folder: string, pictures: readonly ShownPicture[]): ManyPictures {
  const said = pictures.map(({ greedy, beam }) => [greedy, beam].map(captionText));
  const texts = pictures.map(
    ({ references }, i): PictureTexts => [
      said[i].join('\n').toLowerCase(),
      references.join('\n').toLowerCase(),
    ],
  );
  writeBeside(folder, 'cards', DETAILS_PER_FILE, pictures);
  writeBeside(folder, 'texts', TEXTS_PER_FILE, texts);
  const { compare } = new Intl.Collator('en');
  const ranks = new Map(
    said
      .map((_, i) => i)
      .sort((a, b) => compare(said[a][0], said[b][0]))
      .map((place, rank) => [place, rank]),
  );
  const metrics = [...pictureMetrics];
  const outlines = pictures.map(({ imageId, classes, absent, judged, greedy, beam }, i) => ({
    ...{ imageId, classes, absent, judged, confidence: greedy.confidence },
    scores: [greedy, beam].map(({ scores }) => metrics.map((name) => scores[name])) as [
      number[],
      number[],
    ],
    ...{ length: greedy.words.length, rank: ranks.get(i) as number },
  }));
  return { metrics, outlines, textsPerFile: TEXTS_PER_FILE };
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
  if (shown.length > MOST_IN_PAGE) data.many = writeMany(folder, shown);
  else data.pictures = shown;
  const ratio = commonRatio(sizes.values());
  const assets = { style: pageStyle(), script: pageScript(), ratio };
  writeBeside(folder, 'details', DETAILS_PER_FILE, details);
  const path = join(folder, 'index.html');
  writeFileWhole(path, reportHtml(inspection, data, assets));
  return path;
}
