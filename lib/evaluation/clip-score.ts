import { existsSync } from 'node:fs';
import type { ImageId } from '../data-understanding/types.js';
import { readTextFile, shortPath, UserError } from '../outputs/index.js';
import { mean } from './numbers.js';

type Vector = readonly number[];

/** What the cosine is multiplied by, so that scores spread from 0 to about 1. */
const WEIGHT = 2.5;

/** The cosine of the angle between two vectors; 0 where one of them is nothing but zeros. */
function cosine(a: Vector, b: Vector): number {
  let [dot, ofA, ofB] = [0, 0, 0];
  a.forEach((value, at) => {
    dot += value * b[at];
    ofA += value * value;
    ofB += b[at] * b[at];
  });
  return ofA === 0 || ofB === 0 ? 0 : dot / Math.sqrt(ofA * ofB);
}

/**
 * CLIPScore of a caption, without references: `2.5 * max(cos(picture, caption), 0)` (Hessel et al. 2021, "CLIPScore: a
 * reference-free evaluation metric for image captioning").
 * @param picture CLIP's vector of the picture
 * @param caption CLIP's vector of the caption
 * @example
 * ```ts
 * import { clipScore } from 'captionlab/evaluation';
 *
 * clipScore([1, 0], [3, 4]); // → 1.5
 * ```
 */
export const clipScore = (picture: Vector, caption: Vector): number =>
  WEIGHT * Math.max(cosine(picture, caption), 0);

/**
 * RefCLIPScore of a caption: the harmonic mean of its CLIPScore and of its greatest cosine with a reference, 0 where that is
 * below 0 (Hessel et al. 2021).
 * @param references CLIP's vectors of what people said
 */
export function refClipScore(
  picture: Vector,
  caption: Vector,
  references: readonly Vector[],
): number {
  const score = clipScore(picture, caption);
  const nearest = Math.max(0, ...references.map((one) => cosine(caption, one)));
  return score + nearest === 0 ? 0 : (2 * score * nearest) / (score + nearest);
}

/** CLIP's vectors of pictures and of texts, all of one width. */
export interface ClipVectors {
  pictures: ReadonlyMap<ImageId, Vector>;
  captions: ReadonlyMap<string, Vector>;
}

interface VectorLine {
  picture?: string;
  caption?: string;
  vector: number[];
}

function readLine(text: string): VectorLine | undefined {
  try {
    const line = JSON.parse(text) as Partial<VectorLine>;
    const isNamed = typeof (line.picture ?? line.caption) === 'string';
    const { vector } = line;
    if (!isNamed || !Array.isArray(vector) || !vector.every(Number.isFinite)) return undefined;
    return { ...line, vector };
  } catch {
    return undefined;
  }
}

/**
 * Reads vectors that somebody computed with a CLIP: a line of JSON each, `{"picture": id, "vector": […]}` or
 * `{"caption": text, "vector": […]}`.
 * @throws UserError naming file and line where one is no such line, or is not as wide as the first
 */
export function readClipVectors(path: string): ClipVectors {
  if (!existsSync(path)) throw new UserError(`${shortPath(path)} is not there.`);
  const pictures = new Map<ImageId, Vector>();
  const captions = new Map<string, Vector>();
  let width: number | undefined;
  readTextFile(path)
    .split('\n')
    .forEach((text, at) => {
      if (text.trim() === '') return;
      const where = `${shortPath(path)}, line ${at + 1}`;
      const line = readLine(text);
      if (!line) {
        throw new UserError(
          `${where}: expected {"picture": id, "vector": [numbers]} or {"caption": text, "vector": [numbers]}.`,
        );
      }
      width ??= line.vector.length;
      if (line.vector.length !== width) {
        throw new UserError(`${where}: ${line.vector.length} numbers, but the first has ${width}.`);
      }
      if (line.picture !== undefined) pictures.set(line.picture, line.vector);
      else captions.set(line.caption as string, line.vector);
    });
  return { pictures, captions };
}

/** A system's mean scores over the pictures. */
export interface ClipLine {
  system: string;
  CLIPScore: number;
  RefCLIPScore: number;
}

/**
 * CLIPScore and RefCLIPScore of a system's captions, means over the pictures. They depend on the CLIP: only scores by one
 * and the same can be compared.
 * @throws UserError naming a picture or a text that has no vector, and how many there are
 */
export function clipLine(
  system: string,
  said: ReadonlyMap<ImageId, string>,
  references: ReadonlyMap<ImageId, readonly string[]>,
  { pictures, captions }: ClipVectors,
): ClipLine {
  const texts = [...said].flatMap(([id, caption]) => [caption, ...(references.get(id) ?? [])]);
  const missing = [
    ...[...said.keys()].filter((id) => !pictures.has(id)).map((id) => `picture ${id}`),
    ...[...new Set(texts)].filter((text) => !captions.has(text)).map((text) => `"${text}"`),
  ];
  if (missing.length > 0) {
    throw new UserError(
      `${missing.length} vectors are missing for CLIPScore, the first is that of ${missing[0]}.`,
    );
  }
  const of = (text: string) => captions.get(text) as Vector;
  const scores = [...said].map(([id, text]) => {
    const picture = pictures.get(id) as Vector;
    return {
      alone: clipScore(picture, of(text)),
      withReferences: refClipScore(picture, of(text), (references.get(id) ?? []).map(of)),
    };
  });
  return {
    system,
    CLIPScore: mean(scores.map(({ alone }) => alone)),
    RefCLIPScore: mean(scores.map(({ withReferences }) => withReferences)),
  };
}
