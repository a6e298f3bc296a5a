import { type Command, Option } from 'commander';
import { tableText } from '../display/table.js';
import { ALIGNMENT } from '../evaluation/alignment.js';
import { intervalTable } from '../evaluation/bootstrap.js';
import { readComparedFiles } from '../evaluation/caption-files.js';
import { protocolNameOf } from '../evaluation/protocols.js';
import {
  type CaptionScores,
  protocolInWords,
  publishedMetrics,
  scoreCaptions,
} from '../evaluation/score-captions.js';
import { scoreInParts } from '../evaluation/score-in-parts.js';
import type { Tokenizer } from '../evaluation/tokenize.js';
import type { Shard } from '../outputs/index.js';
import { addJsonOption } from './options.js';
import { parseShard, SHARD_OF, tellShard } from './shard.js';

interface ScoreCommandOptions {
  candidates: string;
  references: string;
  tokenizer: Tokenizer;
  json?: boolean;
  shard?: Shard;
  parts?: string;
}

const RESAMPLES = 1000;

function leftAsideInWords(count: number): string {
  const pictures = count === 1 ? '1 picture' : `${count.toLocaleString('en')} pictures`;
  return `${pictures} of the references without a candidate left aside.`;
}

function scoreText(scores: CaptionScores, leftAside: number): string {
  const digits = (value: number) => value.toFixed(4);
  const rows = intervalTable(scores, { resamples: RESAMPLES }).map((row) => ({
    metric: row.metric,
    score: digits(row.score),
    '95 % interval': `${digits(row.low)} to ${digits(row.high)}`,
  }));
  const { length } = scores.pictures;
  const pictures = length === 1 ? '1 picture' : `${length.toLocaleString('en')} pictures`;
  const notes = [
    `${pictures}; ${protocolInWords(scores.protocol)}.`,
    `The intervals come from ${RESAMPLES} resamples of the pictures, CIDEr's document frequencies held fixed.`,
    `${ALIGNMENT} is this project's own and not METEOR.`,
  ];
  if (leftAside > 0) notes.push(leftAsideInWords(leftAside));
  if (length === 1)
    notes.push('CIDEr weighs words by how many pictures they fit: one alone has 0.');
  const caption = `Protocol ${protocolNameOf(scores.protocol)}`;
  return [tableText(rows, { caption }), '', ...notes].join('\n');
}

/** `captionlab score`: captions against their references. */
export function addScoreCommand(command: Command): void {
  command
    .requiredOption('--candidates <file>', 'the captions: {"id": "caption", …}, or COCO\'s results')
    .requiredOption(
      '--references <file>',
      'what people wrote: {"id": ["caption", …], …}, or COCO\'s annotations',
    )
    .addOption(
      new Option('--tokenizer <name>', 'coco: as published scores; whitespace: as the text stands')
        .choices(['coco', 'whitespace'])
        .default('coco'),
    );
  command
    .option('--shard <i/n>', `${SHARD_OF} of the captions; with --parts`, parseShard)
    .option(
      '--parts <folder>',
      'where parts of the scores are kept: the last one prints the scores',
    );
  addJsonOption(command).action((options: ScoreCommandOptions) => score(options, command));
}

async function score(options: ScoreCommandOptions, command: Command): Promise<void> {
  const { tokenizer, shard, parts: folder } = options;
  if (shard && !folder) command.error('error: --shard needs --parts');
  const { candidates, references, leftAside } = readComparedFiles(
    options.candidates,
    options.references,
  );
  const scores = folder
    ? await scoreInParts({ candidates, references, tokenizer, folder }, shard)
    : scoreCaptions(candidates, references, { tokenizer });
  if ('missing' in scores) return tellShard(options, scores);
  if (!options.json) {
    console.log(scoreText(scores, leftAside));
    return;
  }
  const published = publishedMetrics.map((metric) => [metric, scores.corpus[metric]]);
  console.error(protocolInWords(scores.protocol));
  if (leftAside > 0) console.error(leftAsideInWords(leftAside));
  const protocol = protocolNameOf(scores.protocol);
  console.log(JSON.stringify({ ...Object.fromEntries(published), protocol }));
}
