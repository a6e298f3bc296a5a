import type { ImageId } from '../data-understanding/types.js';
import type { SceneAttributes } from '../scenes/types.js';
import { nearestPictures, type VectorsById } from './neighbours.js';

/**
 * How much of what a picture shows its nearest neighbour shows too.
 * @param labelsOf what a picture shows, by the name of the attribute: `{ subject: 'cat', colour: 'black' }`
 * @returns for each attribute, the share of `queries` whose nearest among `candidates` has the same
 */
export function neighbourAgreement(
  features: VectorsById,
  queries: readonly ImageId[],
  candidates: readonly ImageId[],
  labelsOf: (imageId: ImageId) => Record<string, string>,
): Record<string, number> {
  const agreed: Record<string, number> = {};
  for (const query of queries) {
    const [nearest] = nearestPictures(features, query, candidates, 1);
    const theirs = labelsOf(nearest.imageId);
    for (const [attribute, label] of Object.entries(labelsOf(query))) {
      agreed[attribute] = (agreed[attribute] ?? 0) + (theirs[attribute] === label ? 1 : 0);
    }
  }
  return Object.fromEntries(
    Object.entries(agreed).map(([attribute, count]) => [attribute, count / queries.length]),
  );
}

/** What drawn scenes show, as `neighbourAgreement` asks for it. */
export const labelsFrom = (attributes: ReadonlyMap<ImageId, SceneAttributes>) => (id: ImageId) => {
  const { subject, colour, action, place } = attributes.get(id) as SceneAttributes;
  return { subject, colour, action, place };
};
