import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { cocoTokens } from '../../lib/cleaning/index.js';
import { sharedData } from '../shared-data.js';

const fixture = (name: string) =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'ptb', name), 'utf8'));

/** Tokens as pycocoevalcap keeps them, joined by spaces. */
const joined = (caption: string) => cocoTokens(caption).join(' ');

describe("the COCO evaluation's tokens are those of pycocoevalcap 1.2 with its PTB tokenizer", () => {
  const kinds: Record<string, Record<string, string>> = fixture('ptb-tokens.json');
  for (const [kind, phrases] of Object.entries(kinds)) {
    test(kind, () => {
      const ours = Object.fromEntries(Object.keys(phrases).map((one) => [one, joined(one)]));
      assert.deepEqual(ours, phrases);
    });
  }

  const file = sharedData('flickr8k/text/Flickr8k.token.txt');
  test("all of Flickr8k's captions, by the thousand", { skip: !file }, () => {
    const lines = readFileSync(file!, 'utf8').trimEnd().split('\n');
    const captions = lines.map((line) => line.slice(line.indexOf('\t') + 1));
    const digests: string[] = fixture('flickr8k-digests.json');
    assert.equal(captions.length, 40_460);
    digests.forEach((digest, at) => {
      const tokens = captions.slice(1000 * at, 1000 * (at + 1)).map(joined);
      const ours = createHash('sha256').update(tokens.join('\n')).digest('hex').slice(0, 16);
      assert.equal(ours, digest, `captions ${1000 * at + 1} to ${1000 * (at + 1)}`);
    });
  });
});

/** What makes a careless pattern look ahead, or back, again and again. */
const trying = [
  'a',
  '1 ',
  "a'",
  'a-',
  'a.',
  '.',
  'é.',
  '(555',
  '<a ',
  "<a b='",
  'a@',
  'www.a.',
  'A&',
];

describe('a long text', () => {
  const costOf = (text: string) => {
    const before = process.cpuUsage();
    cocoTokens(text);
    return process.cpuUsage(before).user;
  };

  for (const unit of trying) {
    test(`of ${JSON.stringify(unit)} again and again takes time by its length, not by its square`, () => {
      const text = (length: number) => `${unit.repeat(length / unit.length)}@.com/>,-'s`;
      costOf(text(2000));
      const [short, long] = [8000, 32_000].map((length) => costOf(text(length)));
      assert.ok(long < 10 * Math.max(short, 2000), `${short} and ${long} microseconds`);
    });
  }
});
