import sharp from 'sharp';
import type { Dataset, ImageId } from '../data-understanding/index.js';
import { type Captioner, encodePictures, greedySearch } from '../inference/index.js';
import type { TrainedModel } from '../model/index.js';
import type { Called } from './called.js';
import type { Child } from './children.js';
import { genderOf } from './gender-words.js';

/** A picture file, its pixels mixed with those around: `radius` pixels is the standard deviation. */
const blurred = (path: string, radius: number): Promise<Buffer> =>
  (radius > 0 ? sharp(path).blur(radius) : sharp(path)).png().toBuffer();

/** What a trained model says of children's pictures that are blurred. */
async function calledBlurred(
  dataset: Pick<Dataset, 'imagePaths'>,
  { model, inputs }: TrainedModel,
  { encoder }: Pick<Captioner, 'encoder'>,
  children: readonly Child[],
  radius: number,
): Promise<Called[]> {
  if (children.length === 0) return [];
  const paths = children.map(({ imageId }) => dataset.imagePaths.get(imageId) as string);
  const pictures = await Promise.all(paths.map((path) => blurred(path, radius)));
  const features = await encodePictures(encoder, pictures, model);
  const found = await greedySearch(model, inputs.vocabulary, features, inputs.sequences);
  return found.map(({ caption }, i) => ({
    ...{ truth: children[i].girl ? ('woman' as const) : 'man', caption },
  }));
}

/** Children called the other, as shares, where their pictures are blurred. */
export interface BlurredRow {
  /** In pixels. */
  blur: number;
  'as in training': number;
  'against what training says': number;
}

const calledOther = (all: readonly Called[]) =>
  all.filter(({ truth, caption }) => {
    const said = genderOf(caption);
    return (said === 'man' || said === 'woman') && said !== truth;
  }).length / all.length;

/**
 * How many children are called the other, the harder their pictures are to see: those who are dressed and do as children in
 * training, and those against what training says.
 */
export async function blurTable(
  dataset: Dataset,
  trained: TrainedModel,
  captioner: Pick<Captioner, 'encoder'>,
  { usual, against }: { usual: readonly Child[]; against: readonly Child[] },
  blurs: readonly number[],
): Promise<BlurredRow[]> {
  const rows: BlurredRow[] = [];
  for (const blur of blurs) {
    const [one, other] = [
      await calledBlurred(dataset, trained, captioner, usual, blur),
      await calledBlurred(dataset, trained, captioner, against, blur),
    ];
    rows.push({
      ...{ blur, 'as in training': calledOther(one) },
      'against what training says': calledOther(other),
    });
  }
  return rows;
}

/** A picture, sharper and less sharp. */
export const blurredPictures = (
  { imagePaths }: Pick<Dataset, 'imagePaths'>,
  imageId: ImageId,
  blurs: readonly number[],
) =>
  Promise.all(
    blurs.map(async (blur) => ({
      picture: await blurred(imagePaths.get(imageId) as string, blur),
      title: blur === 0 ? imageId : `blurred by ${blur} pixels`,
    })),
  );
