import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { check as checkPreprocessing, padLeft } from '../../lib/caption-preprocessing/index.js';
import { check as checkCleaning, cleanCaption } from '../../lib/cleaning/index.js';
import { likeness } from '../../lib/data-understanding/index.js';
import { check as checkEmbeddings, companyTable } from '../../lib/embeddings/index.js';
import {
  calibrationError,
  check as checkEvaluation,
  sentenceBleu,
} from '../../lib/evaluation/index.js';
import { captionPairs, check as checkGenerator, memoryOf } from '../../lib/generator/index.js';
import { check as checkHarm } from '../../lib/harm/index.js';
import {
  check as checkEncoding,
  convolveAt,
  UPRIGHT_EDGES,
} from '../../lib/image-encoding/index.js';
import { check as checkBrowser } from '../../lib/in-the-browser/index.js';
import { check as checkInference } from '../../lib/inference/index.js';
import {
  checkLooking,
  check as checkModel,
  checkTransformer,
  lookByHand,
} from '../../lib/model/index.js';
import { check as checkFinding } from '../../lib/searching-pictures/index.js';
import { thresholdTable } from '../../lib/vocabulary/index.js';
import { said } from '../said.js';
import { notebooks, plan } from './teaching-pages.js';
import { withoutGit } from './tracked-files.js';

const WIDTH_OF_VECTORS = 200;
const PLACES = 34;

type Judge = (answer: string) => void;
const number = (judge: (answer: number) => void): Judge => {
  return (answer) => judge(Number(answer.replace(/,/g, '')));
};
const list = (judge: (answer: number[]) => void): Judge => {
  return (answer) => judge(answer.split(' ').map(Number));
};

/** The exercises whose answer does not hang on the data set, as the notebooks ask them. */
const judges: Record<string, Judge> = {
  '2.1': checkCleaning.whatIsLeft,
  '2.4': checkCleaning.otherOrder,
  '4.1': number(checkEncoding.numbersInPicture),
  '4.2': number(checkEncoding.preprocessed51),
  '4.3': number(checkEncoding.featureMegabytes),
  '4.4': checkEncoding.mayMixRules,
  '4.5': number(checkEncoding.convolutionParameters),
  '5.2': list(checkPreprocessing.tooLong),
  '5.3': number(checkPreprocessing.fading),
  '6.1': number(checkGenerator.rowsOfThirdCat),
  '6.3': number((bytes) => checkGenerator.smallRow(bytes, PLACES)),
  '6.4': list(checkGenerator.targetsOf),
  '7.1': number(checkEmbeddings.meetingOf),
  '7.2': number(checkEmbeddings.weightOfOne),
  '8.1': number((parameters) => checkModel.lstmParameters(parameters, WIDTH_OF_VECTORS)),
  '8.2': number(checkModel.lossOfHalfSure),
  '8.3': number(checkModel.stepsAsPairs),
  '8.5': number(checkModel.newMemory),
  '9.1': number(checkInference.timesAsked),
  '9.2': number(checkInference.logOfThree),
  '9.3': checkInference.longerIsWorse,
  '9.5': number(checkInference.captionsCompared),
  '9.6': number(checkInference.sharpened),
  '9.7': number(checkInference.mostProbableOfTwo),
  '10.1': number(checkEvaluation.clippedPrecision),
  '10.2': number(checkEvaluation.brevity),
  '11.1': number(checkLooking.shareOfTwo),
  '11.2': number(checkLooking.shareOfNoQuestion),
  '11.3': number(checkLooking.scoresOfFinerMap),
  '12.1': number(checkTransformer.looksBehindMask),
  '12.2': number(checkTransformer.shareOfFirst),
  '12.3': number(checkTransformer.numbersOfSelfAttention),
  '13.1': number(checkBrowser.sizeOfInception),
  '13.2': number(checkBrowser.levelError),
  '13.3': checkBrowser.picturesLeave,
  '13.4': number(checkBrowser.bitsForLevels),
  '14.1': number(checkFinding.recallOfTen),
  '14.2': checkFinding.orderChanges,
  '15.1': number(checkHarm.areaByHand),
  '15.2': number(checkHarm.amplifiedBy),
};

/** An answer that shows no misconception. */
const strange = (answer: string) => (/^[a-z]/i.test(answer) ? 'zebra' : '54321.5');

const items = plan.split(/^(?=- \*\*\d|#)/m).flatMap((text) => {
  const [, exercise] = /^- \*\*(\d+\.\d+)\*\*/.exec(text) ?? [];
  if (!exercise) return [];
  const [, answer] = /\*Answer:\*\s+`([^`]+)`/.exec(text) ?? [];
  const [, planned = ''] = text.split('*Planned for:*');
  return [{ exercise, answer, wrong: [...planned.matchAll(/`([^`]+)`/g)].map(([, one]) => one) }];
});

