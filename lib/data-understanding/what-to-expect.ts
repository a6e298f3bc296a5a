/** From so many pictures to train on, captions of new pictures have been seen to be worth reading. */
const ENOUGH = 1000;

/**
 * CIDEr (coco) of greedy captions of 280 photographs of Flickr8k's test split, by what a captioner learnt from 32 others with five
 * captions each: from nothing (the tutorial's model, at least 25 epochs), and going on from the captioner of photographs that
 * comes with captionlab, for six. Beside them one sentence for all, and a model that has learnt from Flickr8k's 6,000 training pictures.
 */
const MEASURED = {
  pictures: 32,
  fromNothing: 0.03,
  goneOn: 0.56,
  oneSentence: 0.1,
  many: { pictures: '6,000', score: 0.54 },
};

/** Fewer pictures cannot be split in three. */
export const LEAST_PICTURES = 3;

/**
 * What can be expected of a training on few pictures; undefined where they are not few.
 * @param pictures how many there are to train on
 */
export function whatToExpect(pictures: number): string | undefined {
  if (pictures >= ENOUGH) return undefined;
  const { fromNothing, goneOn, oneSentence, many } = MEASURED;
  const told = (score: number) => score.toFixed(2);
  return (
    `Expect little of ${pictures} pictures to train on: from nothing, ${MEASURED.pictures} photographs gave a CIDEr of ${told(fromNothing)} on new ones, ` +
    `where one sentence for all has ${told(oneSentence)} and ${many.pictures} photographs give ${told(many.score)}. ` +
    `Going on from a trained captioner gave ${told(goneOn)}: train --start-from photographs.`
  );
}
