import type { tf } from '../engine/index.js';
import type { ResizeRule } from './pixels.js';

/** A network that turns pictures into features. Features made by one are never mixed with another's. */
export interface Encoder {
  name: string;
  /** Side of the square picture it takes, in pixels. */
  inputSize: number;
  resize: ResizeRule;
  /** Numbers in a feature vector. */
  width: number;
  /** The layer whose output is kept as the map, where that is not the last one: `[height, width, channels]`. */
  mapLayer?: string;
  /** The layer whose map enters the last stage of its network: from there on an encoder can be trained further. */
  lastStageInput?: string;
  /** Tells its weights from any others. */
  fingerprint: string;
  /**
   * Input `[batch, height, width, 3]` in -1..1; outputs the map `[batch, height, width, channels]` and the vector
   * `[batch, features]`.
   */
  model: tf.LayersModel;
}
