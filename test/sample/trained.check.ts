import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { captionsOf, type Dataset, openDataset } from '../../lib/data-understanding/index.js';
import { startEngine } from '../../lib/engine/index.js';
import {
  attributeTable,
  classifyCaptions,
  disagreementOf,
  judgeCaptions,
  protocols,
  sceneTruths,
  scoreCaptions,
  scorePictures,
} from '../../lib/evaluation/index.js';
import { labelsFrom, neighbourAgreement } from '../../lib/image-encoding/index.js';
import {
  beamSearch,
  ensureCaptions,
  type FoundCaption,
  greedySearch,
  sampleCaptions,
} from '../../lib/inference/index.js';
import { ensureModel, type TrainedModel } from '../../lib/model/index.js';

/*
 * Whether the lessons that need a trained model show their point on the sample: run after the notebooks, whose model is
 * found (`npm run test:sample`), or trained here.
 */

let dataset: Dataset;
let trained: TrainedModel;
let ids: readonly string[];
let vectors: Float32Array[];
let greedy: FoundCaption[];
const found = new Map<number, FoundCaption[]>();

const wordsOf = (captions: FoundCaption[]) =>
  captions.reduce((sum, { caption }) => sum + caption.split(' ').length, 0) / captions.length;

/** Of dev pictures, by the protocol of published scores. */
function devScores(captions: FoundCaption[]) {
  const said = new Map(ids.map((id, i) => [id, captions[i].caption]));
  return scoreCaptions(said, captionsOf(dataset, 'dev'), protocols.coco).corpus;
}

before(async () => {
  await startEngine();
  dataset = await openDataset({ name: 'scenes' });
  trained = await ensureModel(dataset);
  const { vocabulary, sequences, features } = trained.inputs;
  const { maxLength } = sequences;
  ids = dataset.splits.dev;
  vectors = ids.map((id) => features.of(id));
  greedy = await greedySearch(trained.model, vocabulary, vectors, { maxLength });
  for (const width of [3, 10]) {
    const beams = await beamSearch(trained.model, vocabulary, vectors, { maxLength, width });
    found.set(
      width,
      beams.map(([best]) => best),
    );
  }
});

const beam = (width: number) => found.get(width) as FoundCaption[];
const differing = (some: FoundCaption[], others: FoundCaption[]) =>
  some.filter(({ caption }, i) => caption !== others[i].caption).length / some.length;

describe('04: image encoding, on the sample', () => {
  it('finds neighbours that show the same, far above chance, and not always', () => {
    const { dev, train } = dataset.splits;
    const labels = labelsFrom(sceneTruths(dataset));
    const agreed = neighbourAgreement(trained.inputs.features, dev.slice(0, 100), train, labels);
    assert.ok(agreed.place > 0.9 && agreed.subject > 0.6, JSON.stringify(agreed));
    assert.ok(
      Object.values(agreed).some((share) => share < 0.99),
      JSON.stringify(agreed),
    );
  });
});

describe('08: the model, on the sample', () => {
  it('shows dropout: the dev loss lies below the training loss while the model still learns fast', () => {
    const [first] = trained.results;
    assert.ok(first.devLoss < first.loss);
  });

  it('leaves a loss that no model gets rid of, for people disagree', () => {
    const last = trained.results.at(-1);
    assert.ok(last && last.devLoss > 0.9 && last.devLoss < trained.results[0].devLoss);
  });
});

describe('09: inference, on the sample', () => {
  it('has a beam of 3 say other things than greedy search, and better ones', () => {
    assert.ok(differing(beam(3), greedy) > 0.15, `${differing(beam(3), greedy)}`);
    const [narrow, wide] = [devScores(greedy), devScores(beam(3))];
    assert.ok(wide.CIDEr > narrow.CIDEr, `CIDEr ${narrow.CIDEr} and ${wide.CIDEr}`);
    const gained = wide['BLEU-4'] - narrow['BLEU-4'];
    assert.ok(gained > 0.01, `BLEU-4 gained ${gained}`);
  });

  it('has a beam of 10 find more probable captions, which are shorter and no better', () => {
    assert.ok(differing(beam(10), beam(3)) > 0.03, `${differing(beam(10), beam(3))}`);
    const sure = (captions: FoundCaption[]) =>
      captions.reduce((sum, { logProbability }) => sum + logProbability, 0);
    assert.ok(sure(beam(10)) > sure(beam(3)));
    assert.ok(wordsOf(beam(10)) < wordsOf(beam(3)) - 0.05);
    assert.ok(devScores(beam(10)).CIDEr <= devScores(beam(3)).CIDEr);
  });

  it('draws different sentences, by groups of beams and by dice', async () => {
    const { vocabulary, sequences } = trained.inputs;
    const { maxLength } = sequences;
    const some = vectors.slice(0, 20);
    const apart = { maxLength, width: 4, groups: 4, diversity: 2 };
    const diverse = await beamSearch(trained.model, vocabulary, some, apart);
    const dice = { maxLength, samples: 3, seed: 1, topP: 0.9 };
    const drawn = await sampleCaptions(trained.model, vocabulary, some, dice);
    const first = (captions: FoundCaption[]) => new Set(captions.map(({ words }) => words[0].word));
    assert.ok(diverse.every((captions) => captions.length >= 3));
    assert.ok(diverse.filter((captions) => first(captions).size >= 3).length >= 10);
    const three = drawn.filter(
      (captions) => new Set(captions.map(({ caption }) => caption)).size === 3,
    );
    assert.ok(three.length >= 14, `${three.length} of 20`);
  });
});

describe('10: evaluation, on the sample', () => {
  it('has a model that is right about most, and wrong often enough to look at', async () => {
    const captions = await ensureCaptions(dataset, 'test');
    const texts = new Map([...captions].map(([id, { caption }]) => [id, caption]));
    const truths = sceneTruths(dataset);
    const rows = attributeTable(judgeCaptions(texts, truths));
    const right = Object.fromEntries(rows.map((row) => [row.attribute, row.right]));
    const told = JSON.stringify(right);
    assert.ok(right.subject >= 0.85 && right.colour >= 0.85 && right.place >= 0.9, told);
    assert.ok(right.action >= 0.8 && right['all four'] >= 0.6, told);
    assert.ok(right['all four'] <= 0.95, told);
    const references = captionsOf(dataset, 'test');
    const scored = scorePictures(texts, references, 'tutorial');
    const classified = classifyCaptions(texts, references, truths);
    const { wrongButHigh, rightButLow } = disagreementOf(scored, classified);
    assert.ok(wrongButHigh[0].scores['BLEU-4'] > 0.5, 'praised though wrong');
    assert.ok(rightButLow[0].scores['BLEU-4'] < 0.4, 'right and not praised');
  });
});
