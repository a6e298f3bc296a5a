import { readTextFile, shortPath, shown, UserError } from '../../outputs/index.js';
import { splitOf } from '../karpathy-file.js';
import type { CaptionSource, OwnRow, OwnTable } from './types.js';

type Entry = Record<string, unknown>;

const isEntry = (value: unknown): value is Entry =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const asText = (value: unknown): string =>
  ['string', 'number'].includes(typeof value) ? String(value) : '';
/** The texts of a cell: one, or those of a list of texts or of objects with a text each, as in `[{"raw": …}]`. */
function textsOf(value: unknown): string[] {
  if (!Array.isArray(value)) return [asText(value)];
  return value.map((one) =>
    isEntry(one) ? asText(one.raw ?? one.caption ?? one.text) : asText(one),
  );
}

/** Objects as the rows of a table; a key that any of them has is a column. */
function tableOf(entries: { entry: Entry; where: string }[], file: string): OwnTable {
  const header = [...new Set(entries.flatMap(({ entry }) => Object.keys(entry)))];
  const rows = entries.map(({ entry, where }) => ({
    ...{ where, cells: header.map((key) => textsOf(entry[key])) },
  }));
  return { file, header, rows };
}

/**
 * JSON lines, an object a line, as a table: Hugging Face's `metadata.jsonl` is such a file.
 * @throws UserError naming the first line that is no object
 */
export function readJsonLines(path: string): OwnTable {
  const file = shortPath(path);
  const entries = readTextFile(path)
    .split(/\r\n?|\n/)
    .map((line, i) => ({ line, where: `${file}, line ${i + 1}` }))
    .filter(({ line }) => line.trim() !== '')
    .map(({ line, where }) => {
      const entry = parsed(line, where);
      if (!isEntry(entry)) throw new UserError(`${where} is no JSON object: expected {"…": …}.`);
      return { entry, where };
    });
  return tableOf(entries, file);
}

function parsed(text: string, where: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UserError(`${where} cannot be read as JSON: ${(error as Error).message}.`);
  }
}

/** COCO's annotations: captions that name pictures by numbers. */
function cocoSource(images: unknown[], annotations: unknown[], file: string): CaptionSource {
  const names = new Map<string, string>();
  for (const image of images) {
    const { id, file_name: name } = Object(image) as Entry;
    if (asText(name) !== '') names.set(asText(id), asText(name));
  }
  const problems: string[] = [];
  const rows: OwnRow[] = [];
  for (const [i, annotation] of annotations.entries()) {
    const { image_id: id, caption } = Object(annotation) as Entry;
    const where = `${file}, annotations[${i}]`;
    const picture = names.get(asText(id));
    if (picture) rows.push({ picture, caption: asText(caption), where });
    else problems.push(`${where}: no image has the id ${shown(id)}. Left out.`);
  }
  return { rows, problems, says: [`${file}: COCO's annotations, ${names.size} images`] };
}

/** Karpathy's split files: pictures with their sentences and, mostly, their split. */
function karpathySource(images: Entry[], file: string): CaptionSource {
  const rows = images.flatMap((image, i) =>
    textsOf(image.sentences).map((caption) => ({
      ...{ picture: asText(image.filename), caption, where: `${file}, images[${i}]` },
      split: splitOf.get(image.split),
    })),
  );
  return { rows, problems: [], says: [`${file}: pictures with their sentences, as in Karpathy's`] };
}

const layouts =
  'COCO\'s annotations ({"images": …, "annotations": …}), a list of objects, or {"picture": [captions]}';

/**
 * Captions of a JSON file: COCO's annotations, Karpathy's splits, a list of objects as a table, or captions by picture.
 * @throws UserError when it is not JSON or none of these
 */
export function readJsonFile(path: string): CaptionSource | OwnTable {
  const file = shortPath(path);
  const value = parsed(readTextFile(path), file);
  if (Array.isArray(value) && value.length > 0 && value.every(isEntry)) {
    return tableOf(
      value.map((entry, i) => ({ entry, where: `${file}, [${i}]` })),
      file,
    );
  }
  const { images, annotations } = Object(value) as Entry;
  if (Array.isArray(images) && Array.isArray(annotations))
    return cocoSource(images, annotations, file);
  if (Array.isArray(images) && images.every(isEntry) && images.some((one) => one.sentences))
    return karpathySource(images, file);
  if (isEntry(value) && Object.keys(value).length > 0 && !('images' in value)) {
    const rows = Object.entries(value).flatMap(([picture, captions]) =>
      textsOf(captions).map((caption) => ({ picture, caption, where: `${file}, "${picture}"` })),
    );
    if (rows.some(({ caption }) => caption !== ''))
      return { rows, problems: [], says: [`${file}: captions by picture`] };
  }
  throw new UserError(`${file} holds no captions that are known: expected ${layouts}.`);
}
