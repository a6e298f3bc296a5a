import { Float16Array } from '@petamoriken/float16';

/** The bits of the nearest float16 values (IEEE 754 binary16): three digits, half the space. */
export function toHalves(values: Float32Array): Uint16Array {
  const { buffer, byteOffset, length } = new Float16Array(values);
  return new Uint16Array(buffer, byteOffset, length);
}

/** The values of float16 bits. */
export function fromHalves(halves: Uint16Array): Float32Array {
  return new Float32Array(
    new Float16Array(halves.buffer as ArrayBuffer, halves.byteOffset, halves.length),
  );
}
