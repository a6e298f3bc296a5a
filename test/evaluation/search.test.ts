import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import timers from 'node:timers/promises';
import type { Dataset } from '../../lib/data-understanding/index.js';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import {
  differences,
  drawChoices,
  readSpace,
  searchFolder,
  searchTrainings,
  type Trial,
  trialCoordinates,
  trialRows,
  usualSpace,
} from '../../lib/evaluation/index.js';
import type { ModelInputs, TrainingChoice } from '../../lib/model/index.js';
import { smallDataset, smallInputs } from '../model/small-training.js';

describe('drawing settings', () => {
  it('begins with the usual ones, and draws more of the same with more trials', () => {
    const few = drawChoices(usualSpace, 3, 7);
    assert.deepEqual(few[0], {});
    assert.deepEqual(drawChoices(usualSpace, 9, 7).slice(0, 3), few);
    assert.notDeepEqual(drawChoices(usualSpace, 3, 8), few);
  });

  it('stays within lists and ranges, all powers of ten alike where it is told so', () => {
    const space = {
      units: [8, 16],
      dropout: { from: 0.2, to: 0.6 },
      weightDecay: { from: 1e-4, to: 1, log: true },
    };
    const drawn = drawChoices(space, 401).slice(1);
    assert.ok(drawn.every(({ units = 0 }) => units === 8 || units === 16));
    assert.ok(drawn.every(({ dropout = 0 }) => dropout >= 0.2 && dropout <= 0.6));
    const small = drawn.filter(({ weightDecay = 0 }) => weightDecay < 1e-2).length / 400;
    assert.ok(Math.abs(small - 0.5) < 0.1, `${small} of the draws below the middle power of ten`);
  });

  it('draws whole numbers of what is counted, both ends as often as the others', () => {
    const space = { seed: { from: 1, to: 1000 }, epochs: { from: 1, to: 4 } };
    const drawn = drawChoices(space, 401).slice(1);
    for (const { seed, epochs } of drawn) assert.ok(Number.isInteger(seed), `${seed}, ${epochs}`);
    for (const count of [1, 2, 3, 4]) {
      const share = drawn.filter(({ epochs }) => epochs === count).length / 400;
      assert.ok(Math.abs(share - 0.25) < 0.08, `${share} of the draws have ${count} epochs`);
    }
    const widths = drawChoices({ units: { from: 8, to: 64, log: true } }, 20).slice(1);
    assert.ok(
      widths.every(({ units = 0 }) => Number.isInteger(units) && units >= 8 && units <= 64),
    );
  });

  it('draws nothing twice, and ends where the space does', () => {
    const choices = drawChoices({ units: [8, 16], standardise: [true, false] }, 20);
    assert.equal(new Set(choices.map((choice) => JSON.stringify(choice))).size, 5);
    assert.equal(choices.length, 5);
  });
});

