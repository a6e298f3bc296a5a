// Reads the features of a data set's pictures, each when it is asked for, and finds the pictures most like the first.
// npm run example examples/read-features.ts [data set's folder, in Flickr8k's layout]
import { encodeDataset, encoderFor, nearestPictures, openDataset, openFeatures } from 'captionlab';

const [folder] = process.argv.slice(2);
const dataset = await openDataset(folder ? { name: 'flickr8k', folder } : {});
const encoder = await encoderFor(dataset);
await encodeDataset(dataset, encoder); // does what an earlier run has left

const features = openFeatures(dataset, encoder);
const [first] = features.ids;
console.log(`${features.ids.length} pictures, ${features.width} numbers each by ${encoder.name}`);
console.log(`${first}: ${Array.from(features.of(first).slice(0, 4), (x) => x.toFixed(3))} …`);
for (const { imageId, similarity } of nearestPictures(features, first, features.ids, 3)) {
  console.log(`${similarity.toFixed(3)}  ${imageId}  ${dataset.captions.get(imageId)?.[0]}`);
}
features.close();
