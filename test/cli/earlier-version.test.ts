import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { typed } from './typed.js';

/** What each released version left of a small data set: pictures, features, a trained model, captions. */
const released = join(import.meta.dirname, '..', 'released');
const folder = mkdtempSync(join(tmpdir(), 'earlier-'));
after(() => rmSync(folder, { recursive: true }));

for (const version of readdirSync(released)) {
  describe(`what version ${version} left`, () => {
    it('is read, or refused by name with the command that helps, which does', async () => {
      cpSync(join(released, version), folder, { recursive: true });
      process.env.CAPTIONLAB_OUTPUTS = folder;
      process.env.ENCODER = 'scenes-cnn';
      const on = ['--dataset', 'flickr8k', '--data', join(folder, 'pictures')];
      const [picture] = readdirSync(join(folder, 'pictures', 'images'));
      const caption = ['caption', join(folder, 'pictures', 'images', picture), ...on];
      for (const words of [['runs', ...on], caption, ['encode', '--workers', '1', ...on]]) {
        const { code, stderr } = await typed(words);
        assert.equal(code, 0, `${words[0]}: ${stderr}`);
      }
      const refused = await typed(['evaluate', ...on]);
      assert.equal(refused.code, 1);
      assert.match(
        refused.stderr,
        /model\.json was made with .* \(an earlier version made it\).* Train it again: npx captionlab train --dataset flickr8k --again/,
      );
      const small = ['--units', '4', '--batch', '8', '--epochs', '1'];
      for (const words of [
        ['train', ...small, '--again', ...on],
        ['evaluate', ...on],
      ]) {
        const { code, stderr } = await typed(words);
        assert.equal(code, 0, `${words[0]}: ${stderr}`);
      }
    });
  });
}
