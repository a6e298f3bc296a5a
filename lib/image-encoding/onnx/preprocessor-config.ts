import { shown } from '../../outputs/shown.js';
import { UserError } from '../../outputs/user-error.js';
import type { FilterName } from '../resample.js';

/** How a network was shown its pictures. */
export interface Preprocessing {
  /** How the picture gets its size: its shorter side so long, or squashed to a square; `undefined`: it is not resized. */
  resize?: { to: 'shorter side' | 'square'; size: number; filter: FilterName };
  /** The side of the square that is cut out of the middle. */
  crop?: number;
  /** What values from 0 to 255 are multiplied by. */
  factor: number;
  /** Of red, green and blue, subtracted, then divided by `deviation`. */
  mean: readonly number[];
  deviation: readonly number[];
  /** Blue before green before red. */
  bgr: boolean;
}

type Config = Record<string, unknown>;

/** Pillow's numbers of its filters. */
const FILTERS: Record<number, FilterName> = { 1: 'lanczos', 2: 'bilinear', 3: 'bicubic' };

/** What some configurations ask for and is not done here. */
const UNKNOWN_STEPS = ['do_pad', 'do_thumbnail', 'do_align_long_axis', 'do_reduce_labels'];

/** Processors for which a size that is one number is a square; for the others it is the shorter side. */
const SQUARE = /^(ViT|DeiT|Beit|Siglip|Swin|MobileViT|EfficientNet|Segformer)/i;

/** One file's values, each read as what it should be. */
function reader(config: Config, file: string) {
  const refuse = (key: string, expected: string): never => {
    throw new UserError(`${file}: ${key} is ${shown(config[key])}, expected ${expected}.`);
  };
  const count = (value: unknown): value is number => Number.isInteger(value) && Number(value) > 0;
  return {
    refuse,
    count,
    flag(key: string, usual: boolean): boolean {
      const value = config[key] ?? usual;
      return typeof value === 'boolean' ? value : refuse(key, 'true or false');
    },
    number(key: string, usual?: number): number {
      const value = config[key] ?? usual;
      return typeof value === 'number' && Number.isFinite(value) && value > 0
        ? value
        : refuse(key, 'a number above 0');
    },
    colours(key: string, least = Number.NEGATIVE_INFINITY): number[] {
      const value = config[key];
      const numbers = Array.isArray(value) ? value : [value, value, value];
      const isRight =
        numbers.length === 3 && numbers.every((one) => Number.isFinite(one) && one > least);
      return isRight
        ? numbers
        : refuse(key, `three numbers for red, green and blue${least === 0 ? ', all above 0' : ''}`);
    },
    /** A side in pixels: `224`, `{ height: 224, width: 224 }` or `{ shortest_edge: 224 }`. */
    side(key: string): { size: number; of: 'number' | 'square' | 'shorter side' } {
      const value = config[key];
      if (count(value)) return { size: value, of: 'number' };
      const { height, width, shortest_edge: shortest, ...more } = Object(value) as Config;
      if (count(shortest) && Object.keys(more).length === 0) {
        return { size: shortest, of: 'shorter side' };
      }
      if (count(height) && height === width) return { size: height, of: 'square' };
      return refuse(
        key,
        'a number of pixels, {"shortest_edge": pixels}, or {"height": pixels, "width": pixels} with both alike',
      );
    },
  };
}

/** ConvNeXt's way, ResNet's at Hugging Face too: larger than it is wanted and cut, unless it is 384 or more. */
function croppedByShare(size: number, share: number, filter: FilterName): Partial<Preprocessing> {
  if (size >= 384) return { resize: { to: 'square', size, filter } };
  return { resize: { to: 'shorter side', size: Math.trunc(size / share), filter }, crop: size };
}

function readSizes(config: Config, read: ReturnType<typeof reader>): Partial<Preprocessing> {
  const processor = String(config.image_processor_type ?? config.feature_extractor_type ?? '');
  const crop = read.flag('do_center_crop', config.crop_size !== undefined)
    ? read.side('crop_size').size
    : undefined;
  if (!read.flag('do_resize', config.size !== undefined)) return { crop };
  const filter =
    FILTERS[Number(config.resample ?? 2)] ??
    read.refuse('resample', '1 (lanczos), 2 (bilinear) or 3 (bicubic)');
  const { size, of } = read.side('size');
  const isConvNext = processor.startsWith('ConvNext');
  if (crop === undefined && (isConvNext || Number.isFinite(config.crop_pct))) {
    return croppedByShare(size, read.number('crop_pct', 224 / 256), filter);
  }
  const isSquare = of === 'square' || (of === 'number' && (SQUARE.test(processor) || !crop));
  const to = isSquare ? 'square' : 'shorter side';
  if (to === 'shorter side' && !crop) {
    read.refuse('size', 'also do_center_crop and crop_size: networks here take squares');
  }
  if (crop && crop > size)
    read.refuse('crop_size', `${size} at most, to which pictures are resized`);
  return { resize: { to, size, filter }, crop };
}

/**
 * A Hugging Face `preprocessor_config.json`: how an image processor of theirs prepares pictures.
 * @param file its name, for messages
 * @throws UserError naming the key that is wrong, or a step that is not done here
 */
export function readPreprocessing(text: string, file: string): Preprocessing {
  let config: Config;
  try {
    config = JSON.parse(text);
  } catch (error) {
    throw new UserError(`${file} is not JSON (${(error as Error).message}).`);
  }
  if (typeof config !== 'object' || config === null || Array.isArray(config)) {
    throw new UserError(`${file} holds no settings: expected {"size": …, "image_mean": …}.`);
  }
  const read = reader(config, file);
  const unknown = UNKNOWN_STEPS.find((key) => read.flag(key, false));
  if (unknown) read.refuse(unknown, 'false: this step is not done here');
  const rescales = read.flag('do_rescale', true);
  const normalises = read.flag('do_normalize', config.image_mean !== undefined);
  return {
    ...readSizes(config, read),
    factor: rescales ? read.number('rescale_factor', 1 / 255) : 1,
    mean: normalises ? read.colours('image_mean') : [0, 0, 0],
    deviation: normalises ? read.colours('image_std', 0) : [1, 1, 1],
    bgr: read.flag('do_flip_channel_order', false),
  };
}

/** The side of the squares that come out; `undefined` where they keep their own size. */
export const sideOf = ({ crop, resize }: Preprocessing) => crop ?? resize?.size;

/** What is done to a picture, in words: `shorter side 256 (bicubic), middle 224`. */
export function preprocessingText({ resize, crop }: Preprocessing): string {
  const parts = [
    resize && `${resize.to} ${resize.size} (${resize.filter})`,
    crop && `middle ${crop}`,
  ];
  return parts.filter(Boolean).join(', ') || 'as it is';
}
