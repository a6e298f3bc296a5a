import { byId, element } from '../../../display/page/element.js';
import type { InspectedCaption, PictureDetail } from '../../inspector/types.js';
import {
  type BesideThePage,
  besidePage,
  type ManyPictures,
  type PageData,
  type PictureTexts,
  type ShownPicture,
  takerOf,
} from '../page-data.js';

/** The pictures of which no more is known than what they are ordered and limited by. */
const outlined = new WeakSet<ShownPicture>();

/** Many pictures, as far as the page itself knows them: their captions have lengths and no words. */
function outlines(many: ManyPictures): ShownPicture[] {
  const { metrics, scores, confidences, lengths, classNames, classes, more } = many;
  const words = Array.from(
    { length: Math.max(1, ...new Set(lengths)) + 1 },
    (_, length) => new Array(length),
  );
  const sets = new Map(
    [...new Set(classes)].map((bits) => [bits, classNames.filter((_, i) => (bits >> i) & 1)]),
  );
  return many.ids.split('\n').map((imageId, place) => {
    const caption = (first: number): InspectedCaption => {
      const own: Partial<InspectedCaption['scores']> = {};
      for (let i = 0; i < metrics.length; i++) own[metrics[i]] = scores[first + i];
      return {
        ...{ words: words[lengths[place]], logProbability: 0, confidence: confidences[place] },
        scores: own as InspectedCaption['scores'],
      };
    };
    const first = 2 * place * metrics.length;
    const picture: ShownPicture = {
      ...{ imageId, greedy: caption(first), beam: caption(first + metrics.length) },
      ...{ references: [], classes: sets.get(classes[place]) ?? [] },
      ...more[place],
    };
    outlined.add(picture);
    return picture;
  });
}

/** What the page was written with. */
export function readPageData(): PageData {
  const data = JSON.parse(byId('data').textContent ?? '') as PageData;
  const { many } = data;
  if (many) data.pictures = outlines(many);
  return data;
}

const files = new Map<string, Promise<unknown[]>>();
const waiting = new Map<string, (held: unknown[]) => void>();

/** A page opened from disk may not fetch, but it may run scripts that lie beside it. */
for (const kind of ['details', 'cards', 'texts'] as const) {
  (window as unknown as Record<string, (file: number, held: unknown[]) => void>)[takerOf(kind)] = (
    file,
    held,
  ) => waiting.get(besidePage(kind, file))?.(held);
}

function loadFile(path: string): Promise<unknown[]> {
  return new Promise((resolve, reject) => {
    waiting.set(path, resolve);
    const script = element('script', { src: path });
    script.onerror = () => {
      files.delete(path);
      reject(new Error(`${path} is missing beside this page.`));
    };
    document.head.append(script);
  });
}

/** What a file beside the page holds of each of its pictures. */
function heldIn<Kind extends keyof BesideThePage>(
  kind: Kind,
  file: number,
): Promise<BesideThePage[Kind][]> {
  const path = besidePage(kind, file);
  const found = files.get(path) ?? loadFile(path);
  files.set(path, found);
  return found as Promise<BesideThePage[Kind][]>;
}

/** What is told of a picture when it is opened; fifty pictures' details come at once. */
export async function detailOf(
  { detailsPerFile }: PageData,
  place: number,
): Promise<PictureDetail> {
  return (await heldIn('details', Math.floor(place / detailsPerFile)))[place % detailsPerFile];
}

/** Whether a picture's card can be built at once. */
export const isWhole = ({ pictures }: PageData, place: number) => !outlined.has(pictures[place]);

/** All of a picture, where the page holds no more than its outline. */
export async function wholePicture(data: PageData, place: number): Promise<ShownPicture> {
  const { detailsPerFile, pictures } = data;
  if (!isWhole(data, place))
    pictures[place] = (await heldIn('cards', Math.floor(place / detailsPerFile)))[
      place % detailsPerFile
    ];
  return pictures[place];
}

/** The texts of all pictures, to be searched. */
export async function textsOfAll(
  { textsPerFile }: ManyPictures,
  pictures: number,
): Promise<PictureTexts[]> {
  const count = Math.ceil(pictures / textsPerFile);
  const all = await Promise.all(Array.from({ length: count }, (_, file) => heldIn('texts', file)));
  return all.flat();
}
