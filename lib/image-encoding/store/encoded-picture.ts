import type { ImageId } from '../../data-understanding/types.js';

/** The mark of a picture whose bytes could not be had, whatever they are: whoever comes next tries it again. */
export const NOT_HAD = 'not-had';

/** What the encoder left of one picture. */
export interface EncodedPicture {
  imageId: ImageId;
  /** `[features]`; absent when the picture could not be read. */
  vector?: Float32Array;
  /** The bits of float16 values, `[height, width, channels]`; only where maps were wanted. */
  map?: Uint16Array;
  /** Tells the picture's bytes from any others, where they were seen. */
  mark?: string;
  /** Why there is no vector. */
  reason?: string;
}
