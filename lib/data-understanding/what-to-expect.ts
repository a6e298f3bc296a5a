/** From so many pictures to train on, captions of new pictures have been seen to be worth reading. */
const ENOUGH = 1000;

/**
 * CIDEr (coco) of greedy captions of 280 photographs of Flickr8k that were not learnt, five captions each, by the tutorial's
 * model on EfficientNet-Lite2's vectors: from nothing, and from a run of Flickr8k's 6,000 training pictures.
 */
const MEASURED = [
  { pictures: 32, fromNothing: 0, fromTrained: 0 },
  { pictures: 160, fromNothing: 0, fromTrained: 0 },
];
/** The same of one sentence for all of them. */
const CONSTANT = 0.1;
/** Of a model that has learnt from 6,000 pictures. */
const OF_MANY = { pictures: 6000, score: 0 };

/** Fewer pictures cannot be split in three. */
export const LEAST_PICTURES = 3;

/**
 * What can be expected of a training on few pictures; undefined where they are not few.
 * @param pictures how many there are to train on
 */
export function whatToExpect(pictures: number): string | undefined {
  if (pictures >= ENOUGH) return undefined;
  const near = MEASURED.filter((one) => one.pictures <= pictures).at(-1) ?? MEASURED[0];
  const { fromNothing, fromTrained } = near;
  const told = (score: number) => score.toFixed(2);
  return (
    `Expect little of ${pictures} pictures to train on: from nothing, a captioner that learnt from ${near.pictures} photographs reached a CIDEr of ${told(fromNothing)} on new ones, ` +
    `where one sentence for all has ${told(CONSTANT)} and ${OF_MANY.pictures.toLocaleString('en')} photographs give ${told(OF_MANY.score)}. ` +
    `Going on from a trained one gave ${told(fromTrained)}: train --start-from photographs.`
  );
}
