export * from './caption-choice.js';
export * from './choose.js';
export { consensusOf, expectedGains, sharesOf } from './gains.js';
export { type BeamJudge, consensusJudge, expectedJudge, type GainsUnder } from './judge.js';
export * from './rerank.js';
export { rerankPictures } from './reranked.js';
