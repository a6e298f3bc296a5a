import type { Claims } from '../executed.js';
import { claims as dataUnderstanding } from './01-data-understanding.js';
import { claims as cleaning } from './02-cleaning.js';
import { claims as vocabulary } from './03-vocabulary.js';
import { claims as imageEncoding } from './04-image-encoding.js';
import { claims as captionPreprocessing } from './05-caption-preprocessing.js';
import { claims as generator } from './06-generator.js';
import { claims as embeddings } from './07-embeddings.js';
import { claims as model } from './08-model.js';
import { claims as inference } from './09-inference.js';
import { claims as evaluation } from './10-evaluation.js';
import { claims as attention } from './11-attention.js';
import { claims as transformer } from './12-transformer.js';
import { claims as inTheBrowser } from './13-in-the-browser.js';
import { claims as searchingPictures } from './14-searching-pictures.js';
import { claims as harm } from './15-harm.js';

/** What the sentences of each notebook claim of a run. */
export const claimsOf: Record<string, Claims> = {
  '01-data-understanding': dataUnderstanding,
  '02-cleaning': cleaning,
  '03-vocabulary': vocabulary,
  '04-image-encoding': imageEncoding,
  '05-caption-preprocessing': captionPreprocessing,
  '06-generator': generator,
  '07-embeddings': embeddings,
  '08-model': model,
  '09-inference': inference,
  '10-evaluation': evaluation,
  '11-attention': attention,
  '12-transformer': transformer,
  '13-in-the-browser': inTheBrowser,
  '14-searching-pictures': searchingPictures,
  '15-harm': harm,
};
