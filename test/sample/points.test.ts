import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeCaptions, maxCaptionLength } from '../../lib/caption-preprocessing/index.js';
import {
  cleaningCost,
  droppedTokens,
  joinedTokens,
  ruleTable,
  spellings,
} from '../../lib/cleaning/index.js';
import {
  agreementTable,
  allCaptions,
  captionLengths,
  summaryOf,
  tokenFrequencies,
} from '../../lib/data-understanding/index.js';
import {
  bestConstantCaption,
  personRow,
  protocols,
  sameCaption,
  scoreCaptions,
} from '../../lib/evaluation/index.js';
import { countPairs } from '../../lib/generator/index.js';
import {
  buildVocabulary,
  hurtCaptions,
  lostWords,
  thresholdTable,
  unknownShare,
} from '../../lib/vocabulary/index.js';
import { codeOf } from '../prose.js';
import { captioned, captionsIn, cleanedIn, counts, markedTrain, realCounts } from './sample.js';

const TUTORIALS_THRESHOLD = 10;
const all = captionsIn();
const vocabulary = buildVocabulary(counts, { minCount: TUTORIALS_THRESHOLD });
const encoded = encodeCaptions(markedTrain, vocabulary);
const between = (value: number, low: number, high: number, what: string) =>
  assert.ok(value >= low && value <= high, `${what}: ${value}, expected ${low} to ${high}`);

describe('01: data understanding, on the sample', () => {
  it('shows five people who share a word about most pictures, and about some do not', () => {
    const pictures = new Map(
      agreementTable(all).map((row) => [row['captions that share a word'], row.pictures]),
    );
    between((pictures.get(5) ?? 0) / all.size, 0.3, 0.9, 'all five');
    between(
      ((pictures.get(3) ?? 0) + (pictures.get(4) ?? 0)) / all.size,
      0.1,
      0.7,
      'three or four',
    );
  });

  it('shows people who leave things out: about most pictures not all five name the colour', () => {
    const colour = (caption: string, name: string) => new RegExp(`\\b${name}\\b`).test(caption);
    const split = captioned.filter(({ scene, captions }) => {
      const naming = captions.filter((caption) => colour(caption, scene.colour)).length;
      return naming > 0 && naming < captions.length;
    });
    between(split.length / captioned.length, 0.5, 0.95, 'pictures');
  });

  it('has short captions and a tail of long ones', () => {
    const lengths = captionLengths(all);
    const { mean } = summaryOf(lengths);
    assert.ok(Math.min(...lengths) <= 5, 'a telegram');
    assert.ok(Math.max(...lengths) >= 2.3 * mean, `${Math.max(...lengths)} beside ${mean}`);
    const long = lengths.filter((length) => length > 1.5 * mean).length / lengths.length;
    between(long, 0.01, 0.12, 'long captions');
  });

  it('writes one word in several ways: capitals and full stops are among the tokens', () => {
    const first = tokenFrequencies(all).slice(0, 12);
    const tokens = first.map(({ token }) => token);
    for (const token of ['A', 'a', '.']) assert.ok(tokens.includes(token), token);
  });
});

describe('02: cleaning, on the sample', () => {
  it('meets something with every rule: fewer tokens or fewer different ones', () => {
    const rows = ruleTable(all);
    for (const [i, row] of rows.slice(1).entries()) {
      const before = rows[i];
      const fewer = row['different tokens'] < before['different tokens'];
      assert.ok(row.tokens < before.tokens || fewer, row.after);
    }
  });

  it('drops tokens for each of the three reasons, as rarely as in a real collection', () => {
    const { tokens, dropped } = cleaningCost(all);
    between(dropped['nothing left'] / tokens, 0.02, 0.1, 'punctuation');
    between(dropped['one character'] / tokens, 0.1, 0.2, 'single characters');
    between(dropped['not only letters'] / tokens, 0.0002, 0.003, 'digits');
    const single = droppedTokens(all, 'one character').map(({ token }) => token);
    for (const token of ['a', 'A', '2', 'I']) assert.ok(single.includes(token), token);
    assert.ok(droppedTokens(all, 'not only letters').length >= 5);
  });

  it('glues words together at hyphens and apostrophes', () => {
    const joined = joinedTokens(all);
    assert.equal(joined[0].word, 'tshirt');
    assert.ok(joined.length >= 50, `${joined.length}`);
    assert.ok(joined.some(({ token }) => token.includes("'")));
  });

  it('makes one word of several spellings', () => {
    const found = spellings(all).find(({ word }) => word === 'closeup');
    assert.ok(found && found.spellings.length >= 3, `${found?.spellings}`);
  });
});

