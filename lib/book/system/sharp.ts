/**
 * What `sharp` is on a computer, as far as lib and the notebooks use it: the browser decodes and encodes, and an SVG is
 * drawn by the page. Pictures come upright, as the camera's note says, whether `rotate()` is called or not.
 */

import { Buffer } from 'buffer';
import { writeFileSync } from './fs.js';
import { drawSvg } from './page.js';
import {
  blurred,
  encoded,
  fromChannels,
  isTransparent,
  moved,
  type Raster,
  rasterOf,
  recoloured,
  toChannels,
} from './raster.js';
import {
  type Colour,
  cut,
  fitted,
  on,
  plain,
  type Region,
  type ResizeOptions,
} from './sharp-steps.js';
import { bytesOf, needFile } from './tree.js';

interface RawShape {
  width: number;
  height: number;
  channels: number;
}

interface Options {
  raw?: RawShape;
  create?: RawShape & { background: Colour };
}

type Format = 'jpeg' | 'png' | 'webp' | 'raw';
type Step = (raster: Raster) => Raster;
type Input = string | Uint8Array | Uint8ClampedArray;

/** What a file's first bytes say that it is. */
function formatOf(bytes: Uint8Array): Format | 'svg' {
  const head = String.fromCharCode(...bytes.subarray(0, 400));
  if (head.startsWith('\xff\xd8')) return 'jpeg';
  if (head.startsWith('RIFF')) return 'webp';
  return /<svg[\s>]/.test(head) ? 'svg' : 'png';
}

async function decode(bytes: Uint8Array): Promise<Raster> {
  if (bytes.length === 0) throw new Error('Input buffer is empty');
  try {
    if (formatOf(bytes) === 'svg') return rasterOf(await drawSvg(new TextDecoder().decode(bytes)));
    return rasterOf(await createImageBitmap(new Blob([bytes as BlobPart])));
  } catch (error) {
    throw new Error(`Input buffer contains unsupported image format (${(error as Error).message})`);
  }
}

class Picture {
  private readonly steps: Step[] = [];
  private format?: Format;
  private quality?: number;
  private opaque = false;

  constructor(
    private readonly input: Input | undefined,
    private readonly options: Options = {},
  ) {}

  private bytes(): Uint8Array {
    const { input } = this;
    if (typeof input !== 'string') return new Uint8Array(input as Uint8Array);
    try {
      return bytesOf(needFile(input, 'open'));
    } catch {
      throw new Error(`Input file is missing: ${input}`);
    }
  }

  private async read(): Promise<Raster> {
    const { create, raw } = this.options;
    if (create) return plain(create.width, create.height, create.background);
    if (raw) return fromChannels(this.input as Uint8Array, raw);
    return decode(this.bytes());
  }

  private async run(): Promise<Raster> {
    return this.steps.reduce((raster, step) => step(raster), await this.read());
  }

  private add(step: Step): this {
    this.steps.push(step);
    return this;
  }

  rotate(angle = 0): this {
    const turns = (((angle / 90) % 4) + 4) % 4;
    if (!Number.isInteger(turns)) throw new Error('In the browser pictures turn by 90 degrees.');
    const turn: Step = (raster) =>
      moved(raster, [raster.height, raster.width], (x, y) => [y, raster.height - 1 - x]);
    for (let i = 0; i < turns; i++) this.add(turn);
    return this;
  }
  autoOrient(): this {
    return this;
  }
  flop(): this {
    return this.add((one) => moved(one, [one.width, one.height], (x, y) => [one.width - 1 - x, y]));
  }
  flip(): this {
    return this.add((one) =>
      moved(one, [one.width, one.height], (x, y) => [x, one.height - 1 - y]),
    );
  }
  extract(region: Region): this {
    return this.add((raster) => cut(raster, region));
  }
  resize(
    width?: number | ResizeOptions | null,
    height?: number | null,
    options?: ResizeOptions,
  ): this {
    const given = typeof width === 'object' ? width : { width, height: height ?? undefined };
    return this.add((raster) => fitted(raster, { ...options, ...given } as ResizeOptions));
  }
  flatten({ background = 'black' as Colour } = {}): this {
    this.opaque = true;
    return this.add((raster) =>
      isTransparent(raster)
        ? on(plain(raster.width, raster.height, background), raster, 0, 0)
        : raster,
    );
  }
  removeAlpha(): this {
    this.opaque = true;
    return this.add((raster) =>
      recoloured(raster, (rgba) => {
        rgba[3] = 255;
      }),
    );
  }
  /** Rec. 709's luminance of the values as they are. */
  grayscale(): this {
    return this.add((raster) =>
      recoloured(raster, (rgba) =>
        rgba.fill(0.2126 * rgba[0] + 0.7152 * rgba[1] + 0.0722 * rgba[2], 0, 3),
      ),
    );
  }
  greyscale(): this {
    return this.grayscale();
  }
  blur(sigma = 1): this {
    return this.add((raster) => blurred(raster, sigma));
  }
  toColourspace(): this {
    return this;
  }
  raw(): this {
    this.format = 'raw';
    return this;
  }
  png(): this {
    this.format = 'png';
    return this;
  }
  jpeg({ quality = 80 } = {}): this {
    this.format = 'jpeg';
    this.quality = quality / 100;
    return this;
  }
  webp({ quality = 80, lossless = false } = {}): this {
    this.format = lossless ? 'png' : 'webp';
    this.quality = quality / 100;
    return this;
  }

  async metadata() {
    const raster = await this.read();
    const { width, height } = raster;
    const hasAlpha = isTransparent(raster);
    const format = this.options.raw || this.options.create ? 'raw' : formatOf(this.bytes());
    return { width, height, format, space: 'srgb', channels: hasAlpha ? 4 : 3, hasAlpha };
  }

  async toBuffer({ resolveWithObject = false } = {}) {
    const raster = await this.run();
    const known = this.options.raw || this.options.create ? 'raw' : formatOf(this.bytes());
    const format = this.format ?? (known === 'svg' ? 'png' : known);
    const channels = this.opaque || !isTransparent(raster) ? 3 : 4;
    const bytes =
      format === 'raw'
        ? toChannels(raster, channels)
        : await encoded(raster, `image/${format}`, this.quality);
    const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
    const { width, height } = raster;
    return resolveWithObject
      ? { data, info: { width, height, channels, format, size: data.length } }
      : data;
  }

  async toFile(path: string) {
    const { data, info } = (await this.toBuffer({ resolveWithObject: true })) as {
      data: Buffer;
      info: object;
    };
    writeFileSync(path, data);
    return info;
  }
}

const isInput = (given?: Input | Options): given is Input =>
  typeof given === 'string' || ArrayBuffer.isView(given);

/** A picture of a file's path or contents, or a new one. */
const pictureOf = (input?: Input | Options, options?: Options): Picture =>
  isInput(input) ? new Picture(input, options) : new Picture(undefined, input);

/** A picture, to be changed and written. */
const sharp = Object.assign(pictureOf, {
  concurrency: () => 1,
  cache: () => {},
});

// biome-ignore lint/style/noDefaultExport: Node's own module has one
export { sharp as default };
