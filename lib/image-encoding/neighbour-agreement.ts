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

/**
 * The same by lot: how often a picture drawn at random from `candidates` shows what a query shows.
 * @returns for each attribute, the mean over `queries` of the share of `candidates` that have the same
 */
export function agreementByLot(
  queries: readonly ImageId[],
  candidates: readonly ImageId[],
  labelsOf: (imageId: ImageId) => Record<string, string>,
): Record<string, number> {
  const theirs = candidates.map(labelsOf);
  const sums: Record<string, number> = {};
  for (const query of queries) {
    for (const [attribute, label] of Object.entries(labelsOf(query))) {
      const same = theirs.filter((labels) => labels[attribute] === label).length;
      sums[attribute] = (sums[attribute] ?? 0) + same / candidates.length;
    }
  }
  return Object.fromEntries(
    Object.entries(sums).map(([attribute, sum]) => [attribute, sum / queries.length]),
  );
}

/** How often the nearest picture shows the same, beside how often one drawn by lot does: a row for each attribute. */
export function agreementBesideLot(
  features: VectorsById,
  queries: readonly ImageId[],
  candidates: readonly ImageId[],
  labelsOf: (imageId: ImageId) => Record<string, string>,
): Record<string, string>[] {
  const nearest = neighbourAgreement(features, queries, candidates, labelsOf);
  const byLot = agreementByLot(queries, candidates, labelsOf);
  const percent = (share: number) => `${(100 * share).toFixed(1)} %`;
  return Object.keys(nearest).map((attribute) => ({
    attribute,
    'nearest picture': percent(nearest[attribute]),
    'drawn by lot': percent(byLot[attribute]),
  }));
}

/**
 * What a direction tells apart: the share of the differences along it that lies between the groups of an attribute, not
 * within them (the correlation ratio, Pearson 1905): 1 where an attribute decides all, near 0 where it decides nothing.
 * @param places where each picture lies along the direction
 * @param labels what each picture shows
 */
export function shareDecided(places: readonly number[], labels: readonly string[]): number {
  const meanOf = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const mean = meanOf(places);
  const total = places.reduce((sum, place) => sum + (place - mean) ** 2, 0);
  const groups = new Map<string, number[]>();
  for (const [at, label] of labels.entries()) {
    groups.set(label, [...(groups.get(label) ?? []), places[at]]);
  }
  const between = [...groups.values()].reduce(
    (sum, group) => sum + group.length * (meanOf(group) - mean) ** 2,
    0,
  );
  return total > 0 ? between / total : 0;
}

/**
 * How much each attribute decides along some directions: a row for each, and one for labels handed out by lot, where k groups
 * of n pictures are expected to decide (k - 1) / (n - 1).
 */
export function decidedTable(
  directions: Record<string, readonly number[]>,
  queries: readonly ImageId[],
  labelsOf: (imageId: ImageId) => Record<string, string>,
): Record<string, string>[] {
  const labels = queries.map(labelsOf);
  const attributes = Object.keys(labels[0]);
  const row = (direction: string, share: (said: string[]) => number) => ({
    direction,
    ...Object.fromEntries(
      attributes.map((attribute) => [
        attribute,
        `${(100 * share(labels.map((label) => label[attribute]))).toFixed(0)} %`,
      ]),
    ),
  });
  return [
    ...Object.entries(directions).map(([direction, places]) =>
      row(direction, (said) => shareDecided(places, said)),
    ),
    row('labels by lot', (said) => (new Set(said).size - 1) / (said.length - 1)),
  ];
}

/** What drawn scenes show, as `neighbourAgreement` asks for it. */
export const labelsFrom = (attributes: ReadonlyMap<ImageId, SceneAttributes>) => (id: ImageId) => {
  const { subject, colour, action, place } = attributes.get(id) as SceneAttributes;
  return { subject, colour, action, place };
};
