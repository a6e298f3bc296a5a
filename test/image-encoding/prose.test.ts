import { describe, test } from 'node:test';
import { startEngine } from '../../lib/engine';
import { buildScenesEncoder, SCENES_ENCODER } from '../../lib/image-encoding';
import { SPLIT_SIZES } from '../../lib/scenes';
import { assertSays } from '../prose';

const notebook = '04-image-encoding';
const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];

describe('what notebook 4 says of its encoder', () => {
  test('is what the network is', async () => {
    await startEngine();
    const encoder = buildScenesEncoder();
    const convolutions = encoder.layers.filter((layer) => layer.getClassName() === 'Conv2D');
    const [, rows, columns, width] = encoder.outputs[0].shape;
    const parameters = encoder.countParams().toLocaleString('en');
    assertSays(notebook, `${words[convolutions.length]} convolutions, ${parameters} parameters`);
    assertSays(notebook, `${rows} x ${columns} places, ${width} numbers at each`);
    assertSays(notebook, `from ${SCENES_ENCODER.inputSize} to ${rows}`);
    assertSays(
      notebook,
      `the ${SPLIT_SIZES.train.toLocaleString('en')} training pictures and no other`,
    );
  });
});
