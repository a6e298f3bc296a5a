import { readdirSync } from 'node:fs';
import { dirname, join, parse, relative } from 'node:path';
import { readTextFile, shortPath, slashed } from '../../outputs/index.js';
import type { CaptionSource, OwnRow } from './types.js';

const isText = (file: string) => /\.(txt|caption)$/i.test(file);
/** A name as it is compared: letters with their marks put together, without regard to capitals. */
const comparable = (name: string) => name.normalize('NFC').toLowerCase();

/** The text file of each picture that has one: `dog.txt` or `dog.jpg.txt` beside `dog.jpg`. */
function textsOf(pictures: readonly string[]): Map<string, string> {
  const places = new Map<string, string>();
  for (const folder of new Set(pictures.map((path) => dirname(path)))) {
    for (const file of readdirSync(folder).filter(isText))
      places.set(comparable(join(folder, parse(file).name)), join(folder, file));
  }
  const texts = new Map<string, string>();
  for (const path of pictures) {
    const { dir, name } = parse(path);
    const text = places.get(comparable(join(dir, name))) ?? places.get(comparable(path));
    if (text) texts.set(path, text);
  }
  return texts;
}

/** Whether any of some pictures has a text file beside it. */
export const hasTextBeside = (pictures: readonly string[]) => textsOf(pictures).size > 0;

/**
 * Captions that lie beside their pictures, one text file a picture, a caption a line.
 * @throws UserError when one is not UTF-8
 */
export function readTextBeside(folder: string, pictures: readonly string[]): CaptionSource {
  const rows: OwnRow[] = [];
  const texts = textsOf(pictures);
  for (const [path, text] of texts) {
    const picture = slashed(relative(folder, path));
    readTextFile(text)
      .split(/\r\n?|\n/)
      .forEach((caption, i) => {
        if (caption.trim() !== '')
          rows.push({ picture, caption, where: `${shortPath(text)}, line ${i + 1}` });
      });
  }
  return {
    rows,
    problems: [],
    says: [`${texts.size} text files beside their pictures, a caption a line`],
  };
}
