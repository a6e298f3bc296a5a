import { join } from 'node:path';
import { joinScripts, joinStyles } from '../../display/page-assets.js';
import { moduleFile, withLock, writeFileWhole } from '../../outputs/index.js';
import { pageSheets, sheetPath } from '../report-page/page-assets.js';
import { commonRatio, copyPictures } from '../report-page/report-pictures.js';
import { compareHtml } from './compare-html.js';
import type { Comparison } from './comparison.js';
import type { ComparePageData } from './page-data.js';

const style = () =>
  joinStyles([...pageSheets.map(sheetPath), join(import.meta.dirname, 'compare.css')]);
const script = () => joinScripts(moduleFile(join(import.meta.dirname, 'page', 'main')));

/**
 * Writes the page on which two runs stand side by side, beside the report of the first and with its pictures.
 * @param folder of the first run's report
 * @param imagePaths picture files by image id
 * @returns the page's path
 */
export const writeComparisonPage = (
  folder: string,
  comparison: Comparison,
  imagePaths: ReadonlyMap<string, string>,
): Promise<string> =>
  withLock(folder, async () => {
    const { runs, protocol, pictures } = comparison;
    const ids = pictures.map(({ imageId }) => imageId);
    const sizes = await copyPictures(folder, 'pictures', ids, imagePaths);
    const data: ComparePageData = {
      ...{ runs, protocol },
      pictures: pictures.map((one) => ({ ...one, size: sizes.get(one.imageId) })),
    };
    const assets = { style: style(), script: script(), ratio: commonRatio(sizes.values()) };
    const path = join(folder, `against-${runs[1]}.html`);
    writeFileWhole(path, compareHtml(comparison, data, assets));
    return path;
  });
