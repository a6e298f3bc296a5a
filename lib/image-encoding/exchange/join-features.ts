import type { Dataset } from '../../data-understanding/types';
import { featuresFolder } from '../store/layout';
import { openFeatureWriter, readBegun, type StoreSettings } from '../store/writer';

function settingsOf(dataset: Dataset, folder: string): StoreSettings {
  const { width, maps, pictures, ...madeFrom } = readBegun(folder);
  const mapShape = maps === 'none' ? undefined : String(maps).split(' x ').map(Number);
  return { ids: [...dataset.imagePaths.keys()], madeFrom, width: Number(width), mapShape };
}

/**
 * Takes into a data set's features what other machines encoded of it, each its shard.
 * @param folders copies of the others' `outputs/<dataset>/features/<encoder>`
 * @returns how many pictures there are now and how many are missing; when none is, the features are finished
 * @throws UserError when a part was made from other inputs, naming both
 */
export function joinFeatures(
  dataset: Dataset,
  folders: string[],
): { encoder: string; pictures: number; missing: number } {
  const settings = settingsOf(dataset, folders[0]);
  const encoder = String(settings.madeFrom.encoder);
  const madeFrom = { ...settings.madeFrom, dataset: dataset.fingerprint };
  const whole = openFeatureWriter(
    featuresFolder(dataset, encoder),
    { ...settings, madeFrom },
    'joined',
  );
  for (const folder of folders) {
    const part = openFeatureWriter(folder, { ...settings, madeFrom }, 'joined');
    for (const id of part.rows.keys()) {
      if (!whole.rows.has(id)) whole.write([part.read(id)]);
    }
    part.close();
  }
  const { rows, missing } = whole.close();
  return { encoder, pictures: rows.filter(({ reason }) => !reason).length, missing };
}
