import type { Claims } from '../executed.js';
import { claims as dataUnderstanding } from './01-data-understanding.js';
import { claims as cleaning } from './02-cleaning.js';
import { claims as vocabulary } from './03-vocabulary.js';
import { claims as captionPreprocessing } from './05-caption-preprocessing.js';
import { claims as generator } from './06-generator.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '01-data-understanding': dataUnderstanding,
  '02-cleaning': cleaning,
  '03-vocabulary': vocabulary,
  '05-caption-preprocessing': captionPreprocessing,
  '06-generator': generator,
};
