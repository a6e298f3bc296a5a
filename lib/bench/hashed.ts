/** Mixes the bits of a whole number (the finalizer of MurmurHash3, Appleby 2011). */
function mixed(n: number): number {
  let h = n ^ (n >>> 16);
  h = Math.imul(h, 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** Numbers from -scale to scale that look random; `hashed.py` gives the same ones. */
export function hashed(count: number, seed: number, scale = 1): Float32Array {
  return Float32Array.from(
    { length: count },
    (_, i) => scale * (mixed(i + seed * 1_000_003) / 2 ** 31 - 1),
  );
}

/** Word indices from 1 to `vocabulary - 1`; `hashed.py` gives the same ones. */
export function hashedWords(count: number, seed: number, vocabulary: number): Int32Array {
  return Int32Array.from(
    { length: count },
    (_, i) => 1 + (mixed(i + seed * 1_000_003) % (vocabulary - 1)),
  );
}
