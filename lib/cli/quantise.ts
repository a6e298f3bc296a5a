import type { Command } from 'commander';
import { openDataset } from '../data-understanding/index.js';
import { progressBar } from '../display/progress.js';
import { createRandom, startEngine } from '../engine/index.js';
import {
  cosineSimilarity,
  ENCODERS,
  type Encoder,
  type EncoderName,
  eightBitName,
  loadEncoder,
  makeEightBitEncoder,
  ownNetworkPath,
} from '../image-encoding/index.js';
import { shortPath, UserError } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  type CommonOptions,
  countUpTo,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

type QuantiseOptions = CommonOptions & { pictures: number };

const [USUAL, MOST, COMPARED] = [100, 10_000, 50];

/** Cosines of the vectors of both encoders, the least first. */
async function compare(one: Encoder, other: Encoder, paths: readonly string[]): Promise<number[]> {
  const found: number[] = [];
  for (const path of paths) {
    const picture = await one.read(path);
    const [a, b] = [await one.run([picture.slice()], false), await other.run([picture], false)];
    found.push(cosineSimilarity(a.vectors, b.vectors));
  }
  return found.sort((a, b) => a - b);
}

async function quantise(name: string, words: QuantiseOptions): Promise<void> {
  if (!Object.hasOwn(ENCODERS, name)) {
    throw new UserError(
      `${name} is none of the encoders whose layers are known here: expected ${Object.keys(ENCODERS).join(', ')}.`,
    );
  }
  leaveOutputToJson(words);
  await startEngine();
  const dataset = await openDataset(datasetOptions(words));
  const encoder = await loadEncoder(name as EncoderName);
  const pathsOf = (ids: readonly string[], count: number) =>
    createRandom('quantise')
      .shuffled(ids)
      .flatMap((id) => dataset.imagePaths.get(id) ?? [])
      .slice(0, count);
  const seen = pathsOf(dataset.splits.train, words.pictures);
  const bar = progressBar('Looking how large numbers become', seen.length, 'pictures');
  async function* pictures() {
    for (const path of seen) {
      yield encoder.read(path);
      bar.advance();
    }
    bar.done();
  }
  const bytes = await makeEightBitEncoder(encoder, pictures());
  const small = eightBitName(name);
  const others = pathsOf(dataset.splits.dev, COMPARED);
  const cosines = await compare(encoder, await loadEncoder(small), others);
  const [least, median] = [cosines[0], cosines[Math.floor(cosines.length / 2)]];
  if (words.json) {
    const line = { encoder: small, bytes, pictures: seen.length, compared: others.length };
    process.stdout.write(`${JSON.stringify({ ...line, median, least })}\n`);
    return;
  }
  console.log(
    `${small}: ${(bytes / 1e6).toFixed(1)} MB in ${shortPath(ownNetworkPath(small))}. ` +
      `On ${others.length} other pictures its vectors point where the whole ones do: cosine ${median.toFixed(3)} in the middle, ${least.toFixed(3)} at least. ` +
      `To use it: npx captionlab encode --encoder ${small}`,
  );
}

/** `captionlab quantise`: an encoder's network in 8 bits. */
export function addQuantiseCommand(command: Command): void {
  command
    .argument('<encoder>', `one of ${Object.keys(ENCODERS).join(', ')}`)
    .option(
      '--pictures <n>',
      'training pictures that show how large the numbers in it become',
      countUpTo(MOST),
      USUAL,
    );
  addJsonOption(addDatasetOptions(command)).action(quantise);
}