describe('a file that says what to search', () => {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const read = (content: unknown) => {
    const path = join(folder, 'space.json');
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return readSpace(path);
  };

  it('lists trials, or says what to draw from', () => {
    const trials = [{}, { units: 8, embedding: 'fresh', standardise: true }];
    assert.deepEqual(read(trials), trials);
    const space = { smoothing: { from: 0, to: 0.2 }, epochs: [2, 3] };
    assert.deepEqual(read(space), space);
    assert.deepEqual(read(usualSpace), usualSpace);
  });

  const wrong: [unknown, RegExp][] = [
    ['{', /space\.json cannot be read as JSON/],
    ['7', /space\.json is neither a list of trials nor a space/],
    [[{}, { units: 2.5 }], /space\.json, trial 2: units is 2\.5, expected a whole number greater/],
    [[{ dropout: 1 }], /trial 1: dropout is 1, expected a number from 0 up to, but not, 1/],
    [[{ embedding: 'glove' }], /embedding is "glove", expected frozen or tuned or fresh/],
    [[{ levels: 2 }], /"levels" is nothing that can be chosen\. Choose among embedding, units/],
    [[{ layers: 0 }], /layers is 0, expected a whole number greater than 0/],
    [{ sentinel: ['yes'] }, /sentinel is "yes", expected true or false/],
    [[{ toString: 2 }], /"toString" is nothing that can be chosen/],
    [[3], /trial 1 is no object/],
    [[], /space\.json lists no trial/],
    [{ units: 8 }, /units is neither a list of values nor \{"from"/],
    [{ units: [] }, /units is neither a list of values/],
    [{ dropout: { from: 0.5, to: 0.2 } }, /dropout from 0\.5 to 0\.2 cannot be: its beginning/],
    [{ dropout: { from: 0, to: 2 } }, /dropout is 2, expected/],
    [{ epochs: { from: 2.5, to: 5 } }, /epochs is 2\.5, expected a whole number/],
    [
      { embedding: { from: 'fresh', to: 'tuned' } },
      /the range of embedding has the end "fresh", expected a number\. List the values: "embedding": \["fresh", "tuned"\]/,
    ],
    [
      { standardise: { from: false, to: true } },
      /standardise has the end false, expected a number/,
    ],
    [{ smoothing: { from: 0, to: 0.1, log: true } }, /cannot be: 0 has no logarithm/],
  ];
  for (const [content, message] of wrong) {
    it(`is refused with its place named: ${JSON.stringify(content)}`, () => {
      assert.throws(() => read(content), { name: 'UserError', message });
    });
  }
});

const words = ['startseq', 'endseq', 'a', 'cat', 'dog', 'sits', 'runs', 'here'];
const choices: TrainingChoice[] = [
  { units: 4, epochs: 1, batch: 20 },
  { units: 6, epochs: 3, batch: 8, learningRate: 0.02, smoothing: 0.1, standardise: true },
];

/** A data set whose dev pictures have captions; `asked` is told of every picture that is looked at. */
function small(asked: (id: string) => void = () => {}): [Dataset, ModelInputs] {
  const inputs = smallInputs();
  const dev = [...inputs.sequences.dev.keys()];
  const captions = new Map(dev.map((id) => [id, ['A cat sits here.', 'A dog runs.']]));
  const splits = { train: [...inputs.sequences.train.keys()], dev, test: ['picture19'] };
  const { of } = inputs.features;
  inputs.features.of = (id) => {
    asked(id);
    return of(id);
  };
  const rows = new Float32Array(9 * 4).fill(0.1);
  return [
    { ...smallDataset(), captions, splits },
    {
      ...inputs,
      vocabulary: { words, size: 9, indexOf: new Map(words.map((word, i) => [word, i + 1])) },
      embedding: { rows, width: 4, missing: [], source: 'none' },
    } as unknown as ModelInputs,
  ];
}

const withoutTimes = (trials: Trial[]) =>
  trials.map(({ seconds, results, ...trial }) => ({
    ...trial,
    losses: results.map(({ loss, devLoss }) => [loss, devLoss]),
  }));

describe('a search', () => {
  before(() => startEngine());

  it('ranks trainings by CIDEr of their dev captions, and keeps a file each', async () => {
    const [dataset, inputs] = small();
    const told: number[] = [];
    const trials = await searchTrainings(dataset, inputs, choices, {
      onTrial: (_, done) => told.push(done),
    });
    assert.deepEqual(told, [1, 2]);
    assert.ok(trials[0].scores.CIDEr >= trials[1].scores.CIDEr);
    const wide = trials.find(({ choice }) => choice === choices[1]) as Trial;
    assert.equal(wide.results.length, 3);
    assert.equal(wide.devLoss, Math.min(...wide.results.map(({ devLoss }) => devLoss)));
    assert.equal(wide.settings.embedding, 'frozen');
    const files = readdirSync(searchFolder(dataset));
    assert.equal(files.filter((file) => file.endsWith('.json')).length, 4, `${files}`);
    assert.equal(files.length, 4, 'no folder of a running trial is left');
  });

  it('looks at no test picture', async () => {
    const seen = new Set<string>();
    const [dataset, inputs] = small((id) => seen.add(id));
    inputs.sequences.train.delete('picture19');
    await searchTrainings(dataset, inputs, [choices[0]]);
    assert.equal(seen.size, 19);
    assert.ok(!seen.has('picture19'));
  });

  it('finds what was finished, in whatever words its settings are said', async () => {
    let asked = 0;
    const [dataset, inputs] = small(() => asked++);
    const first = await searchTrainings(dataset, inputs, choices);
    const before = asked;
    const again = await searchTrainings(dataset, inputs, [
      { ...choices[0], dropout: 0.5, embedding: 'frozen' },
      choices[1],
    ]);
    assert.deepEqual(withoutTimes(again), withoutTimes(first));
    assert.equal(
      asked - before,
      2 * 24,
      'each vector is looked at to know it again, and not learnt from',
    );
  });

  it('goes on with a trial that was interrupted, to the same result', async ({ mock }) => {
    const [one, inputs] = small();
    const whole = await searchTrainings(one, inputs, [choices[1]]);
    let batches = 0;
    const stop = new Error('stop');
    const { setImmediate } = timers;
    mock.method(timers, 'setImmediate', () => {
      if (++batches === 13) throw stop; // of 15, in the third epoch: training pauses once after each
      return setImmediate();
    });
    syncBuiltinESMExports();
    const [other] = small();
    await assert.rejects(searchTrainings(other, inputs, [choices[1]]), stop);
    const [folder] = readdirSync(searchFolder(other));
    assert.ok(existsSync(join(searchFolder(other), folder, 'history.json')));
    const resumed = await searchTrainings(other, inputs, [choices[1]]);
    assert.deepEqual(withoutTimes(resumed), withoutTimes(whole));
    assert.equal(batches, 13 + 5, 'the first epochs are not done again');
    mock.restoreAll();
    syncBuiltinESMExports();
  });

  it('tries again on other features or references, and leaves the earlier trial beside', async () => {
    const [dataset, inputs] = small();
    const trialFiles = () =>
      readdirSync(searchFolder(dataset)).filter((file) => /^\w+\.json$/.test(file)).length;
    await searchTrainings(dataset, inputs, [choices[0]]);
    inputs.features.of('picture3')[0] += 1;
    await searchTrainings(dataset, inputs, [choices[0]]);
    assert.equal(trialFiles(), 2);
    dataset.captions.set('picture0', ['A cat runs.']);
    await searchTrainings(dataset, inputs, [choices[0]]);
    assert.equal(trialFiles(), 3);
  });

  it('trains captioners of any kind, also with the end of their encoder, and with pooled maps', async () => {
    const [dataset, inputs] = small();
    const random = createRandom('maps');
    const maps = new Map(
      inputs.features.ids.map((id) => [id, Float32Array.from({ length: 80 }, random.uniform)]),
    );
    const kernel = Float32Array.from({ length: 5 * 6 }, random.normal);
    const convolution = { name: 'last', kind: 'pointwise', activation: 'relu', shape: [5, 6] };
    const reading = {
      ...inputs,
      features: { ...inputs.features, width: 5, cells: 16, of: (id: string) => maps.get(id) },
      encoderEnd: {
        width: 6,
        convolutions: [{ ...convolution, kernel, bias: new Float32Array(6) }],
      },
    } as unknown as ModelInputs;
    const usual = { units: 4, epochs: 1, batch: 20, embedding: 'fresh' } as const;
    const tensors = tf.memory().numTensors;
    const attention = await searchTrainings(
      dataset,
      reading,
      [{}, { sentinel: true }, { sentinel: true, tuneEncoder: true }, { pool: 2 }].map((own) => ({
        ...usual,
        ...own,
      })),
      { captioner: 'attention', beam: 2 },
    );
    assert.deepEqual(differences(attention), ['sentinel', 'tuneEncoder', 'pool']);
    const transformer = await searchTrainings(
      dataset,
      reading,
      [1, 2].map((layers) => ({ ...usual, layers, heads: 2 })),
      { captioner: 'transformer' },
    );
    assert.deepEqual(differences(transformer), ['layers']);
    assert.equal(new Set(transformer.map(({ devLoss }) => devLoss)).size, 2);
    assert.equal(tf.memory().numTensors, tensors, 'no tensor is left behind');
    await assert.rejects(
      searchTrainings(dataset, reading, [{ ...usual, layers: 2 }], { captioner: 'attention' }),
      { name: 'UserError', message: /attention has no layers/ },
    );
  });

  it('leaves no tensor behind', async () => {
    const [dataset, inputs] = small();
    const tensors = tf.memory().numTensors;
    await searchTrainings(dataset, inputs, [choices[0]]);
    assert.equal(tf.memory().numTensors, tensors);
  });

  it('tells in its rows what differs, then losses and scores', async () => {
    const [dataset, inputs] = small();
    const trials = await searchTrainings(dataset, inputs, choices);
    const names = ['units', 'smoothing', 'standardise', 'learningRate', 'epochs', 'batch'];
    assert.deepEqual(differences(trials), names);
    const more = await searchTrainings(dataset, inputs, [
      choices[0],
      { ...choices[0], seed: 2, clip: 5, patience: 3, recurrentActivation: 'hardSigmoid' },
    ]);
    const others = ['recurrentActivation', 'clip', 'patience', 'seed'];
    assert.deepEqual(differences(more), others);
    assert.deepEqual(new Set(more.map(({ settings }) => settings.clip)), new Set(['none', 5]));
    const scores = ['BLEU-4 (coco)', 'ROUGE-L (coco)', 'CIDEr (coco)'];
    assert.deepEqual(Object.keys(trialRows(trials)[0]), [
      ...['units', 'smoothing', 'standardise', 'learning rate', 'epochs', 'batch'],
      ...['best epoch', 'dev loss', ...scores, 'seconds'],
    ]);
    assert.deepEqual(Object.keys(trialCoordinates(trials)[0]).slice(-2), [
      ...['dev loss', 'CIDEr (coco)'],
    ]);
  });
});
