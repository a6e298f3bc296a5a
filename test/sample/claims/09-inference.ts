import assert from 'node:assert/strict';
import type { Claims, Seen, ShownRow } from '../executed.js';

const numbers = (rows: ShownRow[], column: string) => rows.map((row) => Number(row[column]));
const words = (caption: unknown) => String(caption).split(' ');
/** How many of how many, as a share. */
const shareOf = (told: unknown) => {
  const [, some, all] = String(told).match(/^(\d+) of (\d+)$/) ?? [];
  return Number(some) / Number(all);
};
const rises = (values: number[]) => values.every((value, i) => i === 0 || value > values[i - 1]);

const byWidth = ({ table }: Pick<Seen, 'table'>) => table('width', 'more probable than greedy');
const byRule = ({ table }: Pick<Seen, 'table'>) =>
  new Map(table('ranked by', 'mean length, words').map((row) => [row['ranked by'], row]));
const nonsense = ({ table }: Pick<Seen, 'table'>) => table('picture', 'surer than');
const picture = (seen: Pick<Seen, 'table'>, name: string) => {
  const row = nonsense(seen).find((one) => one.picture === name);
  assert.ok(row, name);
  return row;
};
/** The lengths of the dev pictures' vectors, from the least to the greatest, as they are told. */
const devLengths = (printed: string) => {
  const told = printed.match(/vectors are ([\d.]+) to ([\d.]+) long/);
  assert.ok(told);
  return told.slice(1).map(Number);
};
/** Drawn at a temperature from all words or from the nucleus. */
const drawn = ({ table }: Pick<Seen, 'table'>, temperature: number, nucleus: boolean) => {
  const row = table('drawn from').find(
    (one) => one.temperature === temperature && (one['drawn from'] !== 'all words') === nucleus,
  );
  assert.ok(row);
  return row;
};

