import { Float16Array } from '@petamoriken/float16';

/** The bits of the nearest float16 values (IEEE 754 binary16): three digits, half the space. */
export function toHalves(values: Float32Array): Uint16Array {
  const { buffer, byteOffset, length } = new Float16Array(values);
  return new Uint16Array(buffer, byteOffset, length);
}

let table: Float32Array | undefined;

/** The value of each of the 65,536 patterns of bits: looking one up is many times quicker than computing it. */
function valuesOfBits(): Float32Array {
  const bits = Uint16Array.from({ length: 2 ** 16 }, (_, i) => i);
  return new Float32Array(new Float16Array(bits.buffer as ArrayBuffer));
}

/** The values of float16 bits. */
export function fromHalves(halves: Uint16Array): Float32Array {
  table ??= valuesOfBits();
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = table[halves[i]];
  return values;
}
