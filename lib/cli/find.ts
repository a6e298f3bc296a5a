import { type Command, Option } from 'commander';
import { openDataset, type SplitName } from '../data-understanding/index.js';
import { tableText } from '../display/table.js';
import { engineLine, startEngine } from '../engine/index.js';
import { shortPath } from '../outputs/index.js';
import {
  compareSearches,
  type FoundByWay,
  findPictures,
  openCollection,
  type SearchWay,
  searchWays,
  writeFoundPage,
} from '../searching-pictures/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  addRunOption,
  beamWidth,
  type CommonOptions,
  countUpTo,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

interface FindOptions extends CommonOptions {
  split: SplitName;
  by?: SearchWay;
  most: number;
  beam: number;
  page?: string;
  captions?: number;
}

const titles: Record<SearchWay, string> = {
  words: 'By the words of their captions (score: BM25+)',
  likelihood: 'By the likelihood of the query (score: its log probability)',
};

async function find(words: string[], options: FindOptions): Promise<void> {
  leaveOutputToJson(options);
  console.error(engineLine(await startEngine()));
  const dataset = await openDataset(datasetOptions(options));
  if (words.length === 0) return measure(dataset, options);
  const query = words.join(' ');
  const collection = await openCollection(dataset, options.split, options.beam);
  const found: FoundByWay = {};
  for (const by of options.by ? [options.by] : searchWays) {
    found[by] = await findPictures(collection, query, { by, most: options.most });
  }
  if (options.page) await writeFoundPage(options.page, dataset, query, found);
  if (options.json) {
    process.stdout.write(`${JSON.stringify({ query, ...found })}\n`);
    return;
  }
  for (const [way, pictures] of Object.entries(found)) {
    const rows = pictures.map(({ imageId, caption, score }, i) => ({
      ...{ rank: i + 1, picture: imageId, caption, score: score.toFixed(2) },
    }));
    const caption = titles[way as SearchWay];
    console.log(rows.length > 0 ? `\n${tableText(rows, { caption })}` : `\n${caption}: none`);
  }
  if (options.page) console.log(`\nOpen ${shortPath(options.page)}`);
}

/** Without a query: how far down people's captions find their pictures. */
async function measure(
  dataset: Awaited<ReturnType<typeof openDataset>>,
  options: FindOptions,
): Promise<void> {
  const { split, beam, captions, seed } = options;
  const compared = await compareSearches(dataset, split, { beam, captions, seed });
  if (options.json) {
    process.stdout.write(`${JSON.stringify(compared)}\n`);
    return;
  }
  const caption = `${compared.queries} captions by people look for ${compared.pictures} pictures, each for its own`;
  console.log(`\n${tableText(compared.rows, { caption })}`);
}

/** `captionlab find`: looks for pictures by what they show. */
export function addFindCommand(command: Command): void {
  command
    .argument(
      '[query...]',
      "what the pictures should show; without it, people's own captions look for their pictures, and recall is measured",
    )
    .addOption(
      new Option('--split <name>', 'which pictures')
        .choices(['train', 'dev', 'test'])
        .default('test'),
    )
    .addOption(
      new Option(
        '--by <way>',
        'by the words of their captions, or by how probable the query is as a caption (default: both)',
      ).choices(searchWays),
    )
    .option('--most <n>', 'so many pictures', countUpTo(1000), 10)
    .option('--beam <width>', 'captions of each picture whose words are searched', beamWidth, 3)
    .option('--page <file>', 'write a page with the pictures that were found')
    .option(
      '--captions <n>',
      "where recall is measured: so many of each picture's captions are queries (default: all)",
      countUpTo(1000),
    );
  const drawn = 'the training captions that stand for any caption';
  addJsonOption(addRunOption(addDatasetOptions(command, drawn))).action(find);
}
