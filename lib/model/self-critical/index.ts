export { chosenSelfCritical, type SelfCriticalChoice } from './choice.js';
export { type DrawnCaption, type DrawOptions, drawCaptions } from './draw-captions.js';
export { advantages, policyLoss } from './policy-loss.js';
