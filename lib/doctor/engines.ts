import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Gpu } from '../engine/gpu.js';
import { ENGINES, type Engine, type EngineName } from '../engine/index.js';
import { moduleFile, moduleOptions, projectRoot } from '../outputs/index.js';

/** One engine on this machine: what it would be, or why it does not run. */
export interface EngineState {
  name: EngineName;
  works: boolean;
  /** Its title, or the reason why not. */
  says: string;
  /** Why it does not use this machine's GPU although it could, as TensorFlow itself says. */
  withoutGpu?: string;
}

const SECONDS = 60;

/** What starting an engine in a process of its own printed. */
async function probe(engine = ''): Promise<{ stdout: string; stderr: string }> {
  const child = spawn(
    process.execPath,
    [...moduleOptions, moduleFile(join(import.meta.dirname, 'probe-engine'))],
    {
      cwd: projectRoot,
      // TensorFlow names the libraries that it misses in its log's warnings.
      env: { ...process.env, CAPTIONLAB_ENGINE: engine, TF_CPP_MIN_LOG_LEVEL: '0' },
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: SECONDS * 1000,
      killSignal: 'SIGKILL',
    },
  );
  const printed = { stdout: '', stderr: '' };
  child.stdout.on('data', (text) => {
    printed.stdout += text;
  });
  child.stderr.on('data', (text) => {
    printed.stderr += text;
  });
  await new Promise((resolve) => child.on('close', resolve));
  return printed;
}

/** The engine that the probe's last line tells, or what it says instead. */
function readProbe({ stdout, stderr }: { stdout: string; stderr: string }): Engine | string {
  const answer = stdout.trim().split('\n').pop() ?? '';
  if (!answer.startsWith('{')) {
    const last = stderr.trim().split('\n').pop();
    return last || `did not answer within ${SECONDS} s`;
  }
  const engine = JSON.parse(answer) as Engine | { error: string };
  return 'error' in engine ? engine.error : engine;
}

/** Says that an engine does not run here, without the words around its reason. */
const bareReason = (message: string) =>
  /does not run here: (.*?)\.? Take CAPTIONLAB_ENGINE away/.exec(message)?.[1] ?? message;

/** CUDA 12 and CUDA 11 need a driver of at least this release. */
const oldestDriver = { '12': 525, '11': 450 };

/**
 * Why TensorFlow does not use a GPU that is there: a driver that is too old, or the libraries that it could not load.
 * @param log what TensorFlow wrote while it started, its warnings included
 */
export function whyNoGpu(log: string, gpu: Gpu, cuda: '11' | '12'): string {
  const release = Number.parseInt(gpu.driver ?? '', 10);
  if (release < oldestDriver[cuda]) {
    return `driver ${gpu.driver} is too old: CUDA ${cuda} needs ${oldestDriver[cuda]} or newer`;
  }
  const missing = [...log.matchAll(/Could not load dynamic library '([^']+)'/g)].map(
    ([, name]) => name,
  );
  if (missing.length > 0) return `missing: ${[...new Set(missing)].join(', ')}`;
  const line = log
    .split('\n')
    .find(
      (one) =>
        /cuda|GPU libraries|NVIDIA/i.test(one) &&
        /could not|cannot|failed|error|mismatch/i.test(one),
    );
  const said = line?.replace(/^.*?\]\s*/, '').trim();
  return said ?? 'TensorFlow gives no reason; nvidia-smi should run without an error';
}

/** What became of every engine that was started. */
export interface Probed {
  engines: EngineState[];
  /** The engine that notebooks and commands get here, or why they get none (CAPTIONLAB_ENGINE asks for one that does not run). */
  chosen: Engine | string;
}

/** Starts every engine, each in a process of its own, and tells how it went. */
export async function probeEngines(gpu?: Gpu): Promise<Probed> {
  const states: EngineState[] = [];
  const wanted = process.env.CAPTIONLAB_ENGINE;
  let chosen: Engine | string | undefined;
  for (const name of ENGINES) {
    const printed = await probe(name);
    const engine = readProbe(printed);
    if (name === wanted) chosen = engine;
    if (typeof engine === 'string') {
      states.push({ name, works: false, says: bareReason(engine) });
      continue;
    }
    const state: EngineState = { name, works: true, says: engine.title };
    if (name === 'native' && gpu && !engine.usesGpu) {
      const cuda = /TensorFlow 2\.([0-9]|1[0-4])\./.test(engine.title) ? '11' : '12';
      state.withoutGpu = whyNoGpu(printed.stderr, gpu, cuda);
    }
    states.push(state);
  }
  return { engines: states, chosen: chosen ?? readProbe(await probe(wanted)) };
}
