import { lstatSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import { packFolder } from '../bundle/archive.js';
import { filesIn, PYTHONS, stageBundle } from '../bundle/stage.js';
import { SYSTEMS, thisSystem } from '../bundle/systems.js';
import { progressBar } from '../display/progress.js';
import { runFolder, shortPath, withLock } from '../outputs/index.js';
import { addJsonOption, leaveOutputToJson } from './options.js';

interface BundleWords {
  system?: string;
  json?: boolean;
}

const MEGABYTE = 1e6;

async function bundle(along: string[], words: BundleWords): Promise<void> {
  leaveOutputToJson(words);
  const system = words.system ?? thisSystem();
  const name = `captionlab-${system}`;
  const folder = join(runFolder('bundle'), name);
  const file = `${folder}.tar.gz`;
  await withLock(folder, async () => {
    const steps = progressBar('Bringing what it needs', 1 + PYTHONS.length);
    const brought = (what: string) => steps.advance(1, what);
    await stageBundle(folder, { system: SYSTEMS[system], along, brought });
    steps.done();
    const sizes = filesIn(folder).map((path) => lstatSync(join(folder, path)).size);
    const total = Math.round(sizes.reduce((sum, size) => sum + size, 0) / MEGABYTE);
    const bar = progressBar('Packing', total, 'MB');
    let bytes = 0;
    const packed = (more: number) => {
      const before = Math.floor(bytes / MEGABYTE);
      bytes += more;
      const done = Math.min(total, Math.floor(bytes / MEGABYTE)) - before;
      if (done > 0) bar.advance(done);
    };
    await packFolder(folder, { file, name, packed });
    bar.done();
    rmSync(folder, { recursive: true }); // all of it is in the archive
  });
  const { size } = statSync(file);
  if (words.json) process.stdout.write(`${JSON.stringify({ system, file, bytes: size })}\n`);
  else {
    console.log(
      `${shortPath(file)}: ${Math.round(size / MEGABYTE)} MB, for ${system} with Node.js 20 or newer and Python 3 (with venv). There:\n` +
        `  tar -xzf ${name}.tar.gz && cd ${name} && npm start`,
    );
  }
}

/** `captionlab bundle`: one archive for machines without a network. */
export function addBundleCommand(command: Command): void {
  command
    .argument(
      '[path...]',
      'what else goes along, of the folders data and outputs: data/scenes, data/flickr8k, outputs/scenes/model, …',
    )
    .addOption(
      new Option('--system <name>', 'for which machines (default: those like this one)').choices(
        Object.keys(SYSTEMS),
      ),
    );
  addJsonOption(command).action(bundle);
}
