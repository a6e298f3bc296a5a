// Measures on Flickr8k's dev pictures how well people's captions find their pictures, from the trained runs of
// build/measure.ts: npm run measure:search prints README's table. What it asks a captioner is kept part by part.
import { openDataset } from '../lib/data-understanding/index.js';
import { startEngine } from '../lib/engine/index.js';
import { ensureSearches } from '../lib/inference/index.js';
import { ensureModel } from '../lib/model/index.js';
import {
  ensureLikelihoods,
  type Likelihoods,
  lessEase,
  peoplesQueries,
  type RecallRow,
  recallTable,
  type SearchScores,
  scoresByPerson,
  scoresByWords,
  wordsOf,
} from '../lib/searching-pictures/index.js';

const BEAM = 3;
/** Who is asked how probable a query is. */
const ASKED = 'transformer';
/** So many captions of each picture are asked for by likelihood: it reads every picture for every query. */
const CAPTIONS = 1;

await startEngine();
const dataset = await openDataset({ name: 'flickr8k', text: 'full' });
const rows: string[] = [];

function tell(queries: number | '', row: RecallRow): void {
  const shares = [1, 5, 10].map((depth) => row[`recall@${depth}` as 'recall@1'].toFixed(3));
  rows.push(
    `| ${[row.search, queries.toLocaleString('en'), ...shares, row['recall@10, 95 %'], row['median rank']].join(' | ')} |`,
  );
}

function tellAll(asked: Pick<Likelihoods, 'ids' | 'queries'>, ways: SearchScores[]): void {
  for (const row of recallTable(asked, ways).slice(1)) tell(asked.queries.length, row);
}

/** What a run's captions find, of all that people say. */
async function askedOf(run: string) {
  const own = { ...dataset, run };
  const { inputs } = await ensureModel(own);
  const found = await ensureSearches(own, 'dev', BEAM);
  return { found, ids: [...found.keys()], queries: await peoplesQueries(own, 'dev', inputs) };
}

const merge = await askedOf('merge');
tell('', recallTable(merge, [])[0]);
tellAll(merge, [
  {
    search: 'words of the caption by `merge`',
    scores: scoresByWords(merge, wordsOf(merge.found)),
  },
  {
    search: `words of its ${BEAM} beams`,
    scores: scoresByWords(merge, wordsOf(merge.found, true)),
  },
]);
const asked = await askedOf(ASKED);
const ofBeams = `words of ${BEAM} beams by \`${ASKED}\``;
tellAll(asked, [
  { search: ofBeams, scores: scoresByWords(asked, wordsOf(asked.found, true)) },
  {
    search: "words of a person's other caption",
    scores: await scoresByPerson(dataset, asked),
  },
]);
const likelihoods = await ensureLikelihoods({ ...dataset, run: ASKED }, 'dev', {
  captions: CAPTIONS,
});
const { logs, ease } = likelihoods;
tellAll(likelihoods, [
  { search: ofBeams, scores: scoresByWords(likelihoods, wordsOf(asked.found, true)) },
  { search: `likelihood by \`${ASKED}\``, scores: logs },
  { search: 'the same, less that of any caption', scores: lessEase(logs, ease) },
]);
console.log(rows.join('\n'));
