import { createReadStream, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { extname, join, parse, posix } from 'node:path';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { decodeText, shortPath, UserError } from '../../outputs/index.js';
import { isAnyPictureFile } from '../picture-kinds.js';
import type { CaptionSource, OwnRow } from './types.js';

/** True for the name of an archive that is read here. */
export const isTarFile = (file: string) => /\.(tar|tar\.gz|tgz)$/i.test(file);

/** Pictures and texts are unpacked in memory, one at a time: larger ones are refused. */
const MOST_MEGABYTES = 200;

const isText = (name: string) => /\.(txt|caption|json)$/i.test(name);
const withoutEnding = (name: string) => name.slice(0, name.length - extname(name).length);
/** Up to the first dot of the file's name: how a webdataset says that files are of one sample. */
function sampleOf(name: string): string {
  const { dir, base } = posix.parse(name);
  return posix.join(dir, base.split('.')[0]);
}

/** The captions of a sample's text file. */
function captionsIn(name: string, bytes: Uint8Array, where: string): string[] {
  const text = decodeText(bytes, where);
  if (!/\.json$/i.test(name)) return text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  try {
    const { caption, captions, text: said } = Object(JSON.parse(text)) as Record<string, unknown>;
    const found = captions ?? caption ?? said ?? [];
    return (Array.isArray(found) ? found : [found]).filter((one) => typeof one === 'string');
  } catch {
    throw new UserError(`${where} cannot be read as JSON.`);
  }
}

async function* entriesOf(path: string) {
  const file = createReadStream(path);
  const bytes = /gz$/i.test(path) ? file.pipe(createGunzip()) : file;
  if (bytes !== file) file.on('error', (error) => bytes.destroy(error));
  const decoder = createTarDecoder({ strict: true }) as ReadableWritablePair;
  const entries = (Readable.toWeb(bytes) as ReadableStream).pipeThrough(decoder);
  for await (const { header, body } of entries as unknown as AsyncIterable<ParsedTarEntry>) {
    const { name, size, type = 'file' } = header;
    const wanted = type === 'file' && (isAnyPictureFile(name) || isText(name));
    if (wanted && size > 1e6 * MOST_MEGABYTES) {
      throw new UserError(
        `${shortPath(path)}: ${name} has more than ${MOST_MEGABYTES} MB, which no picture and no text of a sample has.`,
      );
    }
    if (wanted) yield { name, bytes: await bytesOf(body) };
    else await body.cancel();
  }
}

async function bytesOf(body: ReadableStream<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of body as unknown as AsyncIterable<Uint8Array>) parts.push(part);
  return Buffer.concat(parts);
}

/** Unpacks an archive's pictures, numbered so that no name leads elsewhere; gives them and the captions by their samples. */
async function unpack(path: string, place: string) {
  const pictures: { name: string; file: string }[] = [];
  const texts = new Map<string, string[]>();
  const file = shortPath(path);
  for await (const { name, bytes } of entriesOf(path)) {
    if (isText(name)) {
      const said = captionsIn(name, bytes, `${file}: ${name}`);
      const key = withoutEnding(name);
      // A sample may have a text and a JSON file with the same words.
      if (said.length > 0 && !texts.has(key)) texts.set(key, said);
      continue;
    }
    const folder = join(place, String(pictures.length));
    mkdirSync(folder, { recursive: true });
    const to = join(folder, parse(name).base);
    await writeFile(to, bytes);
    pictures.push({ name, file: to });
  }
  return { pictures, texts };
}

/**
 * Pictures and captions of a webdataset: in a tar archive, a picture and a text or JSON file of one name each.
 * @param place an empty folder, into which the pictures are unpacked; rows name them in it
 * @throws UserError when an archive is cut short or none, or a text in it is not UTF-8
 */
export async function readTarFiles(
  paths: readonly string[],
  place: string,
): Promise<CaptionSource> {
  const rows: OwnRow[] = [];
  const says: string[] = [];
  for (const [number, path] of paths.entries()) {
    const file = shortPath(path);
    const within = join(place, String(number));
    const { pictures, texts } = await unpack(path, within).catch((error: Error) => {
      if (error instanceof UserError) throw error;
      throw new UserError(`${file} cannot be read as a tar archive: ${error.message}.`);
    });
    for (const { name, file: picture } of pictures) {
      const said = texts.get(withoutEnding(name)) ?? texts.get(sampleOf(name)) ?? [];
      const where = `${file}: ${name}`;
      const at = picture.slice(place.length + 1);
      for (const caption of said) rows.push({ picture: at, caption, where });
    }
    says.push(`${file}: a webdataset, ${pictures.length} pictures`);
  }
  return { rows, problems: [], says, picturesIn: place };
}
