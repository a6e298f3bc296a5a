// Draws how long a data set's captions are, as a page that stands alone.
// npm run example examples/draw-a-figure.ts <page.html> [data set's folder, in Flickr8k's layout]
import { writeFileSync } from 'node:fs';
import { figurePage, histogramPlot, openDataset } from 'captionlab';

const [page = 'lengths.html', folder] = process.argv.slice(2);
const dataset = await openDataset(folder ? { name: 'flickr8k', folder } : {});
const lengths = [...dataset.captions.values()]
  .flat()
  .map((caption) => caption.split(/\s+/).filter(Boolean).length);
const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;

const figure = histogramPlot(lengths, {
  title: 'Words in a caption',
  mark: { at: mean, text: `mean ${mean.toFixed(1)}` },
});
writeFileSync(page, figurePage(figure));
console.log(`${lengths.length} captions: open ${page}`);
