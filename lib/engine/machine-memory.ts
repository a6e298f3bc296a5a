import { totalmem } from 'node:os';

/** Bytes of memory that this process may take: the machine's, or fewer where a container or a job of a cluster has a limit. */
export function machineMemory(): number {
  const limit = process.constrainedMemory?.() || Number.POSITIVE_INFINITY; // no such thing in a browser
  return Math.min(totalmem(), limit);
}
