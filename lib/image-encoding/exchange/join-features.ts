import type { Dataset } from '../../data-understanding/types.js';
import { checkBegun, type MadeFrom, readBegun, shortPath, UserError } from '../../outputs/index.js';
import { ENCODER_NAME, featuresFolder } from '../store/layout.js';
import { begunFrom, openFeatureWriter, type StoreSettings } from '../store/writer.js';

/**
 * What all parts must have in common, as one of them says that it was begun.
 * @param folder its own, for messages
 * @throws UserError when it does not say of what it is a part
 */
export function settingsOfPart(dataset: Dataset, folder: string, begun: MadeFrom): StoreSettings {
  const { width, maps, encoder, weights, resize } = begun;
  const mapShape = maps === 'none' ? undefined : String(maps).split(' x ').map(Number);
  const madeFrom = { encoder, weights, resize };
  const numbers = [Number(width), ...(mapShape ?? [])];
  const texts = Object.values(madeFrom).every((value) => typeof value === 'string');
  const counts = numbers.every((n) => Number.isSafeInteger(n) && n > 0 && n < 2 ** 16);
  if (!texts || !counts || !ENCODER_NAME.test(String(encoder))) {
    throw new UserError(`${shortPath(folder)} is no part of features: it does not say of what.`);
  }
  return { ids: [...dataset.imagePaths.keys()], madeFrom, width: Number(width), mapShape };
}

/**
 * Takes into a data set's features what other machines encoded of it, each its shard.
 * @param folders copies of the others' `outputs/<dataset>/features/<encoder>`
 * @returns how many pictures there are now and how many are missing; when none is, the features are finished
 * @throws UserError when a part was made from other inputs, naming both; then nothing is begun
 */
export function joinFeatures(
  dataset: Dataset,
  folders: string[],
): { encoder: string; pictures: number; missing: number } {
  const settings = settingsOfPart(dataset, folders[0], readBegun(folders[0]));
  for (const folder of folders) checkBegun(folder, begunFrom(settings));
  const encoder = String(settings.madeFrom.encoder);
  const whole = openFeatureWriter(featuresFolder(dataset, encoder), settings, 'joined');
  for (const folder of folders) {
    const part = openFeatureWriter(folder, settings, 'joined');
    for (const id of part.rows.keys()) {
      if (!whole.rows.has(id)) whole.write([part.read(id)]);
    }
    part.close();
  }
  const { rows, missing } = whole.close();
  return { encoder, pictures: rows.filter(({ reason }) => !reason).length, missing };
}
