import type { Trial } from '../../lib/evaluation/index.js';

type Choice = Pick<Trial['settings'], 'embedding' | 'units' | 'dropout' | 'learningRate'>;

const trialOf = (choice: Choice, devLoss: number, CIDEr: number): Trial => ({
  choice: choice as Trial['choice'],
  settings: {
    ...{ recurrentActivation: 'sigmoid', smoothing: 0, weightDecay: 0, standardise: false },
    ...{ schedule: 'steps', epochs: 1, batch: 64, clip: 'none', patience: 'none', seed: 1 },
    ...{ warmUp: 'none', averaging: 'none' },
    ...{ sentinel: 'none', tuneEncoder: 'none', pool: 'none', layers: 'none', heads: 'none' },
    ...choice,
    pictureDropout: choice.dropout,
  },
  results: [
    { epoch: 1, learningRate: 1e-3, loss: 3, devLoss, seconds: 75.2, captionsPerSecond: 100 },
  ],
  devLoss,
  scores: {
    'BLEU-1': 0.6,
    'BLEU-2': 0.5,
    'BLEU-3': 0.4,
    'BLEU-4': 0.3,
    'ROUGE-L': 0.5,
    CIDEr,
  } as Trial['scores'],
  ...{ protocol: 'coco', beam: 1, seconds: 75.2 },
});

/** Trainings as a search may find them, the best first. The second's score is one that rounding twice would raise. */
export const trials: Trial[] = [
  trialOf(
    { embedding: 'frozen', units: 256, dropout: 0.218, learningRate: 4.43e-3 },
    2.5388,
    1.0213,
  ),
  trialOf(
    { embedding: 'tuned', units: 1024, dropout: 0.577, learningRate: 1.1e-3 },
    3.4168,
    0.81149,
  ),
  trialOf(
    { embedding: 'fresh', units: 192, dropout: 0.199, learningRate: 5.31e-3 },
    2.8065,
    0.7903,
  ),
  trialOf(
    { embedding: 'fresh', units: 384, dropout: 0.554, learningRate: 1.65e-4 },
    3.5849,
    0.0532,
  ),
];
