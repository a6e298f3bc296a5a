import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** What WebGPU tells of the GPU it would use. */
export interface AdapterFacts {
  /** As WebGPU spells it: `nvidia-h100-80gb-hbm3`. */
  name: string;
  vendor: string;
  /** The GPU's generation, such as `ampere`; `software` where the processor computes. */
  architecture: string;
  /** The driver's name and version, in its own words. */
  driver: string;
  /** A real GPU, or a processor that plays one. */
  type: 'gpu' | 'software';
}

/** What the probe prints. */
export interface ProbeAnswer {
  missing?: 'package' | 'adapter' | 'device';
  adapter?: Omit<AdapterFacts, 'type'> & { isFallbackAdapter: boolean };
  code?: string;
  message?: string;
}

export type FoundAdapter = { adapter: AdapterFacts } | { reason: string };

/** What to type where the package is not here. */
const NOT_INSTALLED = 'not installed (npx captionlab engine install --way webgpu)';

const firstLine = (text = '') => text.trim().split('\n')[0];
const matched = (text: string, pattern: RegExp) => text.match(pattern)?.[1].trim();

/** Why Vulkan gave no adapter, from what its loader and Dawn wrote. */
function whyNoAdapter(written: string): string {
  const noLoader = matched(written, /Couldn't load Vulkan: (.*)/);
  if (noLoader) return `no Vulkan loader (package libvulkan1): ${noLoader}`;
  const noLibrary = matched(written, /Warning: (.*cannot open shared object file)/);
  if (noLibrary) return `the Vulkan driver's library is missing: ${noLibrary}`;
  if (written.includes('Found no drivers')) return 'no Vulkan driver installed';
  if (/Failed to detect any valid GPUs/.test(written)) return 'the Vulkan drivers found no GPU';
  return 'no adapter that can do WebGPU';
}

/**
 * Reads the probe's answer.
 * @param written what native code wrote on the probe's standard error
 */
export function adapterOf(answer: ProbeAnswer, written: string): FoundAdapter {
  const { missing, code, message, adapter } = answer;
  if (missing === 'package') {
    const notInstalled = code === 'ERR_MODULE_NOT_FOUND' && message?.includes("'webgpu'");
    return {
      reason: notInstalled ? NOT_INSTALLED : `webgpu does not load: ${firstLine(message)}`,
    };
  }
  if (!adapter) return { reason: whyNoAdapter(written) };
  const { isFallbackAdapter, ...facts } = { ...adapter, name: adapter.name.replace(/-+$/, '') };
  if (missing) return { reason: `${facts.name} refused: ${firstLine(message)}` };
  const software =
    isFallbackAdapter ||
    facts.architecture === 'software' ||
    /llvmpipe|lavapipe|swiftshader/i.test(facts.name);
  return { adapter: { ...facts, type: software ? 'software' : 'gpu' } };
}

/**
 * Reads what the probe printed.
 * @param written what native code wrote on the probe's standard error
 */
function adapterFrom(printed: string, written: string): FoundAdapter {
  try {
    return adapterOf(JSON.parse(printed), written);
  } catch {
    return { reason: `Dawn's answer cannot be read (${firstLine(printed)})` };
  }
}

/**
 * The adapter WebGPU would use on this machine, or the reason why none. Never throws, hangs or harms this process.
 * @param script the probe
 */
export function findAdapter(
  script = join(import.meta.dirname, 'webgpu-probe.js'),
  seconds = 20,
): Promise<FoundAdapter> {
  return new Promise((resolve) => {
    const options = { timeout: seconds * 1000, killSignal: 'SIGKILL' } as const;
    execFile(process.execPath, [script], options, (error, printed, written) => {
      if (error?.killed) resolve({ reason: `no answer within ${seconds} s` });
      else if (error) resolve({ reason: `Dawn broke down (${error.signal ?? error.code})` });
      else resolve(adapterFrom(printed, written));
    });
  });
}
