import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** The NVIDIA GPU's name, when this machine has one, whether or not anything can use it. */
export function findGpu(): string | undefined {
  const query = ['--query-gpu=name', '--format=csv,noheader'];
  const answer = spawnSync('nvidia-smi', query, { encoding: 'utf8', timeout: 5000 });
  const name = answer.status === 0 ? answer.stdout.trim().split('\n')[0] : '';
  if (name) return name;
  return existsSync('/dev/nvidia0') ? 'NVIDIA GPU' : undefined;
}
