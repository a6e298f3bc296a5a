import { statSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import {
  keptSentence,
  openCaptions,
  type Suggester,
  serveCaptions,
} from '../data-understanding/caption-page/index.js';
import { readLanguage } from '../data-understanding/index.js';
import { textRuleOf } from '../data-understanding/open-dataset.js';
import type { Captioner } from '../inference/index.js';
import { runFolder, shortPath, UserError } from '../outputs/index.js';
import {
  addDatasetChoice,
  addRunOption,
  type CommonOptions,
  datasetOptions,
  portNumber,
  saysModel,
} from './options.js';

interface CaptionOptions extends CommonOptions {
  language?: string;
  port?: number;
}

/** Suggestions of a picture: as many as it may have captions. */
const BEAM = 5;

/** Loaded when the first suggestion is asked for. */
const inference = () => import('../inference/index.js');

/** The captioner that is meant: that of photographs, unless a run or a data set is named. */
function suggesterFor(options: CaptionOptions, command: Command): Suggester {
  const { dataset: name = '', run } = options;
  const named = saysModel(options, command);
  let opened: Promise<Captioner> | undefined;
  async function open(): Promise<Captioner> {
    const { openCaptioner, openPackedCaptioner } = await inference();
    const text = textRuleOf(datasetOptions(options));
    return named
      ? openCaptioner({ name, runFolder: runFolder(name), text, run })
      : openPackedCaptioner();
  }
  return {
    name: named
      ? `${run ? `the run ${run}` : 'the captioner'} of ${name}`
      : 'the captioner of photographs that comes with captionlab',
    async suggest(path) {
      opened ??= open();
      const captioner = await opened.catch((error) => {
        opened = undefined; // what was missing may be there when it is asked again
        throw error;
      });
      const { captionFiles } = await inference();
      for await (const { captions, reason } of captionFiles(captioner, [path], BEAM)) {
        if (captions.length === 0) throw new UserError(reason ?? 'The model says nothing.');
        return captions.map(({ caption }) => caption).filter((caption) => caption !== '');
      }
      return [];
    },
  };
}

/** As it is typed in a shell. */
const typed = (path: string) => (/^[\w./-]+$/.test(path) ? path : `"${path}"`);

async function caption(given: string, options: CaptionOptions, command: Command): Promise<void> {
  const folder = resolve(given);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new UserError(`${shortPath(folder)} is no folder: name the one with your pictures.`);
  const keeper = openCaptions(folder);
  if (keeper.pictures().length === 0)
    throw new UserError(`${shortPath(folder)} holds no pictures of a kind that is read.`);
  const language = options.language && readLanguage(options.language);
  const next = `npx captionlab dataset create ${typed(given)}${/^[\p{L}\p{N}._-]+$/u.test(basename(folder)) ? '' : ' --name <name>'}`;
  const suggester = suggesterFor(options, command);
  const { port } = options;
  const { address } = await serveCaptions(keeper, { folder, suggester, language, next, port });
  console.error(
    `Open ${address} in a browser. Captions are kept in ${shortPath(keeper.path)}, of which ${next} makes a data set. Ctrl-C stops.`,
  );
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      console.error(`\n${keptSentence(keeper, next)}`);
      process.exit();
    });
  }
}

/** `captionlab dataset caption`: a page on which captions of one's own pictures are written. */
export function addDatasetCaption(dataset: Command): void {
  const command = dataset
    .command('caption')
    .description(
      'write captions for your own pictures in a browser, by the keyboard alone; they are kept in captions.csv beside them',
    )
    .argument('<folder>', 'the folder with the pictures')
    .option('--language <tag>', 'in which you write, as en, de or ar: for the spelling')
    .option('--port <n>', 'the port to serve on (default: one that is free)', portNumber);
  addRunOption(addDatasetChoice(command)).action((folder: string, options: CaptionOptions) =>
    caption(folder, options, command),
  );
}
