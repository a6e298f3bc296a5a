import { join } from 'node:path';
import {
  type CaptionsById,
  captionsOf,
  type Dataset,
  type ImageId,
  type SplitName,
  textFolder,
} from '../data-understanding/index.js';
import { captionsPath, ensureCaptions } from '../inference/index.js';
import {
  asInput,
  contentOf,
  findOrRemake,
  fingerprintOf,
  type MadeFrom,
  objectWith,
  readJsonArtefact,
  writeArtefact,
} from '../outputs/index.js';
import { type ProtocolName, pictureProtocolOf, protocols } from './protocols.js';
import { metrics, type Scores, scorePictures } from './score-captions.js';
import { type ScoreRow, scoreTable } from './score-table.js';

/** One picture of a report. */
export interface ReportedPicture {
  imageId: ImageId;
  caption: string;
  scores: Scores;
}

/** What a model's captions are worth: the table under every protocol, and picture by picture. */
export interface Report {
  split: SplitName;
  scores: ScoreRow[];
  /** Sorted by their own BLEU-4 under `pictureProtocol`, the best first. */
  pictures: ReportedPicture[];
  pictureProtocol: ProtocolName;
}

/** Where the report on a split lies. */
export const reportPath = (dataset: Dataset, split: SplitName) =>
  join(textFolder(dataset), `report.${split}.json`);

const madeFrom = (dataset: Dataset, split: SplitName): MadeFrom => ({
  metrics: metrics.join(', '),
  pictureProtocol: pictureProtocolOf(dataset),
  captions: contentOf(captionsPath(dataset, split)),
  references: fingerprintOf(JSON.stringify([...captionsOf(dataset, split)])).slice(0, 12),
});

const isReport = objectWith<Report>('split', 'scores', 'pictures', 'pictureProtocol');

/** Scores captions under every protocol, and each picture by one of them. */
export function makeReport(
  captions: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  split: SplitName,
  pictureProtocol: ProtocolName,
): Report {
  const names = Object.keys(protocols) as ProtocolName[];
  const pictures = scorePictures(captions, references, pictureProtocol).map(
    ({ imageId, caption, scores }) => ({ imageId, caption, scores }),
  );
  const scores = scoreTable([{ name: 'model', captions }], references, names);
  return { split, scores, pictures, pictureProtocol };
}

/** Writes `report.<split>.json`, which is about the captions in `captions.<split>.json`. */
export function writeReport(dataset: Dataset, report: Report): void {
  const text = `${JSON.stringify(report, null, 1)}\n`;
  writeArtefact(reportPath(dataset, report.split), text, madeFrom(dataset, report.split));
}

/**
 * Reads what `writeReport` wrote.
 * @throws UserError when there is no report, or it is about other captions or references
 */
export function readReport(dataset: Dataset, split: SplitName): Report {
  return readJsonArtefact(reportPath(dataset, split), madeFrom(dataset, split), isReport);
}

/** The report on the model's greedy captions of a split: read from the run folder, or made now, with the captions. */
export async function ensureReport(dataset: Dataset, split: SplitName): Promise<Report> {
  const found = await asInput(() => ensureCaptions(dataset, split));
  return findOrRemake(reportPath(dataset, split), madeFrom(dataset, split), {
    read: () => readReport(dataset, split),
    make: () => {
      const captions = new Map(Array.from(found, ([id, { caption }]) => [id, caption]));
      const protocol = pictureProtocolOf(dataset);
      const report = makeReport(captions, captionsOf(dataset, split), split, protocol);
      writeReport(dataset, report);
      return report;
    },
  });
}
