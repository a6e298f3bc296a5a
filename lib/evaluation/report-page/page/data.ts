import { byId, element } from '../../../display/page/element.js';
import type { PictureDetail } from '../../inspector/types.js';
import { detailsPath, type PageData, TAKE_DETAILS, type TakeDetails } from '../page-data.js';

/** What the page was written with. */
export function readPageData(): PageData {
  return JSON.parse(byId('data').textContent ?? '') as PageData;
}

const files = new Map<number, Promise<PictureDetail[]>>();
const waiting = new Map<number, (details: PictureDetail[]) => void>();

/** A page opened from disk may not fetch, but it may run scripts that lie beside it. */
(window as unknown as Record<string, TakeDetails>)[TAKE_DETAILS] = (file, details) =>
  waiting.get(file)?.(details);

function loadFile(file: number): Promise<PictureDetail[]> {
  return new Promise((resolve, reject) => {
    waiting.set(file, resolve);
    const script = element('script', { src: detailsPath(file) });
    script.onerror = () => {
      files.delete(file);
      reject(new Error(`${detailsPath(file)} is missing beside this page.`));
    };
    document.head.append(script);
  });
}

/** What is told of a picture when it is opened; fifty pictures' details come at once. */
export async function detailOf(
  { detailsPerFile }: PageData,
  place: number,
): Promise<PictureDetail> {
  const file = Math.floor(place / detailsPerFile);
  const found = files.get(file) ?? loadFile(file);
  files.set(file, found);
  return (await found)[place % detailsPerFile];
}
