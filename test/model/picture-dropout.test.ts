import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { createRandom, startEngine, tf } from '../../lib/engine/index.js';
import { type CaptionerKind, captioners } from '../../lib/model/captioners.js';
import { modelAsFiles, openCaptionModel } from '../../lib/model/index.js';

const [cells, width] = [4, 5];
const random = createRandom('pictures');
const sizes = { vocabularySize: 9, maxLength: 7, embeddingWidth: 4 };
const tokens = tf.tensor2d([[1, 3, 4, 5]], undefined, 'int32');

for (const [name, kind] of Object.entries(captioners) as [string, CaptionerKind][]) {
  describe(`${name}: what is dropped of pictures`, () => {
    before(() => startEngine());

    const reads = { cells: kind.readsMaps ? cells : 1, width };
    const shape = kind.readsMaps ? [1, cells, width] : [1, width];
    const values = Float32Array.from({ length: reads.cells * width }, random.uniform);
    const build = (dropout: number, pictureDropout?: number) =>
      kind.build({ ...sizes, reads }, { units: 8, dropout, pictureDropout, embedding: 'fresh' });
    /** What a model says of the picture, with its dropout. */
    const said = (model: ReturnType<typeof build>, dropped = true) =>
      model
        .captionLogits(
          ...([
            tf.tensor(values, shape),
            tokens,
            dropped ? createRandom('lot') : undefined,
          ] as const),
        )
        .dataSync();

    it('is the share of words, where it is no other', () => {
      assert.deepEqual(said(build(0.5)), said(build(0.5, 0.5)));
      assert.notDeepEqual(said(build(0.5)), said(build(0.5), false));
    });

    it('may be dropped alone, or stay whole alone', () => {
      const whole = said(build(0), false);
      assert.deepEqual(said(build(0, 0)), whole);
      assert.notDeepEqual(said(build(0, 0.9)), whole);
      assert.notDeepEqual(said(build(0.9, 0)), said(build(0.9, 0.9)));
    });

    it('is kept with the model, and unsaid where nothing was said', async () => {
      const { json, weights } = await modelAsFiles(build(0.5, 0.25));
      const opened = await openCaptionModel(json, weights);
      assert.equal(opened.settings.pictureDropout, 0.25);
      assert.deepEqual(said(opened), said(build(0.5, 0.25)));
      assert.ok(!('pictureDropout' in build(0.5).settings), 'headers of before know none');
    });
  });
}
