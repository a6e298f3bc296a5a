import { join } from 'node:path';
import { captionsOf, type Dataset, type ImageId } from '../../data-understanding/index.js';
import { progressBar } from '../../display/progress.js';
import { ensureSearches, type Ranking } from '../../inference/index.js';
import { madeByModel, runOutputs } from '../../model/index.js';
import {
  artefactExists,
  asInput,
  type MadeFrom,
  objectWith,
  otherInput,
  readArtefactHeader,
  readJsonArtefact,
  UserError,
  writeArtefact,
} from '../../outputs/index.js';
import { type ComparedRun, compareScores } from '../compare-scores.js';
import { protocols } from '../protocols.js';
import { scoreCaptions } from '../score-captions.js';
import { choiceName } from './caption-choice.js';
import {
  captionsUnder,
  type GridScores,
  type JudgedPictures,
  judgePictures,
  MOST_NEIGHBOURS,
  rerankGrid,
  scoreSetting,
} from './grid.js';
import { beamJudge } from './judge.js';
import type { Rerank, RerankWay } from './rerank.js';

/** A setting on both halves of the dev pictures. */
export interface TriedSetting {
  beam: number;
  /** Without it the captions that the search ranked first. */
  setting?: Rerank;
  /** On the half by which a setting is chosen. */
  chosenBy: GridScores;
  /** On the other half. */
  judgedBy: GridScores;
}

/** The settings that a choice kept. */
export interface ChosenRerank {
  beam: number;
  ranking?: Ranking;
  setting: Rerank;
}

/** What came of trying. */
export interface RerankChoice {
  /** A row for each width as the search ranked it, then a row a setting: the best by the first half first. */
  tried: TriedSetting[];
  chosen: ChosenRerank;
  /** On the other half: the best width as the search ranked it, and the setting tested against it. */
  compared: ComparedRun[];
}

/** The best on the half by which is chosen, the best first. */
const bestFirst = <Tried extends TriedSetting>(tried: Tried[]): Tried[] =>
  [...tried].sort((a, b) => b.chosenBy.CIDEr - a.chosenBy.CIDEr);

/** Every second picture, and the others. */
const halvesOf = (ids: readonly ImageId[]): [ImageId[], ImageId[]] => [
  ids.filter((_, at) => at % 2 === 0),
  ids.filter((_, at) => at % 2 === 1),
];

const chosenPath = (dataset: Dataset, by: RerankWay) =>
  join(runOutputs(dataset), `rerank.${by}.json`);
const chosenFrom = (dataset: Dataset): MadeFrom => ({
  ...madeByModel(dataset),
  dataset: dataset.fingerprint,
});

/**
 * Tries every setting on the beams of the dev pictures and keeps, in `rerank.<way>.json`, the one with the best CIDEr on one
 * half of them. The other half had no part in choosing: what it says of the setting can be believed.
 * @throws UserError with fewer than two dev pictures
 */
export async function chooseRerank(
  dataset: Dataset,
  by: RerankWay,
  widths: readonly number[],
  { ranking, seed = 1 }: { ranking?: Ranking; seed?: number } = {},
): Promise<RerankChoice> {
  const references = captionsOf(dataset, 'dev');
  const plain: TriedSetting[] = [];
  const tried: (TriedSetting & { setting: Rerank })[] = [];
  const others = new Map<number, JudgedPictures>();
  for (const beam of widths) {
    const searches = await asInput(() => ensureSearches(dataset, 'dev', beam, ranking));
    const ids = [...searches.keys()];
    if (ids.length < 2) {
      throw new UserError(
        `${dataset.name} has ${ids.length} dev pictures with features: settings are chosen on one half of them and judged on the other.`,
      );
    }
    const judge = await beamJudge(dataset, ids, by, MOST_NEIGHBOURS);
    const bar = progressBar(`Choosing among ${beam} beams`, 2, 'halves of dev');
    const halves = halvesOf(ids).map((half): JudgedPictures => {
      const judged = judgePictures(half, searches, references, judge);
      bar.advance(1);
      return judged;
    });
    bar.done();
    others.set(beam, halves[1]);
    const row = (setting?: Rerank) => {
      const [chosenBy, judgedBy] = halves.map((half) => scoreSetting(half, setting));
      return { beam, chosenBy, judgedBy };
    };
    plain.push(row());
    tried.push(...rerankGrid(by).map((setting) => ({ ...row(setting), setting })));
  }
  const sorted = bestFirst(tried);
  const [{ beam, setting }] = sorted;
  const chosen: ChosenRerank = { beam, ranking, setting };
  const scoresOf = (width: number, one?: Rerank) =>
    scoreCaptions(
      captionsUnder(others.get(width) as JudgedPictures, one),
      references,
      protocols.coco,
    );
  const [{ beam: width }] = bestFirst(plain);
  const compared = compareScores(
    [
      { run: choiceName({ split: 'dev', beam: width, ranking }), scores: scoresOf(width) },
      {
        run: choiceName({ split: 'dev', beam, ranking, rerank: setting }),
        scores: scoresOf(beam, setting),
      },
    ],
    seed,
  );
  writeArtefact(chosenPath(dataset, by), `${JSON.stringify(chosen)}\n`, chosenFrom(dataset));
  return { tried: [...plain, ...sorted], chosen, compared };
}

const isChosen = objectWith<ChosenRerank>('beam', 'setting');

/** The settings that were chosen for a run on dev; undefined where none were, or for another model. */
export function chosenRerank(dataset: Dataset, by: RerankWay): ChosenRerank | undefined {
  const path = chosenPath(dataset, by);
  const expected = chosenFrom(dataset);
  if (!artefactExists(path) || otherInput(readArtefactHeader(path).madeFrom, expected)) return;
  return readJsonArtefact(path, expected, isChosen);
}
