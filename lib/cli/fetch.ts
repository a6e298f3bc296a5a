import { join, resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import { sizeText } from '../fetch/bytes.js';
import { catalogue, type Item, publishedAt } from '../fetch/catalogue.js';
import { fetchItem, isThere } from '../fetch/fetch-part.js';
import { projectRoot, UserError, withLock } from '../outputs/index.js';
import { addJsonOption } from './options.js';

interface FetchCommandOptions {
  from?: string;
  data?: string;
  list?: boolean;
  json?: boolean;
}

/** A file of the catalogue, as `--list` tells of it. */
interface ListedPart {
  name: string;
  file: string;
  bytes: number;
  /** Or where else it comes from, in words. */
  address: string;
  there: boolean;
}

function listParts(items: Item[], data: string): Promise<ListedPart[]> {
  const listed = items.flatMap(({ name, parts }) =>
    parts.map(async (part) => ({
      ...{ name, file: part.file, bytes: part.bytes, address: publishedAt(part) },
      there: await isThere(join(data, name), part),
    })),
  );
  return Promise.all(listed);
}

function listedLine({ name, bytes, address, there }: ListedPart): string {
  const state = there ? 'there' : '-';
  return `${name.padEnd(18)} ${state.padEnd(6)} ${sizeText(bytes).padStart(8)}  ${address}`;
}

/** `captionlab fetch`: data sets, word vectors and encoders' weights, one after the other. */
export function addFetchCommand(command: Command): void {
  const names = new Argument('[name...]', 'what to fetch');
  command
    .addArgument(names.choices(catalogue.map(({ name }) => name)))
    .option('--from <place>', 'a folder or an http(s) address that has the files')
    .option('--data <folder>', 'the folder of all data (default: data)')
    .option('--list', 'only say what there is, how large, from where, and what is here');
  addJsonOption(command).action(async (wanted: string[], options: FetchCommandOptions) => {
    if (wanted.length === 0 && !options.list) command.error("error: missing argument 'name'");
    const data = options.data ? resolve(options.data) : join(projectRoot, 'data');
    const all = catalogue.map(({ name }) => name);
    const items = [...new Set(wanted.length === 0 ? all : wanted)].map(
      (wantedName) => catalogue.find(({ name }) => name === wantedName) as Item,
    );
    const say = options.json ? console.error : console.log;
    const failures: string[] = [];
    if (!options.list) {
      for (const item of items) {
        const bring = () => fetchItem(item, { data, from: options.from, say });
        failures.push(...(await withLock(join(data, item.name), bring)));
      }
    }
    const listed = await (options.list || options.json ? listParts(items, data) : []);
    if (options.json) console.log(JSON.stringify(listed));
    else for (const one of listed) console.log(listedLine(one));
    if (failures.length > 0) {
      throw new UserError(`${failures.length} not fetched\n${failures.join('\n')}`);
    }
  });
}
