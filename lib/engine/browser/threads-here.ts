/** TensorFlow.js makes eight ready at most, and would wait forever for one more; a phone has four fast cores. */
const MOST_THREADS = 4;

/**
 * In how many threads WebAssembly computes: they share memory, which a page may do that is isolated from others. Half of
 * the cores, which is also the most that TensorFlow.js takes: threads wait for each other without resting, and where other
 * programs kept both of two cores busy, two captioned half as fast as one.
 */
export function threadsHere(): number {
  const mayShare = self.crossOriginIsolated && typeof Worker === 'function';
  const half = Math.floor(navigator.hardwareConcurrency / 2);
  return mayShare ? Math.max(1, Math.min(half, MOST_THREADS)) : 1;
}
