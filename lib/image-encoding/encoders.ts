import { UserError } from '../outputs';
import type { Encoder } from './encoder';
import { loadScenesEncoder, SCENES_ENCODER } from './scenes-encoder';

export type EncoderName = 'scenes-cnn';

/** What a network's weights can be loaded from. */
export interface EncoderOptions {
  /** A folder or file with the weights, instead of the usual place. */
  weights?: string;
}

/** An encoder that can be loaded, and what is known of it before. */
export type KnownEncoder = Pick<Encoder, 'name' | 'inputSize' | 'resize' | 'width'> & {
  load(options?: EncoderOptions): Promise<Encoder>;
};

/** Every encoder by its name. */
export const ENCODERS: Record<EncoderName, KnownEncoder> = {
  'scenes-cnn': {
    ...SCENES_ENCODER,
    load: async ({ weights } = {}) => loadScenesEncoder(weights),
  },
};

/**
 * An encoder by its name, ready to use.
 * @throws UserError for a name that is none, and as `KnownEncoder.load` does
 */
export function loadEncoder(name: string, options?: EncoderOptions): Promise<Encoder> {
  const names = Object.keys(ENCODERS);
  if (!names.includes(name)) {
    throw new UserError(`There is no encoder "${name}": expected ${names.join(', ')}.`);
  }
  return ENCODERS[name as EncoderName].load(options);
}
