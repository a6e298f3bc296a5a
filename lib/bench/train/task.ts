import { prepare as prepareCaptioner } from '../captioner-step/task.js';
import { prepare as prepareTutorial } from '../training-step/task.js';

/** Training steps of a captioner on the full text, or of the tutorial's model on its own. */
export const prepare = (
  sizes: Parameters<typeof prepareCaptioner>[0] | Parameters<typeof prepareTutorial>[0],
) =>
  'captioner' in sizes
    ? prepareCaptioner(sizes as Parameters<typeof prepareCaptioner>[0])
    : prepareTutorial(sizes as Parameters<typeof prepareTutorial>[0]);
