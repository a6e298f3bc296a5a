import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { runAhead, startEngine, startWorkers, usefulProcesses } from '../../engine/index.js';
import { type CaptionModel, isCaptioner, modelAsFiles } from '../../model/index.js';
import { moduleFile } from '../../outputs/index.js';
import type { Vocabulary } from '../../vocabulary/index.js';
import { type SearchedBatch, type Searches, searchBatch } from './search-batch.js';
import type { SearchSetup } from './search-task.js';

/** Words of a usual caption. */
const WORDS = 10;
/** Multiplications and additions that take longer than the start of workers: about five seconds of one thread. */
const LEAST_WORK = 5e10;

/** Operations of the searches of so many pictures, roughly: two for each weight and word. */
function workOf({ trained }: CaptionModel, { greedy, beam }: Searches, pictures: number): number {
  const matrices = trained.filter(({ rank }) => rank > 1);
  const weights = matrices.reduce((sum, { size }) => sum + size, 0);
  return 2 * weights * WORDS * pictures * ((greedy ? 1 : 0) + (beam?.width ?? 0));
}

/** How many threads search faster than this one alone; 1 where it does. */
async function usefulSearchers(
  model: CaptionModel,
  searches: Searches,
  batches: readonly (readonly unknown[])[],
): Promise<number> {
  const pictures = batches.reduce((sum, { length }) => sum + length, 0);
  if (!isCaptioner(model.name) || workOf(model, searches, pictures) < LEAST_WORK) return 1;
  return Math.min(usefulProcesses(await startEngine()), batches.length);
}

/**
 * Searches pictures batch by batch, several batches at once where the engine computes in one thread. A batch gives the same
 * wherever it is searched, and batches come in their order: so does what is found, to the bit.
 * @param batches of things with pictures, such as their ids
 * @param featuresOf what the captioner reads of one: its vector or map
 * @param workers threads; default: as many as make it faster
 */
export async function* searchInBatches<Of>(
  model: CaptionModel,
  vocabulary: Vocabulary,
  batches: readonly (readonly Of[])[],
  featuresOf: (one: Of) => Float32Array,
  searches: Searches,
  workers?: number,
): AsyncGenerator<{ batch: readonly Of[]; found: SearchedBatch }> {
  const count = workers ?? (await usefulSearchers(model, searches, batches));
  if (count <= 1) {
    for (const batch of batches) {
      yield { batch, found: await searchBatch(model, vocabulary, batch.map(featuresOf), searches) };
    }
    return;
  }
  const setup = { ...(await modelAsFiles(model)), words: vocabulary.words, searches };
  const task = pathToFileURL(moduleFile(join(import.meta.dirname, 'search-task'))).href;
  const team = await startWorkers<SearchSetup, Float32Array[], SearchedBatch>(count, task, setup, {
    threads: true,
  });
  const search = async (batch: readonly Of[]) => ({
    batch,
    found: await team.run(batch.map(featuresOf)),
  });
  try {
    yield* runAhead(batches, search, 2 * count);
  } finally {
    team.close();
  }
}
