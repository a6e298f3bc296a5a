import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Pixels,
  prepare,
  preprocessingText,
  readPreprocessing,
  sideOf,
} from '../../lib/image-encoding/index.js';

const read = (config: object) => readPreprocessing(JSON.stringify(config), 'config.json');
const imagenet = { image_mean: [0.485, 0.456, 0.406], image_std: [0.229, 0.224, 0.225] };

/** Configurations as they are published, and what they ask for. */
const published: [name: string, config: object, side: number, text: string][] = [
  [
    'CLIP',
    {
      ...{ crop_size: { height: 224, width: 224 }, do_center_crop: true, do_convert_rgb: true },
      ...{ do_normalize: true, do_rescale: true, do_resize: true, rescale_factor: 1 / 255 },
      ...{ image_mean: [0.48, 0.46, 0.41], image_std: [0.27, 0.26, 0.28], resample: 3 },
      ...{ image_processor_type: 'CLIPImageProcessor', size: { shortest_edge: 224 } },
    },
    224,
    'shorter side 224 (bicubic), middle 224',
  ],
  [
    'an older CLIP',
    {
      ...{ crop_size: 224, do_center_crop: true, do_normalize: true, do_resize: true, size: 224 },
      ...{ feature_extractor_type: 'CLIPFeatureExtractor', resample: 3, ...imagenet },
    },
    224,
    'shorter side 224 (bicubic), middle 224',
  ],
  [
    'DINOv2',
    {
      ...{ crop_size: { height: 224, width: 224 }, do_center_crop: true, resample: 3, ...imagenet },
      ...{ image_processor_type: 'BitImageProcessor', size: { shortest_edge: 256 } },
    },
    224,
    'shorter side 256 (bicubic), middle 224',
  ],
  [
    'SigLIP',
    {
      ...{ do_resize: true, resample: 3, size: { height: 384, width: 384 } },
      ...{ image_mean: [0.5, 0.5, 0.5], image_std: [0.5, 0.5, 0.5] },
    },
    384,
    'square 384 (bicubic)',
  ],
  [
    'ViT',
    { size: 224, resample: 2, image_mean: 0.5, image_std: 0.5 },
    224,
    'square 224 (bilinear)',
  ],
  [
    'DeiT',
    { image_processor_type: 'DeiTImageProcessor', size: 256, crop_size: 224, resample: 3 },
    224,
    'square 256 (bicubic), middle 224',
  ],
  [
    'ResNet',
    { crop_pct: 0.875, feature_extractor_type: 'ConvNextFeatureExtractor', resample: 3, size: 224 },
    224,
    'shorter side 256 (bicubic), middle 224',
  ],
  [
    'ConvNeXt',
    { image_processor_type: 'ConvNextImageProcessor', resample: 3, size: { shortest_edge: 384 } },
    384,
    'square 384 (bicubic)',
  ],
];

describe("a network's preprocessing", () => {
  for (const [name, config, side, text] of published) {
    it(`is read from the configuration of ${name}`, () => {
      const how = read(config);
      assert.equal(sideOf(how), side);
      assert.equal(preprocessingText(how), text);
    });
  }

  it('is refused where it is no JSON, or a key is not what it should be, each by its name', () => {
    const size = { height: 224, width: 224 };
    for (const [config, message] of [
      [[], /config\.json holds no settings/],
      [{ size: { height: 224, width: 336 } }, /size is .*336.*, expected .* both alike/],
      [{ size: { shortest_edge: 224 } }, /size is .*expected also do_center_crop and crop_size/],
      [{ size: { longest_edge: 224 } }, /size is/],
      [{ size, crop_size: 256 }, /crop_size is 256, expected 224 at most/],
      [{ size, resample: 4 }, /resample is 4, expected 1 \(lanczos\), 2 \(bilinear\) or 3/],
      [{ size, do_normalize: true }, /image_mean is undefined, expected three numbers/],
      [{ size, image_mean: [0.5, 0.5, 0.5] }, /image_std is undefined/],
      [{ size, ...imagenet, image_std: [0.2, '0.2', 0.2] }, /image_std is \[0.2,"0.2",0.2\]/],
      [{ size, rescale_factor: 0 }, /rescale_factor is 0, expected a number above 0/],
      [{ size, do_resize: 'yes' }, /do_resize is "yes", expected true or false/],
      [{ size, do_pad: true }, /do_pad is true, expected false: this step is not done here/],
    ] as const) {
      assert.throws(() => read(config), { name: 'UserError', message }, JSON.stringify(config));
    }
    assert.throws(() => readPreprocessing('{"size":', 'config.json'), {
      name: 'UserError',
      message: /config\.json is not JSON/,
    });
  });

  it('refuses a deviation of nothing, which would divide by it', () => {
    const config = { size: 4, image_mean: [0, 0, 0], image_std: [1, 0, 1] };
    assert.throws(() => read(config), { message: /image_std is \[1,0,1\], expected .* above 0/ });
  });
});

describe('a prepared picture', () => {
  const picture: Pixels = {
    ...{ width: 3, height: 2 },
    pixels: Uint8Array.from({ length: 18 }, (_, i) => i * 10),
  };
  const wanted = { side: 2, name: 'a.png' };
  const near = (found: Float32Array, expected: number[]) =>
    expected.forEach((value, i) => {
      assert.ok(Math.abs(found[i] - value) < 1e-6, `${i}: ${found[i]}, expected ${value}`);
    });

  it('is cut, rescaled and normalised', () => {
    const how = read({ crop_size: 2, image_mean: [0.1, 0.2, 0.3], image_std: [1, 2, 4] });
    const pixels = [0, 10, 20, 30, 40, 50, 90, 100, 110, 120, 130, 140]; // the first two of each row
    const expected = pixels.map(
      (value, i) => (value / 255 - [0.1, 0.2, 0.3][i % 3]) / [1, 2, 4][i % 3],
    );
    near(prepare(picture, how, wanted), expected);
  });

  it('has its colours the other way round where that is asked for, and 0 to 255 without rescaling', () => {
    const how = read({ crop_size: 2, do_rescale: false, do_flip_channel_order: true });
    near(prepare(picture, how, wanted), [20, 10, 0, 50, 40, 30]);
  });

  it('keeps its shape where the shorter side is given, upright or lying', () => {
    const how = read({ size: { shortest_edge: 2 }, crop_size: 2, resample: 2 });
    for (const [width, height] of [
      [5, 3],
      [3, 5],
      [40, 2],
    ]) {
      const grey = { width, height, pixels: new Uint8Array(width * height * 3).fill(51) };
      near(prepare(grey, how, wanted), Array(12).fill(0.2));
    }
  });

  it('is refused by name where nothing makes it the right size', () => {
    assert.throws(() => prepare(picture, read({}), wanted), {
      name: 'UserError',
      message: /a\.png has 3 x 2 pixels; its encoder takes 2 x 2/,
    });
  });
});
