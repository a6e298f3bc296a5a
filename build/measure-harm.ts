// Measures on Flickr8k's dev pictures what notebook 15 shows of photographs, from the trained runs of build/measure.ts:
// npm run measure:harm.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { captionsOf, openDataset } from '../lib/data-understanding/index.js';
import { startEngine } from '../lib/engine/index.js';
import {
  agreedPictures,
  amplification,
  answersTo,
  calledTable,
  companyIn,
  type HarmMeasurements,
  spokenOf,
  strangePictures,
  toldApart,
} from '../lib/harm/index.js';
import { ensureSearches, openCaptioner } from '../lib/inference/index.js';
import { ensureModel } from '../lib/model/index.js';

const BEAM = 3;
const captioners: Record<string, string> = {
  merge: 'merge',
  transformer: 'transformer',
  'merge, self-critical': 'merge-scst-flips',
};
/** Whose sureness of strange pictures is measured. */
const ASKED = 'transformer';

await startEngine();
const dataset = await openDataset({ name: 'flickr8k', text: 'full' });
const [train, dev] = [captionsOf(dataset, 'train'), captionsOf(dataset, 'dev')];
const learnt = companyIn([...train.values()].flat());
const measured: HarmMeasurements = {
  pictures: dev.size,
  beam: BEAM,
  spoken: [
    spokenOf('people, of the training pictures', [...train.values()].flat()),
    spokenOf('people, of the dev pictures', [...dev.values()].flat()),
  ],
  people: [
    {
      captioner: 'a person',
      called: calledTable(
        [...dev.values()].flatMap((own) =>
          own.flatMap((caption, i) => {
            const others = own.filter((_, at) => at !== i);
            return agreedPictures(new Map([['', caption]]), new Map([['', others]]));
          }),
        ),
      ),
      amplification: amplification(learnt, companyIn([...dev.values()].flat())),
    },
  ],
  strange: { captioner: ASKED, rows: [] },
};
for (const [captioner, run] of Object.entries(captioners)) {
  const found = await ensureSearches({ ...dataset, run }, 'dev', BEAM);
  const captions = new Map([...found].map(([id, { beams }]) => [id, beams[0].caption]));
  const texts = [...captions.values()];
  measured.spoken.push(spokenOf(captioner, texts));
  measured.people.push({
    captioner,
    called: calledTable(agreedPictures(captions, dev)),
    amplification: amplification(learnt, companyIn(texts)),
  });
}
const asked = { ...dataset, run: captioners[ASKED] };
const answers = await answersTo(
  asked,
  await ensureModel(asked),
  await openCaptioner(asked),
  await strangePictures(20),
);
measured.strange.rows = toldApart(answers);
const path = join(import.meta.dirname, '..', 'lib', 'harm', 'measured', 'photographs.json');
writeFileSync(path, `${JSON.stringify(measured, null, 1)}\n`);
console.table(measured.spoken);
for (const { captioner, called, amplification: grown } of measured.people) {
  console.log(captioner, 'amplification', grown.mean, 'over', grown.things.length, 'things');
  console.table(called);
}
console.table(measured.strange.rows);
