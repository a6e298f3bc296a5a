// Measures on Flickr8k what notebook 12 shows of photographs, from trained runs: npm run measure. On dev what each idea
// brought; with --test the captioners on the test pictures too, once, when nothing is chosen any more.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openDataset, type SplitName } from '../lib/data-understanding/index.js';
import { startEngine } from '../lib/engine/index.js';
import {
  bootstrapIntervals,
  type CaptionScores,
  chosenRerank,
  type PhotographMeasurements,
  type PhotographTrial,
  pairedBootstrap,
  photographMeasurements,
  scoresOfRun,
} from '../lib/evaluation/index.js';
import { type Ranking, rankingNamed } from '../lib/inference/index.js';

/*
 * The runs: captionlab train --dataset flickr8k --text full --run <name>, with ENCODER=efficientnet-lite2, and with
 * efficientnet-lite2-trunk where the encoder's end learns.
 * merge              --units 512 --schedule cosine --epochs 6 --warm-up 200 --averaging 0.998 --keep-by cider
 * merge-flips        the same, --flips; so merge-last, without --averaging
 * merge-attention    the same as merge, --model merge-attention --tune-encoder
 * attention          the same as merge, --model attention --tune-encoder --epochs 5
 * transformer        --model transformer --tune-encoder --units 240 --layers 2 --heads 8 --embedding fresh --dropout 0.3
 *                    --epochs 10 --schedule cosine --learning-rate 1e-3 --warm-up 400 --averaging 0.998 --keep-by cider
 * <name>-scst        --self-critical --start-from <name> --learning-rate 5e-5 --schedule cosine --epochs 2
 *                    --pictures 12 --averaging 0.99 --check-pictures 500; <name>-scst-flips with --flips
 */
const BEAM = 3;
const ENSEMBLE = 'merge-scst-flips+merge-scst+transformer+merge-attention';

/** How a run's captions are made: by a beam of 3, ranked by the mean over the words, where nothing else is said. */
interface System {
  run: string;
  beam?: number;
  ranking?: Ranking;
  rerank?: boolean;
}

/** What is compared: without an idea, and with it. */
const ideas: { idea: string; without: System; with: System }[] = [
  {
    idea: 'a beam of 3 in place of the likeliest word',
    without: { run: 'merge', beam: 1 },
    with: { run: 'merge' },
  },
  {
    idea: 'beams ranked by the mean over their words',
    without: { run: 'merge', ranking: rankingNamed('none') },
    with: { run: 'merge' },
  },
  {
    idea: 'a running mean of the weights',
    without: { run: 'merge-last' },
    with: { run: 'merge' },
  },
  {
    idea: 'pictures and captions in a mirror',
    without: { run: 'merge' },
    with: { run: 'merge-flips' },
  },
  {
    idea: 'a transformer, its encoder tuned, in place of merge',
    without: { run: 'merge' },
    with: { run: 'transformer' },
  },
  {
    idea: 'merge: self-critical training',
    without: { run: 'merge' },
    with: { run: 'merge-scst' },
  },
  {
    idea: 'merge: self-critical training in a mirror too',
    without: { run: 'merge-scst' },
    with: { run: 'merge-scst-flips' },
  },
  {
    idea: 'transformer: self-critical training',
    without: { run: 'transformer' },
    with: { run: 'transformer-scst' },
  },
  {
    idea: 'transformer: self-critical training in a mirror too',
    without: { run: 'transformer-scst' },
    with: { run: 'transformer-scst-flips' },
  },
  {
    idea: 'four runs speak as one',
    without: { run: 'merge-scst-flips' },
    with: { run: ENSEMBLE },
  },
  {
    idea: 'of their beams the one that near pictures agree with',
    without: { run: ENSEMBLE },
    with: { run: ENSEMBLE, rerank: true },
  },
];

const captioners: Record<string, System> = {
  merge: { run: 'merge' },
  attention: { run: 'attention' },
  'merge-attention': { run: 'merge-attention' },
  transformer: { run: 'transformer' },
  'merge, self-critical': { run: 'merge-scst-flips' },
  'transformer, self-critical': { run: 'transformer-scst-flips' },
  'four of them as one': { run: ENSEMBLE },
  'the four, by consensus': { run: ENSEMBLE, rerank: true },
};

await startEngine();
const dataset = await openDataset({ name: 'flickr8k', text: 'full' });
const scored = new Map<string, CaptionScores>();

async function scoresOf({ run, beam = BEAM, ranking, rerank }: System, split: SplitName) {
  const key = JSON.stringify([run, beam, ranking, rerank, split]);
  const known = scored.get(key);
  if (known) return known;
  const of = { ...dataset, run };
  const chosen = rerank ? chosenRerank(of, 'consensus') : undefined;
  if (rerank && !chosen) throw new Error(`captionlab rerank consensus --run ${run} comes first`);
  const choice = {
    beam: chosen?.beam ?? beam,
    ranking: chosen?.ranking ?? ranking,
    rerank: chosen?.setting,
  };
  const scores = await scoresOfRun(of, { split, ...choice });
  scored.set(key, scores);
  return scores;
}

async function trialOf(one: (typeof ideas)[number]): Promise<PhotographTrial> {
  const [before, after] = [await scoresOf(one.without, 'dev'), await scoresOf(one.with, 'dev')];
  const cider = pairedBootstrap(before, after).find(({ metric }) => metric === 'CIDEr');
  if (!cider) throw new Error('no CIDEr');
  const { first, second, difference, low, high } = cider;
  return { idea: one.idea, before: first, after: second, difference, interval: { low, high } };
}

const withTest = process.argv.includes('--test');
const trials: PhotographTrial[] = [];
for (const idea of ideas) trials.push(await trialOf(idea));
const measured: PhotographMeasurements = {
  ...{ protocol: 'coco', beam: BEAM, trials },
  test: withTest ? [] : photographMeasurements().test,
};
if (withTest) {
  for (const [captioner, system] of Object.entries(captioners)) {
    const scores = await scoresOf(system, 'test');
    measured.test.push({
      captioner,
      scores: scores.corpus,
      intervals: bootstrapIntervals(scores),
    });
  }
}
const path = join(import.meta.dirname, '..', 'lib', 'evaluation', 'measured', 'photographs.json');
writeFileSync(path, `${JSON.stringify(measured, null, 1)}\n`);
console.table(trials.map(({ interval, ...row }) => ({ ...row, ...interval })));
console.table(measured.test.map(({ captioner, scores }) => ({ captioner, ...scores })));
