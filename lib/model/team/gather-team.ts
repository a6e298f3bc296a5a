import { isOneThreaded, startEngine } from '../../engine/index.js';
import type { FeatureSource } from '../../generator/index.js';
import { messageOf } from '../../outputs/index.js';
import type { CaptionModel } from '../caption-model.js';
import { isCaptioner } from '../captioners.js';
import type { PictureRows } from '../picture-rows.js';
import { startTeam, type Team } from './team.js';

/**
 * A team of so many workers; undefined for one alone, on an engine that uses all of the machine by itself, and where the
 * others do not start, which is told.
 */
export async function gatherTeam(
  model: CaptionModel,
  features: FeatureSource,
  pictures: PictureRows,
  count: number,
): Promise<Team | undefined> {
  if (count <= 1 || !isCaptioner(model.name) || !isOneThreaded(await startEngine()))
    return undefined;
  try {
    return await startTeam(model, features, pictures, count);
  } catch (error) {
    console.warn(`No other threads could be started (${messageOf(error)}): one trains alone.`);
    return undefined;
  }
}
