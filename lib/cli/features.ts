import { type Command, Option } from 'commander';
import { type Dataset, openDataset } from '../data-understanding/index.js';
import { joinFromBucket } from '../image-encoding/bucket/join-from-bucket.js';
import {
  exportFeatures,
  finishedEncoder,
  importFeatures,
  joinFeatures,
  openFeatures,
} from '../image-encoding/index.js';
import { isInBucket } from '../outputs/bucket/address.js';
import { shortPath, UserError } from '../outputs/index.js';
import { addDatasetOptions, type CommonOptions, datasetOptions } from './options.js';

type FeaturesOptions = CommonOptions & { encoder?: string; again?: boolean };

const encoderOption = (what: string) => new Option('--encoder <name>', what).env('ENCODER');
const counted = (n: number, what: string) => `${n.toLocaleString('en')} ${what}`;

function runExport(dataset: Dataset, folder: string, encoder = finishedEncoder(dataset)): void {
  if (!encoder) throw new UserError(`${dataset.name} has no features yet: encode it first.`);
  const store = openFeatures(dataset, encoder);
  const files = exportFeatures(store, folder);
  store.close();
  console.log(counted(store.ids.length, `pictures' features by ${encoder}:`));
  for (const file of files) console.log(`  ${shortPath(file)}`);
}

/** The first few of many names. */
const someOf = (names: string[]) =>
  names.slice(0, 3).join(', ') + (names.length > 3 ? ' and others' : '');

async function runImport(dataset: Dataset, files: string[], options: FeaturesOptions) {
  const { encoder = '', again } = options;
  const { pictures, unknown, missing } = await importFeatures(dataset, files, encoder, { again });
  console.log(counted(pictures, `pictures of ${dataset.name} have features by ${encoder} now`));
  if (missing.length > 0) {
    console.log(`${counted(missing.length, 'pictures of it have none')}: ${someOf(missing)}`);
  }
  if (unknown.length === 0) return;
  console.log(`${counted(unknown.length, 'names are')} no pictures of it: ${someOf(unknown)}`);
}

type Joined = ReturnType<typeof joinFeatures> & { absent?: string[] };

function tellJoined({ encoder, pictures, missing, absent = [] }: Joined): void {
  console.log(counted(pictures, `pictures have features by ${encoder} now`));
  const of = absent.length > 0 ? ` (of parts that are not there: ${someOf(absent)})` : '';
  if (missing > 0) console.log(counted(missing, `are still missing${of}`));
}

async function runJoin(dataset: Dataset, folders: string[]): Promise<void> {
  const copies = folders.filter((folder) => !isInBucket(folder));
  if (copies.length > 0) tellJoined(joinFeatures(dataset, copies));
  for (const store of folders.filter(isInBucket)) {
    const joined = await joinFromBucket(dataset, store);
    if (joined.length === 0) console.log(`All features in ${store} are here already`);
    for (const one of joined) tellJoined(one);
  }
}

/** `captionlab features`: features from and for other programs and machines. */
export function addFeaturesCommand(features: Command): void {
  addDatasetOptions(
    features
      .command('export')
      .description('write vectors.npy, vectors.txt (the picture of each row) and maps.npy')
      .argument('<folder>', 'where they go')
      .addOption(encoderOption('whose features (default: those that the notebooks use)')),
  ).action(async (folder: string, options: FeaturesOptions) =>
    runExport(await openDataset(datasetOptions(options)), folder, options.encoder),
  );
  addDatasetOptions(
    features
      .command('import')
      .description('read a .pkl of vectors by name, a .npy with names in a .txt, or a .bin')
      .argument('<file...>', 'one or more, such as one a split')
      .addOption(encoderOption('the network that made them, ours or another').makeOptionMandatory())
      .option('--again', 'take them in place of other features by it that are there'),
  ).action(async (files: string[], options: FeaturesOptions) =>
    runImport(await openDataset(datasetOptions(options)), files, options),
  );
  addDatasetOptions(
    features
      .command('join')
      .description('take in the shards that other machines encoded')
      .argument(
        '<folder...>',
        'copies of their outputs/<dataset>/features/<encoder>, or the s3://… of their --store',
      ),
  ).action(async (folders: string[], options: FeaturesOptions) =>
    runJoin(await openDataset(datasetOptions(options)), folders),
  );
}
