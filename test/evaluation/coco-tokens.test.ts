import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cocoTokens } from '../../lib/cleaning/index.js';
import { ruleAt, rules } from '../../lib/cleaning/ptb/scan.js';
import { publishedMetrics, scoreCaptions } from '../../lib/evaluation/index.js';
import { projectRoot } from '../../lib/outputs/index.js';
import { sharedData } from '../shared-data.js';

interface Fixtures {
  phrases: Record<string, Record<string, string>>;
  flickr8k: { captions: number; digests: string[] };
  comparison: {
    candidates: Record<string, string>;
    references: Record<string, string[]>;
    scores: Record<string, number>;
  };
}

/** What pycocoevalcap 1.2 said; coco-fixtures.py asks it again. */
const fixtures: Fixtures = JSON.parse(
  readFileSync(join(projectRoot, 'test', 'evaluation', 'coco-fixtures.json'), 'utf8'),
);

describe('the tokens of the coco protocol are those of pycocoevalcap', () => {
  for (const [kind, phrases] of Object.entries(fixtures.phrases)) {
    test(kind, () => {
      const found = Object.keys(phrases).map((phrase) => [phrase, cocoTokens(phrase).join(' ')]);
      assert.deepEqual(Object.fromEntries(found), phrases);
    });
  }

  const captions = sharedData(join('flickr8k', 'text', 'Flickr8k.token.txt'));
  test('every caption of Flickr8k', { skip: captions === undefined }, () => {
    const lines = readFileSync(captions as string, 'utf8')
      .trimEnd()
      .split('\n');
    const found = lines.map((line) => cocoTokens(line.slice(line.indexOf('\t') + 1)).join(' '));
    assert.equal(found.length, fixtures.flickr8k.captions);
    const digests = fixtures.flickr8k.digests.map((_, at) => {
      const text = found.slice(1000 * at, 1000 * at + 1000).join('\n');
      return createHash('sha256').update(text).digest('hex').slice(0, 16);
    });
    assert.deepEqual(digests, fixtures.flickr8k.digests);
  });

  test('each rule takes its example', () => {
    const taken = rules.filter((rule) => ruleAt(rule.example) === rule);
    const examples = (some: readonly { example: string }[]) => some.map(({ example }) => example);
    assert.deepEqual(examples(taken), examples(rules));
  });

  test('a caption is read in time proportional to its length, whatever stands in it', () => {
    const units = [
      'a ',
      '%.',
      'a,',
      '1-',
      '&',
      '<a ',
      "<a b='",
      '<!a',
      "é'",
      'http://',
      'a@',
      '-',
      '\u{1F600}',
    ];
    for (const unit of units) {
      const time = (length: number) => {
        const text = `${unit.repeat(length / unit.length)}@.com/>,-'s`;
        const start = process.cpuUsage();
        cocoTokens(text);
        const { user, system } = process.cpuUsage(start);
        return (user + system) / 1000;
      };
      time(10_000);
      const [short, long] = [time(20_000), time(100_000)];
      assert.ok(
        long < 100 + 12 * short,
        `${unit}: ${short} ms, then ${long} ms for five times as much`,
      );
    }
  });
});

test('captions with odd tokens score as pycocoevalcap scores them, the empty ones too', () => {
  const { candidates, references, scores } = fixtures.comparison;
  const { corpus } = scoreCaptions(
    new Map(Object.entries(candidates)),
    new Map(Object.entries(references)),
  );
  for (const metric of publishedMetrics) {
    assert.ok(Math.abs(corpus[metric] - scores[metric]) < 1e-9, `${metric}: ${corpus[metric]}`);
  }
});
