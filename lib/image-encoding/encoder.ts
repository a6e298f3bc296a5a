import { UserError } from '../outputs/user-error.js';

/** What an encoder gives of a batch of pictures. */
export interface EncodedBatch {
  /** `[batch, width]`, row by row. */
  vectors: Float32Array;
  /** `[batch, height, width, channels]`, row by row; only where maps were wanted. */
  maps?: Float32Array;
}

/** Shape of a map: `[height, width, channels]`. */
export type MapShape = readonly [height: number, width: number, channels: number];

/**
 * A network that turns pictures into features: one of ours, whose layers can be opened (`LayersEncoder`), or a file that
 * somebody brought. Features made by one are never mixed with another's.
 */
export interface Encoder {
  name: string;
  /** Side of the square picture it takes, in pixels. */
  inputSize: number;
  /** How a picture becomes that square, as the features' header says. */
  resize: string;
  /** Numbers in a feature vector. */
  width: number;
  /** Of the maps that are kept; there is none where the network gives vectors alone. */
  mapShape?: MapShape;
  /** Set where it sees every picture in a mirror. */
  mirrors?: true;
  /** Tells its weights from any others. */
  fingerprint: string;
  /** Whether it uses all of the processor by itself, so that a second process would be in its way. */
  usesAllCores?: boolean;
  /** What runs it, in words, where that is not TensorFlow's engine. */
  runsOn?: string;
  /**
   * A picture as the network takes it: upright, square, its colours scaled: `[height, width, 3]`.
   * @param picture a file's path or its bytes
   * @throws UserError naming the file when it is not there, cut short or no picture
   */
  read(picture: string | Uint8Array): Promise<Float32Array>;
  /**
   * The features of a batch.
   * @param inputs pictures from `read`
   * @param maps whether their maps are wanted too
   * @throws UserError when maps are wanted and it has none
   */
  run(inputs: readonly Float32Array[], maps: boolean): Promise<EncodedBatch>;
}

/**
 * The shape of the maps that an encoder keeps.
 * @throws UserError when it gives vectors alone
 */
export function mapShapeOf({ name, mapShape }: Pick<Encoder, 'name' | 'mapShape'>): MapShape {
  if (mapShape) return mapShape;
  throw new UserError(
    `${name} gives one vector a picture and no map: captioners that look at places need another encoder, or another of its outputs (encode --output).`,
  );
}