describe('03: vocabulary, on the sample', () => {
  const [row] = thresholdTable(counts, [TUTORIALS_THRESHOLD]);

  it('loses most different words to the threshold of 10, and few of the words said', () => {
    between(realCounts.size, 350, 800, 'different words');
    between(1 - (vocabulary.words.length - 2) / realCounts.size, 0.6, 0.85, 'words dropped');
    between(1 - row.coverage, 0.03, 0.06, 'text dropped');
  });

  it('has a long tail of rare things and slips', () => {
    const once = [...realCounts.values()].filter((count) => count === 1).length;
    between(once / realCounts.size, 0.05, 0.5, 'words said once');
    const lost = lostWords(counts, TUTORIALS_THRESHOLD).map(({ word }) => word);
    assert.ok(['terrier', 'tabby', 'dachshund', 'stallion'].some((word) => lost.includes(word)));
    const known = new Set(vocabulary.words);
    const doubled = lost.filter((word) => known.has(word.replace(/(.)\1/, '$1')));
    assert.ok(doubled.length >= 5, `slips of the keyboard: ${doubled}`);
  });

  it('hurts a good part of the captions, in each split alike', () => {
    const captions = [...markedTrain.values()].flat().length;
    between(hurtCaptions(markedTrain, vocabulary).length / captions, 0.1, 0.4, 'captions hurt');
    const shares = (['train', 'dev', 'test'] as const).map(
      (split) => unknownShare(cleanedIn(split), vocabulary).share,
    );
    assert.ok(Math.max(...shares) - Math.min(...shares) < 0.015, shares.join(' '));
  });
});

describe('05: caption preprocessing, on the sample', () => {
  const longest = [...encoded.values()]
    .flat()
    .reduce((most, { length }) => Math.max(most, length), 0);

  it('has a longest caption that is shorter once its rare words are dropped', () => {
    assert.ok(longest < maxCaptionLength(markedTrain), `${longest}`);
  });

  it('sets the width of the table by a few captions: most are less than half as long', () => {
    const lengths = [...encoded.values()].flat().map(({ length }) => length);
    const width = maxCaptionLength(markedTrain);
    const short = lengths.filter((length) => length <= width / 2).length;
    assert.ok(short / lengths.length > 0.6, `${short / lengths.length}`);
    assert.ok(lengths.filter((length) => length >= longest - 2).length < 30);
  });
});

describe('06: generator, on the sample', () => {
  it('makes rows of every picture, of one more than twice as many as of another', () => {
    const rows = [...encoded].map((one) => countPairs(new Map([one])));
    assert.ok(Math.max(...rows) > 2 * Math.min(...rows));
  });
});

describe('07: embeddings, on the sample', () => {
  it('knows every word that the notebook asks for by name, but for one that is said to be missing', () => {
    const code = codeOf('07-embeddings');
    const asked = code.match(/questions[^=]*= \[(.*?)\n\];|wanted = (\[.*?\]);/gs)?.join(' ') ?? '';
    const words = [...asked.matchAll(/'([a-z]+)'/g)].map(([, word]) => word);
    assert.ok(words.length >= 10);
    const missing = words.filter((word) => !vocabulary.indexOf.has(word));
    assert.deepEqual(missing, ['children']);
  });
});

describe('10: evaluation, on the sample', () => {
  it('lets a constant caption keep much of a person’s BLEU-1, and little of the CIDEr', () => {
    const [train, dev] = [captionsIn('train'), captionsIn('dev')];
    const { caption } = bestConstantCaption(train, dev, 'tutorial');
    const { corpus } = scoreCaptions(sameCaption(dev.keys(), caption), dev, protocols.tutorial);
    const person = personRow(dev, 'tutorial');
    const bleu = corpus['BLEU-1'] / Number(person['BLEU-1']);
    const cider = corpus.CIDEr / Number(person.CIDEr);
    assert.ok(bleu > 0.5 && cider < bleu / 2, `BLEU-1 ${bleu}, CIDEr ${cider}`);
  });

  it('has nobody who says what all others say: a person is far from perfect', () => {
    const person = personRow(captionsIn('dev'), 'coco');
    between(Number(person['BLEU-4']), 0.15, 0.6, 'BLEU-4 of a person');
  });
});

describe('the captions of the sample', () => {
  it('are sentences that a class may read: no word twice but by a slip, no gap left', () => {
    const captions = allCaptions(all);
    for (const caption of captions) assert.doesNotMatch(caption, /[<>_\t]| {2}/, caption);
    const stutter = captions.filter((caption) => /\b(\w+) \1\b/i.test(caption)).length;
    assert.ok(stutter / captions.length < 0.004, `${stutter}`);
  });
});
