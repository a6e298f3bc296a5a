import { cpus, totalmem } from 'node:os';
import { findGpu } from '../engine/gpu.js';

/** The machine that something was measured on. */
export interface Machine {
  cpu: string;
  cores: number;
  memoryGiB: number;
  gpu?: string;
  platform: string;
  node: string;
}

/** This machine. */
export function describeMachine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    gpu: findGpu()?.name,
    platform: `${process.platform} ${process.arch}`,
    node: process.versions.node,
  };
}
