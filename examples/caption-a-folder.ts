// Captions every picture of a folder by the model that was trained on a data set.
// npm run example examples/caption-a-folder.ts <folder> [data set's folder, in Flickr8k's layout]
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { captionFiles, ensureModel, openCaptioner, openDataset } from 'captionlab';

const [folder = '.', own] = process.argv.slice(2);
const dataset = await openDataset(own ? { name: 'flickr8k', folder: own } : {});
await ensureModel(dataset); // trains one where there is none

const pictures = readdirSync(folder)
  .filter((name) => /\.(jpe?g|png|webp)$/i.test(name))
  .map((name) => join(folder, name));
const captioner = await openCaptioner(dataset);
for await (const { path, captions, reason } of captionFiles(captioner, pictures, 3)) {
  const [best] = captions;
  console.log(best ? `${path}: ${best.caption}` : reason);
}
