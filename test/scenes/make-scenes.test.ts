import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { readSplitList, readTokenFile } from '../../lib/data-understanding/index.js';
import { besidePath, projectRoot } from '../../lib/outputs/index.js';
import { moduleOptions } from '../../lib/outputs/own-modules.js';
import {
  makeScenes,
  planScenes,
  readAttributes,
  SCENES_VERSION,
  scenesAreMade,
  writeScenes,
} from '../../lib/scenes/index.js';

/** What a process that is no more left half-written. */
const abandoned = (path: string) => besidePath(path).replace(`-${process.pid}.`, '-99999999.');
const newFolder = () => join(mkdtempSync(join(tmpdir(), 'captionlab-scenes-')), 'scenes');
const few = planScenes(8).slice(0, 12);

function contentsOf(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true }) as string[];
  const files = names.filter((name) => statSync(join(folder, name)).isFile()).sort();
  return new Map(files.map((name) => [name, readFileSync(join(folder, name), 'base64')]));
}

describe('a folder of scenes', () => {
  it("has Flickr8k's own layout, pictures of 299 x 299 and the true attributes", async () => {
    const folder = newFolder();
    await writeScenes(folder, few, 8);
    const { captions, problems } = readTokenFile(join(folder, 'Flickr8k.token.txt'));
    assert.deepEqual(problems, []);
    assert.deepEqual(
      [...captions.keys()],
      few.map(({ id }) => id),
    );
    for (const texts of captions.values()) assert.equal(texts.length, 5);
    const train = few.filter(({ split }) => split === 'train').map(({ id }) => id);
    const list = readSplitList(join(folder, 'Flickr_8k.trainImages.txt'));
    assert.deepEqual(
      list.map(({ id }) => id),
      train,
    );
    const attributes = readAttributes(folder);
    for (const { id, scene } of few) {
      const { boxes, ...rest } = attributes.get(id)!;
      assert.deepEqual(rest, scene);
      assert.equal(boxes[0].what, scene.subject);
      const { width, height, format } = await sharp(join(folder, 'images', `${id}.jpg`)).metadata();
      assert.deepEqual([width, height, format], [299, 299, 'jpeg']);
    }
    assert.ok(scenesAreMade(folder) && scenesAreMade(folder, 8) && !scenesAreMade(folder, 9));
  });

  it('is the same, byte for byte, for the same seed', async () => {
    const [one, other] = [newFolder(), newFolder()];
    await writeScenes(one, few, 8);
    await writeScenes(other, few, 8);
    assert.deepEqual(contentsOf(one), contentsOf(other));
  });

  it('is completed after kill -9, to the same bytes, keeping what was drawn', async () => {
    const plan = planScenes(8).slice(0, 40);
    const [whole, broken] = [newFolder(), newFolder()];
    await writeScenes(whole, plan, 8);
    const images = join(broken, 'images');
    // Nobody else is quick enough to kill it half way on a busy machine.
    const script = `import { existsSync, readdirSync } from 'node:fs';
      import { planScenes, writeScenes } from './lib/scenes/index.ts';
      const images = ${JSON.stringify(images)};
      const drawn = () => readdirSync(images).filter((name) => name.endsWith('.jpg')).length;
      setInterval(() => existsSync(images) && drawn() >= 3 && process.kill(process.pid, 'SIGKILL'), 1);
      writeScenes(${JSON.stringify(broken)}, planScenes(8).slice(0, 40), 8);`;
    const child = spawn(process.execPath, [...moduleOptions, '--input-type=module', '-e', script], {
      cwd: projectRoot,
    });
    await once(child, 'exit');
    const kept = readdirSync(images).filter((name) => name.endsWith('.jpg'));
    assert.ok(kept.length >= 3);
    assert.ok(!scenesAreMade(broken));
    const before = kept.map((file) => statSync(join(images, file)).mtimeMs);
    writeFileSync(abandoned(join(images, 'scene0001.jpg')), 'half a picture');
    await writeScenes(broken, plan, 8);
    assert.deepEqual(
      kept.map((file) => statSync(join(images, file)).mtimeMs),
      before,
    );
    assert.deepEqual(contentsOf(broken), contentsOf(whole));
  });

  it('gets a lost picture back, and is drawn anew for another seed or version', async () => {
    const folder = newFolder();
    await writeScenes(folder, few, 8);
    const first = contentsOf(folder);
    rmSync(join(folder, 'images', `${few[0].id}.jpg`));
    assert.ok(!scenesAreMade(folder));
    await writeScenes(folder, few, 8);
    assert.deepEqual(contentsOf(folder), first);
    await writeScenes(folder, few, 9);
    const picture = join('images', `${few[0].id}.jpg`);
    assert.notEqual(contentsOf(folder).get(picture), first.get(picture));
    const mark = join(folder, 'scenes.json');
    const old = { ...JSON.parse(readFileSync(mark, 'utf8')), version: SCENES_VERSION - 1 };
    writeFileSync(mark, JSON.stringify(old));
    assert.ok(!scenesAreMade(folder));
  });

  it('is never drawn over what somebody else has put into a folder', async () => {
    const foreign = newFolder();
    const photograph = join(foreign, 'images', 'cat.jpg');
    mkdirSync(join(foreign, 'images'), { recursive: true });
    const begun = abandoned(join(foreign, 'scenes.begun.json'));
    writeFileSync(begun, 'what a kill leaves before the first picture, with an empty folder');
    writeFileSync(photograph, 'a photograph');
    const refused = { name: 'UserError', message: /something else than drawn scenes.*--dataset/ };
    await assert.rejects(writeScenes(foreign, few, 8), refused);
    await assert.rejects(makeScenes(photograph), refused);
    assert.equal(contentsOf(foreign).size, 2, 'nothing comes, nothing goes');
    rmSync(photograph);
    await writeScenes(foreign, few, 8);
    assert.ok(scenesAreMade(foreign));
    writeFileSync(photograph, 'a photograph');
    assert.ok(scenesAreMade(foreign));
    await writeScenes(foreign, few, 9);
    assert.equal(readFileSync(photograph, 'utf8'), 'a photograph');
  });

  it('tells what to do where attributes are missing or broken', () => {
    const folder = mkdtempSync(join(tmpdir(), 'captionlab-scenes-'));
    assert.throws(() => readAttributes(folder), { name: 'UserError', message: /is not there/ });
    writeFileSync(join(folder, 'attributes.json'), '{"scene0001": {"sub');
    assert.throws(() => readAttributes(folder), { name: 'UserError', message: /is not JSON/ });
  });
});
