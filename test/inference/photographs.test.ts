import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { captionFiles, openPackedCaptioner } from '../../lib/inference/index.js';
import { writeScenes } from '../../lib/scenes/make-scenes.js';
import { planScenes } from '../../lib/scenes/plan.js';

const folder = join(import.meta.dirname, '../../lib/inference/weights/photographs');
const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => join(entry.parentPath, entry.name));

test('the captioner of photographs is 8 MB, in files under 3 MB', () => {
  const sizes = files.map((file) => statSync(file).size);
  assert.ok(Math.max(...sizes) < 3e6);
  assert.ok(sizes.reduce((sum, size) => sum + size) < 8e6);
});

test('it says a sentence of any picture, and another of another', async (t) => {
  const drawn = mkdtempSync(join(tmpdir(), 'captionlab-'));
  t.after(() => rmSync(drawn, { recursive: true }));
  await writeScenes(drawn, planScenes(8).slice(0, 6), 8);
  const images = join(drawn, 'images');
  const paths = readdirSync(images).map((name) => join(images, name));
  assert.equal(paths.length, 6);
  const captioner = await openPackedCaptioner();
  assert.equal(captioner.about.trainedOn.dataset, 'flickr8k');
  const said: string[] = [];
  for await (const { captions } of captionFiles(captioner, paths, 3))
    said.push(captions[0].caption);
  assert.ok(
    said.every((caption) => caption.split(' ').length >= 4),
    said.join('; '),
  );
  assert.ok(new Set(said).size > 1, said.join('; '));
});