/** What notebook 09 says of its run. */
export const claims: Claims = {
  'the-caption-ends': ({ printed }) => assert.match(printed.trim(), / endseq$/),
  'the-tutorial-loses-a-word': ({ table }) => {
    const [ours, tutorials] = table('rule', 'end marker met');
    assert.equal(ours['end marker met'], 'no');
    assert.deepEqual(words(tutorials.caption), words(ours.caption).slice(0, -1));
  },
  'the-same-words-much-faster': ({ table }) => {
    const rows = table('way', 'milliseconds per picture');
    assert.equal(shareOf(rows[1]['same words as the tutorial']), 1);
    const [reread, carried] = numbers(rows, 'milliseconds per picture');
    assert.ok(carried < reread / 5, `${carried} and ${reread}`);
  },
  'greedy-leads-and-loses': ({ table, figure }) => {
    const [first] = table('greedy: word', 'beam: word');
    assert.ok(Number(first['greedy: probability']) > Number(first['beam: probability']));
    const [greedy, beam] = figure().data.map(({ y }) => y as number[]);
    assert.ok(greedy[0] > beam[0] && Number(greedy.at(-1)) < Number(beam.at(-1)));
  },
  'the-beam-found-a-more-probable-one': ({ table }) => {
    const rows = table('search', 'log probability');
    assert.equal(rows.at(-1)?.search, 'greedy');
    const [best, ...others] = numbers(rows, 'log probability');
    assert.ok(best > Number(others.at(-1)));
  },
  'each-beginning-adds-less': (seen) => {
    const rows = byWidth(seen);
    const [widths, sure] = [numbers(rows, 'width'), numbers(rows, 'mean log probability')];
    assert.ok(rises(sure), `${sure}`);
    const gains = sure.slice(1).map((value, i) => (value - sure[i]) / (widths[i + 1] - widths[i]));
    assert.ok(rises([...gains].reverse()), `${gains}`);
  },
  'the-widest-is-not-the-best': (seen) => {
    const rows = byWidth(seen);
    for (const measure of ['CIDEr', 'BLEU-4']) {
      const scores = numbers(rows, measure);
      assert.ok(Number(scores.at(-1)) < Math.max(...scores), `${measure} ${scores}`);
    }
  },
  'wider-is-shorter': (seen) => {
    const lengths = numbers(byWidth(seen), 'mean length, words');
    assert.ok(rises([...lengths].reverse()), `${lengths}`);
  },
  'length-repairs-the-wide-beam': ({ figure }) => {
    const lines = new Map(figure().data.map(({ name, x, y }) => [name, { x, y } as Line]));
    const { x, y } = lines.get('length') as Line;
    const [three, ten] = [3, 10].map((width) => y[x.indexOf(width)]);
    assert.ok(ten >= three, `${three} and ${ten}`);
    const plain = lines.get('none') as Line;
    assert.ok(Number(plain.y.at(-1)) < plain.y[x.indexOf(3)], 'it did bend down');
  },
  'length-ranks-longer-captions': (seen) => {
    const rules = byRule(seen);
    const [none, length] = ['none', 'length'].map((rule) => rules.get(rule) as ShownRow);
    const more = (column: string) => Number(length[column]) > Number(none[column]);
    assert.ok(more('mean length, words') && more('CIDEr') && more('BLEU-4'));
    assert.ok(!more('mean log probability'));
  },
  'the-rules-say-different-things': ({ table }) => {
    const rows = table('ranked by', 'score by the rule');
    assert.ok(new Set(rows.map(({ caption }) => caption)).size > 1);
    const said = new Map(rows.map((row) => [row['ranked by'], words(row.caption).length]));
    assert.ok(Number(said.get('length')) > Number(said.get('none')));
  },
  'groups-begin-differently': ({ table, printed }) => {
    const rows = table('one beam', 'four groups');
    const openings = (column: string) => new Set(rows.map((row) => words(row[column])[0])).size;
    assert.ok(openings('four groups') > openings('one beam'));
    const [, alike, apart] = printed.match(/on average: ([\d.]+) and ([\d.]+)\./) ?? [];
    assert.ok(Number(apart) > Number(alike));
  },
  'sure-captions-score-higher': ({ table }) => {
    const scores = numbers(table('captions', 'mean perplexity'), 'mean CIDEr (coco)');
    assert.ok(Number(scores.at(-1)) < 0.8 * scores[0], `${scores}`);
  },
  'variety-costs-score': ({ table }) => {
    const rows = table('drawn from').filter((row) => row['drawn from'] === 'all words');
    assert.ok(rises(numbers(rows, 'temperature')));
    const different = numbers(rows, 'different captions of 5');
    assert.ok(different.every((value, i) => i === 0 || value >= different[i - 1]));
    assert.ok(rises(numbers(rows, 'CIDEr').reverse()));
  },
  'the-nucleus-scores-higher': (seen) => {
    for (const temperature of [1, 1.5]) {
      const [all, nucleus] = [false, true].map((one) => drawn(seen, temperature, one));
      assert.ok(Number(nucleus.CIDEr) > 1.3 * Number(all.CIDEr));
      assert.ok(Number(nucleus['different captions of 5']) > 4.5);
    }
  },
  'nonsense-is-not-the-least-sure': (seen) => {
    for (const row of nonsense(seen)) assert.ok(shareOf(row['surer than']) > 0, `${row.picture}`);
  },
  'surer-of-black-than-of-most': (seen) => {
    const share = shareOf(picture(seen, 'black')['surer than']);
    assert.ok(share > 0.5, `${share}`);
  },
  'surer-of-noise-than-of-nearly-all': (seen) => {
    const share = shareOf(picture(seen, 'noise')['surer than']);
    assert.ok(share > 0.95, `${share}`);
  },
  'noise-makes-it-stutter': (seen) =>
    assert.match(String(picture(seen, 'noise').caption), /\b(\w+)( \1){4}/),
  'the-vector-of-noise-is-too-long': (seen) => {
    const [, longest] = devLengths(seen.printed);
    assert.ok(Number(picture(seen, 'noise')['length of its vector']) > 1.5 * longest);
  },
  'plain-squares-look-ordinary': (seen) => {
    const [shortest, longest] = devLengths(seen.printed);
    for (const name of ['grey', 'black', 'white']) {
      const length = Number(picture(seen, name)['length of its vector']);
      assert.ok(length > 0.9 * shortest && length < 1.1 * longest, `${name} ${length}`);
    }
  },
};

interface Line {
  x: number[];
  y: number[];
}
