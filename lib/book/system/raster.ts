import { resizeSmooth } from '../../image-encoding/resize-smooth.js';

/** A picture's pixels: red, green, blue and opacity, 0 to 255, row by row: `[height, width, 4]`. */
export interface Raster {
  width: number;
  height: number;
  data: Uint8ClampedArray;
}

export const emptyRaster = (width: number, height: number): Raster => ({
  ...{ width, height },
  data: new Uint8ClampedArray(4 * width * height),
});

export function canvasOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This browser gives no canvas to read the picture from.');
  return context;
}

export function rasterOf(bitmap: ImageBitmap): Raster {
  const { width, height } = bitmap;
  const context = canvasOf(width, height);
  context.drawImage(bitmap, 0, 0);
  return { width, height, data: context.getImageData(0, 0, width, height).data };
}

/** Whether anything shows through. */
export function isTransparent({ data }: Raster): boolean {
  for (let i = 3; i < data.length; i += 4) if (data[i] !== 255) return true;
  return false;
}

/** Values of one, three or four channels as pixels. */
export function fromChannels(
  values: Uint8Array | Uint8ClampedArray,
  { width, height, channels }: { width: number; height: number; channels: number },
): Raster {
  const raster = emptyRaster(width, height);
  for (let from = 0, to = 0; to < raster.data.length; from += channels, to += 4) {
    for (let c = 0; c < 3; c++) raster.data[to + c] = values[from + (channels < 3 ? 0 : c)];
    raster.data[to + 3] = channels === 4 ? values[from + 3] : 255;
  }
  return raster;
}

/** Red, green and blue alone, or with the opacity. */
export function toChannels({ width, height, data }: Raster, channels: 3 | 4): Uint8Array {
  const values = new Uint8Array(width * height * channels);
  for (let from = 0, to = 0; from < data.length; from += 4, to += channels) {
    for (let c = 0; c < channels; c++) values[to + c] = data[from + c];
  }
  return values;
}

/** Each pixel moved: `from(x, y)` tells where a place's pixel stands in the picture before. */
export function moved(
  { width: across, data }: Raster,
  [width, height]: [number, number],
  from: (x: number, y: number) => [x: number, y: number],
): Raster {
  const raster = emptyRaster(width, height);
  for (let y = 0, to = 0; y < height; y++) {
    for (let x = 0; x < width; x++, to += 4) {
      const [left, top] = from(x, y);
      const at = 4 * (top * across + left);
      raster.data.set(data.subarray(at, at + 4), to);
    }
  }
  return raster;
}

/** Each pixel changed by itself. */
export function recoloured(raster: Raster, change: (rgba: Uint8ClampedArray) => void): Raster {
  const data = raster.data.slice();
  for (let i = 0; i < data.length; i += 4) change(data.subarray(i, i + 4));
  return { ...raster, data };
}

/** Another size: as sharp filters where the picture is opaque, as the browser does where it is not. */
export function resized(raster: Raster, width: number, height: number, nearest: boolean): Raster {
  if (width === raster.width && height === raster.height) return raster;
  if (nearest) {
    const [across, down] = [raster.width / width, raster.height / height];
    return moved(raster, [width, height], (x, y) => [
      Math.floor((x + 0.5) * across),
      Math.floor((y + 0.5) * down),
    ]);
  }
  if (isTransparent(raster)) {
    const source = canvasOf(raster.width, raster.height);
    source.putImageData(new ImageData(raster.data, raster.width, raster.height), 0, 0);
    const context = canvasOf(width, height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(source.canvas, 0, 0, width, height);
    return { width, height, data: context.getImageData(0, 0, width, height).data };
  }
  const { pixels } = resizeSmooth({ ...raster, pixels: toChannels(raster, 3) }, width, height);
  return fromChannels(pixels, { width, height, channels: 3 });
}

/** Blurred by a Gaussian of this many pixels, along the rows and then down the columns; beyond the edge, the edge goes on. */
export function blurred(raster: Raster, sigma: number): Raster {
  const reach = Math.ceil(3 * sigma);
  const weights = Array.from({ length: 2 * reach + 1 }, (_, i) =>
    Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const along = ({ width, height, data }: Raster, step: [number, number]): Raster => {
    const to = emptyRaster(width, height);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < 4; c++) {
          let value = 0;
          for (let i = -reach; i <= reach; i++) {
            const left = Math.min(width - 1, Math.max(0, x + i * step[0]));
            const top = Math.min(height - 1, Math.max(0, y + i * step[1]));
            value += weights[i + reach] * data[4 * (top * width + left) + c];
          }
          to.data[4 * (y * width + x) + c] = value / sum;
        }
      }
    }
    return to;
  };
  return along(along(raster, [1, 0]), [0, 1]);
}

/** A picture file of these pixels. */
export async function encoded(raster: Raster, type: string, quality?: number): Promise<Uint8Array> {
  const context = canvasOf(raster.width, raster.height);
  context.putImageData(new ImageData(raster.data, raster.width, raster.height), 0, 0);
  const blob = await context.canvas.convertToBlob({ type, quality });
  return new Uint8Array(await blob.arrayBuffer());
}
