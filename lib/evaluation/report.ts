import { join } from 'node:path';
import {
  type CaptionsById,
  type Dataset,
  type ImageId,
  type SplitName,
  textFolder,
} from '../data-understanding';
import { fingerprintOf, readArtefact, writeArtefact } from '../outputs';
import { type ProtocolName, protocols } from './protocols';
import { metrics, type Scores, scorePictures } from './score-captions';
import { type ScoreRow, scoreTable } from './score-table';

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

const madeFrom = (dataset: Dataset, captions: ReadonlyMap<ImageId, string>) => ({
  dataset: dataset.fingerprint,
  captions: fingerprintOf(JSON.stringify([...captions])).slice(0, 12),
  metrics: metrics.join(', '),
});

/** Scores captions under every protocol, and each picture by one of them. */
export function makeReport(
  captions: ReadonlyMap<ImageId, string>,
  references: CaptionsById,
  split: SplitName,
  pictureProtocol: ProtocolName = 'tutorial',
): Report {
  const names = Object.keys(protocols) as ProtocolName[];
  const pictures = scorePictures(captions, references, pictureProtocol).map(
    ({ imageId, caption, scores }) => ({ imageId, caption, scores }),
  );
  const scores = scoreTable([{ name: 'model', captions }], references, names);
  return { split, scores, pictures, pictureProtocol };
}

/** Writes `report.<split>.json`. */
export function writeReport(
  dataset: Dataset,
  captions: ReadonlyMap<ImageId, string>,
  report: Report,
): void {
  const text = `${JSON.stringify(report, null, 1)}\n`;
  writeArtefact(reportPath(dataset, report.split), text, madeFrom(dataset, captions));
}

/**
 * Reads what `writeReport` wrote about these captions.
 * @throws UserError when there is no report, or it is about other captions
 */
export function readReport(
  dataset: Dataset,
  captions: ReadonlyMap<ImageId, string>,
  split: SplitName,
): Report {
  const bytes = readArtefact(reportPath(dataset, split), madeFrom(dataset, captions));
  return JSON.parse(bytes.toString('utf8')) as Report;
}
