import { existsSync } from 'node:fs';
import type { Dataset, ImageId } from '../../data-understanding/types.js';
import { artefactExists, shortPath, UserError, unescaped, withLock } from '../../outputs/index.js';
import { ENCODERS, type EncoderName } from '../encoders.js';
import { featuresFingerprint, featureTable } from '../feature-table.js';
import { ENCODER_NAME, featuresFolder, featuresPath, writerPath } from '../store/layout.js';
import { readFeatures } from '../store/reader.js';
import { removeStore } from '../store/set-aside.js';
import { openFeatureWriter } from '../store/writer.js';
import { type Provenance, readProvenance } from './provenance.js';
import { readVectorFile } from './vector-files.js';

/** How an import went. */
export interface ImportSummary {
  /** Pictures that have features now. */
  pictures: number;
  /** Names that are no pictures of the data set. */
  unknown: string[];
  /** Pictures of the data set without features. */
  missing: ImageId[];
}

/** All vectors of some files that are of a data set's pictures. */
interface Read {
  vectors: Map<ImageId, Float32Array>;
  width: number;
  unknown: string[];
  /** Where they came from, when this project exported them in one file. */
  provenance?: Provenance;
}

function checkEncoder(encoder: string, width: number, path: string): void {
  if (!ENCODER_NAME.test(encoder)) {
    throw new UserError(
      `"${encoder}" cannot be an encoder's name: expected letters, digits, hyphens and dots, as inception-v3.`,
    );
  }
  const known = Object.hasOwn(ENCODERS, encoder) ? ENCODERS[encoder as EncoderName] : undefined;
  if (known && known.width !== width) {
    throw new UserError(
      `${shortPath(path)} has vectors of ${width} numbers, but ${encoder} makes ${known.width}: another network, or another of its layers, made them. ` +
        'Name the network that did: --encoder <any other name>.',
    );
  }
}

function readAll(dataset: Dataset, paths: string[], encoder: string): Read {
  const all: Read = { vectors: new Map(), width: 0, unknown: [] };
  const isOurs = (id: string) => dataset.captions.has(id) || dataset.imagePaths.has(id);
  for (const path of paths) {
    const features = readVectorFile(path, encoder);
    all.width ||= features.width;
    if (features.width !== all.width) {
      throw new UserError(
        `${shortPath(path)} has vectors of ${features.width} numbers, ${shortPath(paths[0])} of ${all.width}.`,
      );
    }
    if (paths.length === 1) all.provenance = readProvenance(path, features);
    for (const named of features.ids) {
      const id = [named, unescaped(named)].find(isOurs);
      if (id === undefined) all.unknown.push(named);
      else if (all.vectors.has(id)) {
        throw new UserError(`${shortPath(path)} repeats picture ${id}.`);
      } else all.vectors.set(id, features.of(named));
    }
  }
  if (all.vectors.size === 0) {
    throw new UserError(
      `${paths.map(shortPath).join(' and ')} names no picture of ${dataset.name}, but ${all.unknown[0]}.`,
    );
  }
  checkEncoder(encoder, all.width, paths[0]);
  return all;
}

/** Tells these vectors from any others. */
function fingerprintOfAll({ vectors, width }: Read, encoder: string): string {
  const ids = [...vectors.keys()];
  const rows = new Float32Array(ids.length * width);
  ids.forEach((id, row) => {
    rows.set(vectors.get(id) as Float32Array, row * width);
  });
  return featuresFingerprint(featureTable(ids, rows, width, encoder), ids);
}

/**
 * Whether the same features are there already.
 * @throws UserError when there are others, finished or not
 */
function isThere(dataset: Dataset, encoder: string, fingerprint: string): boolean {
  const folder = featuresFolder(dataset, encoder);
  if (!existsSync(folder)) return false;
  if (artefactExists(featuresPath(dataset, encoder))) {
    const there = readFeatures(dataset, encoder);
    if (featuresFingerprint(there, there.ids) === fingerprint) return true;
  }
  throw new UserError(
    `${shortPath(folder)} holds other features by ${encoder}. To take these instead, add --again.`,
  );
}

/**
 * Makes a data set's finished features from files that `readVectorFile` reads, several parts in as many files.
 * Their header says that they were imported, unless this project exported them: then they are the same features again.
 * @param encoder the network that made them, one of ours or any other
 * @param again takes them in place of others that are there
 * @throws UserError when a file cannot be read, files disagree, none is of this data set, vectors are not as wide as the
 * encoder's, or there are other features already
 */
export async function importFeatures(
  dataset: Dataset,
  paths: string[],
  encoder: string,
  { again = false } = {},
): Promise<ImportSummary> {
  const read = readAll(dataset, paths, encoder);
  const { vectors, width, unknown, provenance } = read;
  const ids = [...vectors.keys()];
  const all = dataset.imagePaths.size > 0 ? dataset.imagePaths : dataset.captions;
  const missing = [...all.keys()].filter((id) => !vectors.has(id));
  const summary = { pictures: ids.length, unknown, missing };
  const fingerprint = fingerprintOfAll(read, encoder);
  const folder = featuresFolder(dataset, encoder);
  return withLock(writerPath(folder, '1-of-1'), () => {
    if (again) removeStore(folder);
    else if (isThere(dataset, encoder, fingerprint)) return summary;
    const imported = { encoder, weights: `imported ${fingerprint}`, resize: 'unknown' };
    const writer = openFeatureWriter(folder, {
      ...{ ids, width, madeFrom: provenance?.madeFrom ?? imported },
      marks: provenance && new Map(Object.entries(provenance.marks)),
    });
    writer.write([...vectors].map(([imageId, vector]) => ({ imageId, vector })));
    writer.close();
    return summary;
  });
}