describe('the answers in the plan for teachers', { skip: withoutGit }, () => {
  it('are given for every exercise that has one on all data, and for no other', () => {
    const given = items.filter(({ answer }) => answer).map(({ exercise }) => exercise);
    assert.deepEqual(given.sort(), Object.keys(judges).sort());
  });

  for (const { exercise, answer, wrong } of items) {
    const judge = judges[exercise];
    if (!judge || !answer) continue;
    it(`${exercise}: the answer is right, and each mistake that was planned for has its hint`, () => {
      assert.match(
        said(() => judge(answer)),
        new RegExp(`^Exercise ${exercise}: right`),
      );
      const nudge = said(() => judge(strange(answer)));
      for (const one of wrong) {
        const told = said(() => judge(one));
        assert.match(told, /: not yet\. /, one);
        assert.notEqual(told, nudge, one);
      }
    });
  }
});

const fixed = (value: number, digits: number) => value.toFixed(digits);
const grouped = (value: number) => value.toLocaleString('en');

/** What a small calculation of a test question comes to, computed again. */
const computed: Record<number, () => string> = {
  1: () => `= ${fixed(likeness('two dogs run on the beach', 'two brown dogs run'), 2)}.`,
  3: () => `${cleanCaption('Two dogs play with a T-shirt .')}.`,
  5: () => {
    const counts = new Map([
      ['dog', 6],
      ['cat', 3],
      ['frog', 1],
    ]);
    const [{ coverage, words }] = thresholdTable(counts, [3]);
    assert.equal(words, 2);
    return `: ${coverage}.`;
  },
  7: () =>
    `= ${convolveAt(
      [
        [10, 10, 50],
        [10, 10, 50],
        [10, 10, 50],
      ],
      UPRIGHT_EDGES,
      0,
      0,
    )}.`,
  9: () => {
    const table = [4, 8].flatMap((length) => padLeft(Array(length).fill(1), 8));
    return `= ${table.filter((index) => index === 0).length / table.length}.`;
  },
  11: () => `asked for: ${captionPairs(Array(11).fill(1), 11).length}.`,
  12: () => {
    const widths = { featureWidth: 2048, embeddingWidth: 200, vocabularySize: 1652 };
    return `= ${grouped(memoryOf(100, { ...widths, maxLength: 34 }).at(-1)?.bytes ?? 0)}.`;
  },
  13: () => `= ${companyTable('red dog near red ball').find(({ word }) => word === 'red')?.dog}.`,
  15: () => `= ${grouped(2048 * 256 + 256)}.`,
  16: () => `= ${fixed(-Math.log(1 / 8), 2)}.`,
  18: () => `= ${fixed(0.5 * 0.4, 2)}; the other 0.4 · 0.8 = ${fixed(0.4 * 0.8, 2)}.`,
  19: () => `${fixed(-6 / 8, 2)} against ${fixed(-4 / 4, 2)}.`,
  21: () => {
    const { brevityPenalty } = sentenceBleu(['a', 'b', 'c'], [['a', 'b', 'c', 'd']]);
    return `= ${fixed(brevityPenalty, 3)}.`;
  },
  23: () => {
    const bins = [
      { from: 0, to: 0.5, words: 4, confidence: 0.5, accuracy: 0.5 },
      { from: 0.5, to: 1, words: 6, confidence: 0.9, accuracy: 0.5 },
    ];
    return `= ${fixed(calibrationError(bins), 2)}.`;
  },
  24: () => {
    const { shares } = lookByHand([1], [[0], [0], [Math.log(2)]], [[0], [0], [0]]);
    return `${shares.map((share) => fixed(share, 2)).join(', ')}.`;
  },
  26: () => `= ${Array.from({ length: 10 }, (_, i) => i + 1).reduce((all, one) => all + one)}.`,
  30: () => `${[1, 4, 6, 30].filter((rank) => rank <= 5).length / 4}. By lot 5/100 = ${5 / 100}.`,
  32: () => `= ${fixed(0.75 - 0.6, 2)}.`,
  28: () => `${(2e6 * 16) / 8e6} in 16 bits, ${(2e6 * 8) / 8e6} in 8.`,
};

describe('the test questions', { skip: withoutGit }, () => {
  const questions = [
    ...plan.matchAll(/^\*\*Q(\d+)\*\* \((\d\d)\) ([\s\S]*?)\n\*Answer:\* ([\s\S]*?)\n\n/gm),
  ].map(([, id, notebook, question, answer]) => ({
    id: Number(id),
    notebook,
    question,
    answer: answer.replace(/\s+/g, ' '),
  }));

  it('are numbered, and there are two or three for each notebook', () => {
    assert.deepEqual(
      questions.map(({ id }) => id),
      questions.map((_, i) => i + 1),
    );
    assert.equal(questions.length, plan.match(/^\*\*Q\d+\*\*/gm)?.length);
    for (const number of notebooks.keys()) {
      const own = questions.filter(({ notebook }) => notebook === number).length;
      assert.ok(own === 2 || own === 3, `${number}: ${own}`);
    }
  });

  for (const { id, answer } of questions) {
    if (!(id in computed)) continue;
    it(`Q${id} comes to what is said`, () => {
      const result = computed[id]();
      assert.ok(answer.includes(result), `"${result}" is not in: ${answer}`);
    });
  }
});
