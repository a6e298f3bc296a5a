import type { Dataset } from '../../data-understanding/types.js';
import { shortPath, UserError, unescaped } from '../../outputs/index.js';
import { bytesOf, checksumOf, featuresFolder } from '../store/layout.js';
import { openFeatureWriter } from '../store/writer.js';
import { readVectorFile } from './vector-files.js';

/**
 * Makes a data set's finished features from files that `readVectorFile` reads, several parts in as many files.
 * Their header says that they were imported, and which values: they are not mixed with any encoded here.
 * @param encoder the network that made them
 * @returns how many were taken, and the names that are no pictures of the data set
 * @throws UserError when a file cannot be read, files disagree, none is of this data set, or there are features already
 */
export function importFeatures(
  dataset: Dataset,
  paths: string[],
  encoder: string,
): { pictures: number; unknown: string[] } {
  const vectors = new Map<string, Float32Array>();
  const unknown: string[] = [];
  const isOurs = (id: string) => dataset.captions.has(id) || dataset.imagePaths.has(id);
  let width = 0;
  for (const path of paths) {
    const features = readVectorFile(path, encoder);
    width ||= features.width;
    if (features.width !== width) {
      throw new UserError(
        `${shortPath(path)} has vectors of ${features.width} numbers, ${shortPath(paths[0])} of ${width}.`,
      );
    }
    for (const named of features.ids) {
      const id = [named, unescaped(named)].find(isOurs);
      if (id === undefined) unknown.push(named);
      else if (vectors.has(id)) throw new UserError(`${shortPath(path)} repeats picture ${id}.`);
      else vectors.set(id, features.of(named));
    }
  }
  if (vectors.size === 0) {
    throw new UserError(
      `${paths.map(shortPath).join(' and ')} names no picture of ${dataset.name}, but ${unknown[0]}.`,
    );
  }
  const ids = [...vectors.keys()];
  const pictures = [...vectors].map(([imageId, vector]) => ({ imageId, vector }));
  const checksums = pictures.map(({ imageId, vector }) => imageId + checksumOf(bytesOf(vector)));
  const fingerprint = checksumOf(Buffer.from(checksums.join('\n')));
  const writer = openFeatureWriter(featuresFolder(dataset, encoder), {
    ...{ ids, width },
    madeFrom: {
      ...{ dataset: dataset.fingerprint, encoder, resize: 'unknown' },
      weights: `imported ${fingerprint}`,
    },
  });
  writer.write(pictures);
  writer.close();
  return { pictures: ids.length, unknown };
}
