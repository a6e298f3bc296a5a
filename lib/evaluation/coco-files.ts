import { join } from 'node:path';
import {
  type CaptionsById,
  type Dataset,
  type ImageId,
  textFolder,
} from '../data-understanding/index.js';
import { UserError, writeFileWhole } from '../outputs/index.js';
import type { InspectedCaption, InspectedPicture, Inspection } from './inspector/types.js';

/** COCO's results format: a caption a picture. */
export type CocoResults = { image_id: ImageId | number; caption: string }[];

/** COCO's annotations format, as far as captions need it. */
export interface CocoAnnotations {
  images: { id: ImageId | number }[];
  annotations: { id: number; image_id: ImageId | number; caption: string }[];
}

/** An entry of either format, its place given in words: the file and which entry it is. */
function entryFrom(entry: unknown, where: string): { imageId: ImageId; caption: string } {
  const expected = 'Expected {"image_id": …, "caption": "…"}.';
  if (typeof entry !== 'object' || entry === null) {
    throw new UserError(`${where} is ${JSON.stringify(entry)}. ${expected}`);
  }
  const { image_id: id, caption } = entry as Record<string, unknown>;
  if (typeof id !== 'string' && typeof id !== 'number') {
    const found = id === undefined ? 'no image_id' : `the image_id ${JSON.stringify(id)}`;
    throw new UserError(`${where} has ${found}. ${expected}`);
  }
  if (typeof caption !== 'string') {
    const found = caption === undefined ? 'no caption' : `the caption ${JSON.stringify(caption)}`;
    throw new UserError(`${where}, of picture ${id}, has ${found}. ${expected}`);
  }
  return { imageId: `${id}`, caption };
}

/**
 * The captions of COCO results; ids become text.
 * @throws UserError naming the file and the entry that is of another form, or the picture with two captions
 */
export function captionsFromResults(results: unknown[], path: string): Map<ImageId, string> {
  const captions = new Map<ImageId, string>();
  for (const [at, entry] of results.entries()) {
    const { imageId, caption } = entryFrom(entry, `${path}: entry ${at + 1}`);
    if (captions.has(imageId)) {
      throw new UserError(
        `${path}: entry ${at + 1} is a second caption of picture ${imageId}. Expected one a picture.`,
      );
    }
    captions.set(imageId, caption);
  }
  return captions;
}

/**
 * The references in COCO annotations, in their order; ids become text.
 * @throws UserError naming the file and the annotation that is of another form or empty
 */
export function referencesFromAnnotations(annotations: unknown, path: string): CaptionsById {
  if (!Array.isArray(annotations) || annotations.length === 0) {
    throw new UserError(
      `${path} has no list of annotations. Expected {"annotations": [{"image_id": …, "caption": "…"}, …]}.`,
    );
  }
  const references: CaptionsById = new Map();
  for (const [at, entry] of annotations.entries()) {
    const where = `${path}: annotation ${at + 1}`;
    const { imageId, caption } = entryFrom(entry, where);
    if (caption.trim() === '') {
      throw new UserError(
        `${where}, of picture ${imageId}, is empty. Write a caption, or leave it out.`,
      );
    }
    const others = references.get(imageId);
    if (others) others.push(caption);
    else references.set(imageId, [caption]);
  }
  return references;
}

/** Captions as COCO results, in their order. */
export const cocoResults = (captions: ReadonlyMap<ImageId, string>): CocoResults =>
  Array.from(captions, ([id, caption]) => ({ image_id: id, caption }));

/** References as COCO annotations, numbered from 1. */
export function cocoAnnotations(references: CaptionsById): CocoAnnotations {
  const captions = [...references].flatMap(([id, texts]) =>
    texts.map((caption) => ({ image_id: id, caption })),
  );
  return {
    images: Array.from(references.keys(), (id) => ({ id })),
    annotations: captions.map((one, at) => ({ id: at + 1, ...one })),
  };
}

/** Where a split's captions and references lie in COCO's formats. */
export interface CocoFiles {
  results: string[];
  references: string;
}

/** Writes an inspection's captions and references: `coco/<split>.<search>.json` and `coco/<split>.references.json`. */
export function writeCocoFiles(
  dataset: Dataset,
  { split, beam, pictures }: Pick<Inspection, 'split' | 'beam' | 'pictures'>,
): CocoFiles {
  const write = (name: string, content: CocoResults | CocoAnnotations) => {
    const path = join(textFolder(dataset), 'coco', `${split}.${name}.json`);
    writeFileWhole(path, `${JSON.stringify(content)}\n`);
    return path;
  };
  const said = (caption: (picture: InspectedPicture) => InspectedCaption) =>
    cocoResults(
      new Map(
        pictures.map((one) => [
          one.imageId,
          caption(one)
            .words.map(({ word }) => word)
            .join(' '),
        ]),
      ),
    );
  const references = new Map(pictures.map(({ imageId, references }) => [imageId, references]));
  return {
    results: [
      write(
        'greedy',
        said(({ greedy }) => greedy),
      ),
      write(
        `beam-${beam}`,
        said(({ beam }) => beam),
      ),
    ],
    references: write('references', cocoAnnotations(references)),
  };
}
