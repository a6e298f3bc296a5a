import type { Command } from 'commander';
import { textRuleOf } from '../data-understanding/index.js';
import { durationText } from '../display/numbers.js';
import { tableText } from '../display/table.js';
import { describeRuns, type RunDescription } from '../model/describe-run.js';
import { runFolder } from '../outputs/index.js';
import {
  addDatasetOptions,
  addJsonOption,
  type CommonOptions,
  datasetOptions,
  leaveOutputToJson,
} from './options.js';

/** Settings that tell most runs apart, in a few words. */
function settingsText({ settings }: RunDescription): string {
  const shown = ['model.units', 'model.dropout', 'model.embedding', 'training.schedule'];
  return shown.flatMap((key) => (key in settings ? [String(settings[key])] : [])).join(' · ');
}

const rowOf = (one: RunDescription) => ({
  run: one.run,
  captioner: one.captioner,
  epochs: `${one.results.at(-1)?.epoch ?? 0}${one.state === 'interrupted' ? ', interrupted' : ''}`,
  'best epoch': one.best?.epoch ?? '',
  'dev loss': one.best?.devLoss.toFixed(3) ?? '',
  'trained for': durationText(one.seconds),
  MB: (one.bytes / 1e6).toFixed(1),
  'units · dropout · word vectors · schedule': settingsText(one),
});

/** `captionlab runs`: a data set's trained models beside one another. */
export function addRunsCommand(command: Command): void {
  addJsonOption(addDatasetOptions(command)).action((options: CommonOptions) => {
    leaveOutputToJson(options);
    const name = options.dataset as string;
    const runs = describeRuns({
      runFolder: runFolder(name),
      text: textRuleOf(datasetOptions(options)),
    });
    if (options.json) {
      process.stdout.write(`${JSON.stringify(runs)}\n`);
      return;
    }
    if (runs.length === 0) {
      console.log(
        `No model has been trained on ${name} yet: npx captionlab train --dataset ${name}`,
      );
      return;
    }
    console.log(`\n${tableText(runs.map(rowOf))}\n`);
    console.log(
      `Dev scores, and two runs compared: npx captionlab evaluate --dataset ${name} --split dev --run <name> [<name> …]`,
    );
  });
}
