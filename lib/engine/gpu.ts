import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** An NVIDIA GPU of this machine, as its driver describes it. */
export interface Gpu {
  name: string;
  /** Memory, as `80 GB`. */
  memory?: string;
  /** The driver's version, as `535.104.05`. */
  driver?: string;
  /** What its kernels are compiled for: `9.0` is Hopper. */
  computeCapability?: string;
}

/** The first line that `nvidia-smi --query-gpu=name,memory.total,driver_version,compute_cap` prints, read. */
export function readGpu(line: string): Gpu | undefined {
  const [name, mebibytes, driver, computeCapability] = line.split(',').map((field) => field.trim());
  if (!name) return undefined;
  const memory = Number(mebibytes) > 0 ? `${Math.round(Number(mebibytes) / 1024)} GB` : undefined;
  return { name, memory, driver, computeCapability };
}

/** The NVIDIA GPU of this machine, when it has one, whether or not anything can use it. */
export function findGpu(): Gpu | undefined {
  const query = '--query-gpu=name,memory.total,driver_version,compute_cap';
  const answer = spawnSync('nvidia-smi', [query, '--format=csv,noheader,nounits'], {
    encoding: 'utf8',
    timeout: 5000,
  });
  const gpu = answer.status === 0 ? readGpu(answer.stdout.split('\n')[0]) : undefined;
  return gpu ?? (existsSync('/dev/nvidia0') ? { name: 'NVIDIA GPU' } : undefined);
}
