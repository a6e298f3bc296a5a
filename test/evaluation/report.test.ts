import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { captionsOf } from '../../lib/data-understanding/index.js';
import {
  classifyCaptions,
  disagreementOf,
  disagreementTable,
  makeReport,
  personRow,
  precisionTable,
  readReport,
  reportPath,
  sceneTruths,
  scoreBars,
  scoreCards,
  scorePictures,
  writeReport,
} from '../../lib/evaluation/index.js';
import { captionsPath } from '../../lib/inference/index.js';
import { fingerprintOf, readArtefactHeader, writeArtefact } from '../../lib/outputs/index.js';
import type { SceneAttributes } from '../../lib/scenes/index.js';
import { openSmallDataset } from '../data-understanding/small-dataset.js';

describe('the report', () => {
  test('holds every protocol and every picture, and is refused for other captions', async (t) => {
    const dataset = await openSmallDataset(t);
    const captions = new Map([['cat3', 'black cat is walking on road']]);
    const report = makeReport(captions, captionsOf(dataset, 'test'), 'test', 'tutorial');
    assert.deepEqual(
      report.scores.map(({ protocol }) => protocol),
      ['coco', 'tutorial', 'markers'],
    );
    assert.deepEqual(
      report.pictures.map(({ imageId }) => imageId),
      ['cat3'],
    );
    const keep = (weights: string) => writeArtefact(captionsPath(dataset, 'test'), weights, {});
    keep('first');
    writeReport(dataset, report);
    assert.deepEqual(readReport(dataset, 'test'), report);
    const { madeFrom } = readArtefactHeader(reportPath(dataset, 'test'));
    assert.equal(madeFrom.captions, fingerprintOf('first').slice(0, 12));
    assert.equal(madeFrom.pictureProtocol, 'tutorial');
    assert.ok(report.scores.every((row) => row['ROUGE-L'] > 0 && row.CIDEr === 0));
    assert.ok(report.pictures[0].scores['ROUGE-L'] > 0);
    keep('second');
    assert.throws(
      () => readReport(dataset, 'test'),
      /made with captions \w+, but captions is now \w+/,
    );
    assert.equal(sceneTruths(dataset).size, 0);
  });
});

describe('tables for the notebook', () => {
  test('precisions by hand, with what no reference has', () => {
    const rows = precisionTable('the black cat the', ['the black dog']);
    assert.deepEqual(rows[0], {
      ...{ n: 1, matches: 2, of: 4, precision: 0.5 },
      'not in a reference': '“the”, “cat”',
    });
    assert.deepEqual([rows[1].matches, rows[3].matches, rows[3].of], [1, 0, 1]);
  });

  test('a person as a row, and rows as bars', () => {
    const row = personRow(new Map([['a', ['A cat sits on grass', 'A cat sits on a road']]]));
    assert.equal(row.captions, 'a person');
    assert.equal(row.protocol, 'coco');
    assert.equal(row.length, Math.round((1000 * (5 / 6 + 6 / 5)) / 2) / 1000);
    assert.deepEqual(Object.keys(scoreBars([row])[0].scores), [
      ...['BLEU-1 (coco)', 'BLEU-2 (coco)', 'BLEU-3 (coco)', 'BLEU-4 (coco)', 'ROUGE-L (coco)'],
    ]);
    assert.equal(scoreBars([row])[0].name, 'a person');
  });

  test('where BLEU and truth part: wrong but high, right but low', () => {
    const truth: SceneAttributes = {
      ...{ subject: 'dog', colour: 'black', action: 'running', place: 'snow' },
      ...{ sky: 'sunny', boxes: [] },
    };
    const captions = new Map([
      ['high', 'white dog is running in the snow'],
      ['low', 'in the snow black puppy runs'],
      ['silent', 'dog is running'],
    ]);
    const ids = [...captions.keys()];
    const references = new Map(ids.map((id) => [id, ['A black dog is running in the snow']]));
    const scored = scorePictures(captions, references, 'tutorial');
    const truths = new Map(ids.map((id) => [id, truth]));
    const classified = classifyCaptions(captions, references, truths);
    const { wrongButHigh, rightButLow } = disagreementOf(scored, classified);
    assert.deepEqual(
      wrongButHigh.map(({ imageId }) => imageId),
      ['high'],
    );
    assert.deepEqual(
      rightButLow.map(({ imageId }) => imageId),
      ['low'],
    );
    const [wrong, right] = disagreementTable({ wrongButHigh, rightButLow }, 'tutorial');
    assert.deepEqual([wrong.pictures, wrong['above 0.5'], wrong['below 0.001']], [1, 1, 0]);
    assert.deepEqual([right.pictures, right['above 0.5'], right['below 0.001']], [1, 0, 1]);
    assert.ok(Number(wrong['median BLEU-4 (tutorial)']) > 0.5);
    const imagePaths = new Map([['high', 'high.jpg']]);
    const [card] = scoreCards(wrongButHigh, { imagePaths }, 'tutorial');
    assert.equal(card.path, 'high.jpg');
    assert.match(card.verdict, /^BLEU-1 0\.86, BLEU-4 0\.\d\d \(tutorial\)$/);
  });
});
