import type { OnnxTensor } from '../../engine/onnx-runtime.js';
import type { EncodedBatch } from '../encoder.js';
import type { Choice, NamedReading } from './choose-outputs.js';

/** Places of one picture, each `[width]`: where they begin and how far two places, and two numbers of one place, are apart. */
function strideOf(reading: Exclude<NamedReading, { kind: 'vector' }>) {
  const { width, side } = reading;
  const places = side * side;
  if (reading.kind === 'tokens') {
    const { before } = reading;
    return {
      places,
      picture: (before + places) * width,
      start: before * width,
      place: width,
      number: 1,
    };
  }
  const first = reading.channelsFirst;
  return {
    ...{ places, picture: places * width, start: 0 },
    ...(first ? { place: 1, number: places } : { place: width, number: 1 }),
  };
}

/** The maps of a batch: `[batch, height, width, channels]`. */
function mapsOf(
  { data }: OnnxTensor,
  reading: Exclude<NamedReading, { kind: 'vector' }>,
  batch: number,
): Float32Array {
  const { places, picture, start, place, number } = strideOf(reading);
  const { width } = reading;
  if (number === 1 && picture === places * width) return data.slice(0, batch * picture);
  const maps = new Float32Array(batch * places * width);
  for (let n = 0, to = 0; n < batch; n++) {
    for (let p = 0; p < places; p++) {
      const from = n * picture + start + p * place;
      for (let c = 0; c < width; c++) maps[to++] = data[from + c * number];
    }
  }
  return maps;
}

/** The averages over places: `[batch, width]`. */
function averages(maps: Float32Array, width: number, batch: number): Float32Array {
  const places = maps.length / batch / width;
  return Float32Array.from({ length: batch * width }, (_, i) => {
    const [n, c] = [Math.floor(i / width), i % width];
    let sum = 0;
    for (let p = 0; p < places; p++) sum += maps[(n * places + p) * width + c];
    return sum / places;
  });
}

/** The vectors of a batch, `[batch, width]`: as they are, the class tokens, or the averages of the places. */
function vectorsOf(output: OnnxTensor, reading: NamedReading, batch: number): Float32Array {
  const { width } = reading;
  if (reading.kind === 'vector') return output.data.slice(0, batch * width);
  if (reading.kind === 'map' || reading.before === 0) {
    return averages(mapsOf(output, reading, batch), width, batch);
  }
  const picture = (reading.before + reading.side ** 2) * width;
  const vectors = new Float32Array(batch * width);
  for (let n = 0; n < batch; n++) {
    vectors.set(output.data.subarray(n * picture, n * picture + width), n * width);
  }
  return vectors;
}

/**
 * What an encoder gives, from what its network gave.
 * @param batch how many of the rows count
 */
export function readOutputs(
  outputs: Record<string, OnnxTensor>,
  { vector, map }: Choice,
  { batch, maps }: { batch: number; maps: boolean },
): EncodedBatch {
  return {
    vectors: vectorsOf(outputs[vector.output], vector, batch),
    maps: maps && map ? mapsOf(outputs[map.output], map, batch) : undefined,
  };
}
