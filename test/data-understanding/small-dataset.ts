import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { type Dataset, openDataset } from '../../lib/data-understanding/index.js';

/** A data set of four cats in Flickr8k's layout, in a new folder under the system's temporary one. */
export function smallDataset(files: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'captionlab-'));
  const all: Record<string, string> = {
    'Flickr8k.token.txt':
      'cat1.jpg#0\tThe black cat sat on grass .\ncat1.jpg#1\tA black cat on 2 mats\n' +
      'cat2.jpg#0\tThe white cat is walking on road\ncat3.jpg#0\tThe black cat is walking on grass .\n' +
      'cat4.jpg#0\tThe cat in a t-shirt\n',
    'Flickr_8k.trainImages.txt': 'cat2.jpg\ncat1.jpg\n',
    'Flickr_8k.devImages.txt': 'cat4.jpg\n',
    'Flickr_8k.testImages.txt': 'cat3.jpg\n',
    'images/cat1.jpg': 'not read here',
    'images/cat2.jpg': 'not read here',
    'images/cat3.jpg': 'not read here',
    'images/cat4.jpg': 'not read here',
    ...files,
  };
  for (const [name, text] of Object.entries(all)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  return folder;
}

/** The four cats opened, their artefacts in the data set's own folder until the test ends. */
export function openSmallDataset(test: TestContext): Promise<Dataset> {
  const before = process.env.CAPTIONLAB_OUTPUTS;
  test.after(() => {
    if (before === undefined) delete process.env.CAPTIONLAB_OUTPUTS;
    else process.env.CAPTIONLAB_OUTPUTS = before;
  });
  const folder = smallDataset();
  process.env.CAPTIONLAB_OUTPUTS = join(folder, 'outputs');
  return openDataset({ name: 'flickr8k', folder });
}
