import { type Command, Option } from 'commander';
import { openDataset } from '../data-understanding/index.js';
import { engineLine, MOST_WORKERS, startEngine } from '../engine/index.js';
import { encodeToBucket } from '../image-encoding/bucket/encode-to-bucket.js';
import {
  bringEncoder,
  ENCODERS,
  type EncodeOptions,
  type EncodeSummary,
  encodeDataset,
  encoderToEncode,
  featuresFolder,
  loadEncoder,
  mirrored,
} from '../image-encoding/index.js';
import { shortPath } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addStoreOption,
  type CommonOptions,
  countUpTo,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';
import { parseShard, SHARD_OF } from './shard.js';

type EncodeWords = CommonOptions &
  EncodeOptions & { encoder?: string; output?: string; flips?: boolean; store?: string };

function report({ encoder, pictures, skipped, missing, encoded, ...run }: EncodeSummary): void {
  const count = (n: number) => n.toLocaleString('en');
  console.log(`${count(pictures).padStart(10)}  pictures with features by ${encoder}`);
  console.log(`${count(skipped.length).padStart(10)}  pictures that cannot be read`);
  if (missing > 0) console.log(`${count(missing).padStart(10)}  pictures left to other shards`);
  if (encoded === 0) return;
  const memory = (run.peakMemoryBytes / 2 ** 20).toFixed(0);
  console.log(
    `${count(encoded)} encoded now in ${run.seconds.toFixed(0)} s, ` +
      `${run.picturesPerSecond.toPrecision(3)} a second, with ${memory} MiB of memory at most`,
  );
}

function jsonLine(dataset: string, summary: EncodeSummary): string {
  const rounded = {
    seconds: Number(summary.seconds.toFixed(3)),
    picturesPerSecond: Number(summary.picturesPerSecond.toPrecision(3)),
  };
  const counts = { ...summary, skipped: summary.skipped.length, ...rounded };
  return `${JSON.stringify({ dataset, ...counts })}\n`;
}

/** `captionlab encode`: a data set's pictures to features. */
export function addEncodeCommand(command: Command): void {
  command
    .addOption(
      new Option(
        '--encoder <name or path>',
        `which network: ${Object.keys(ENCODERS).join(', ')}, one in data/encoders, or the file or folder of one as ONNX (default: the first whose weights are here)`,
      ).env('ENCODER'),
    )
    .option('--output <name>', 'of a network as ONNX: which of its values is taken, inner ones too')
    .option('--again', 'encode all pictures anew, whatever is there')
    .option('--maps', 'keep the maps before the average too (float16)')
    .option('--flips', 'keep the features of the mirrored pictures too, for training')
    .option(
      '--workers <n>',
      'processes (default: as many as this machine can use)',
      countUpTo(MOST_WORKERS),
    )
    .option('--shard <i/n>', SHARD_OF, parseShard)
    .option(
      '--queue <address>',
      'pictures are taken from a queue on Redis or Valkey, redis://host:6379, by all who run the same command',
    )
    .option(
      '--lease <seconds>',
      'with --queue: who says nothing for so long has lost its pictures to others (default: 30)',
      countUpTo(86_400),
    )
    .option('--weights <path>', "folder or file with the encoder's weights");
  addStoreOption(
    command,
    'where the features, or this part of them, are put when they are done: s3://bucket/folder',
  );
  addJsonOption(addDatasetOptions(command)).action(async (words: EncodeWords) => {
    const { encoder: named, weights, output } = words;
    if (weights && !named) command.error('error: --weights needs --encoder');
    if (words.queue && words.shard) command.error('error: --queue or --shard, not both');
    if (output && !named) command.error('error: --output needs --encoder');
    leaveOutputToJson(words);
    const engine = await startEngine();
    const dataset = await openDataset(datasetOptions(words));
    const encoder = named
      ? await loadEncoder(bringEncoder(named, Object.keys(ENCODERS), output), { weights })
      : await encoderToEncode(dataset);
    console.log(engineLine(engine));
    if (encoder.runsOn) console.log(`Encoder: ${encoder.name} in ${encoder.runsOn}`);
    for (const one of words.flips ? [encoder, mirrored(encoder)] : [encoder]) {
      const { store } = words;
      const summary = store
        ? await encodeToBucket(dataset, one, { ...words, store })
        : await encodeDataset(dataset, one, words);
      if (words.json) process.stdout.write(jsonLine(dataset.name, summary));
      else {
        report(summary);
        console.log(`Features: ${shortPath(featuresFolder(dataset, one.name))}`);
      }
    }
  });
}
