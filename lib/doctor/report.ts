import { INSTALL_ONNX } from '../engine/onnx-runtime.js';
import { projectRoot } from '../outputs/index.js';
import type { Findings } from './findings.js';

/** Something that could be better, and what to type. */
export interface Advice {
  about: string;
  type: string;
}

const onGpu = ({ engine }: Findings) => typeof engine !== 'string' && engine.usesGpu;

function engineText({ engine }: Findings): string {
  if (typeof engine === 'string') return engine;
  const why = engine.passedOver.map(({ name, reason }) => `${name}: ${reason}`).join('; ');
  return `${engine.title}${why && ` (${why})`}`;
}

/** The releases of Node.js that the tests run on. */
export const NODES = [20, 22, 24];

/** Where TensorFlow's native library is not to be had, what is fast there instead. */
function adviceWithoutNative({ engines }: Findings, platform: NodeJS.Platform): Advice[] {
  if (engines.find(({ name }) => name === 'webgpu')?.works) return [];
  const elsewhere = platform === 'win32' ? '; under WSL it is' : '';
  return [
    {
      about: `native TensorFlow is not to be had on this system${elsewhere}. WebGPU runs on most GPUs`,
      type: 'npx captionlab engine install --way webgpu',
    },
  ];
}

/** What to type to mend or better what was found; the most useful first. */
export function adviceFor(
  findings: Findings,
  platform: NodeJS.Platform = process.platform,
): Advice[] {
  const { node, engines, gpu, jupyter, data, diskFreeGB, onnx, onnxEncoders } = findings;
  const advice: Advice[] = [...findings.faults];
  const say = (about: string, type: string) => advice.push({ about, type });
  const state = (name: string) => engines.find((one) => one.name === name);
  const native = state('native');
  if (!NODES.includes(Number.parseInt(node.slice(1), 10))) {
    say(`Node.js ${node} was never tried`, `install Node.js ${NODES.join(', ')}`);
  }
  if (native?.withoutGpu?.includes('too old')) {
    say(`the GPU's ${native.withoutGpu}`, 'install a newer NVIDIA driver, then start again');
  } else if (gpu && !onGpu(findings) && platform === 'linux') {
    say(`${gpu.name} is not used`, 'npx captionlab engine install --way wheel');
  } else if (!native?.works && platform === 'linux') {
    say('native TensorFlow is several times faster', 'npx captionlab engine install');
  }
  if (platform !== 'linux') advice.push(...adviceWithoutNative(findings, platform));
  if (!onnx && onnxEncoders.length > 0) {
    say(`${onnxEncoders.join(', ')} cannot run: there is no ONNX Runtime`, INSTALL_ONNX);
  }
  if (findings.notebooks && !jupyter) say('there is no Jupyter', 'npm start');
  if (!data.some(({ name, here }) => name === 'flickr8k' && here)) {
    say(
      "the tutorial's photographs are not here",
      'npx captionlab fetch flickr8k mobilenet-v2 glove',
    );
  }
  if (diskFreeGB < 5)
    say(`only ${diskFreeGB} GB of disk are free`, `make room on the disk of ${projectRoot}`);
  return advice;
}

const mark = (good: boolean | undefined) => (good ? '✓' : '–');
const row = (good: boolean | undefined, name: string, says: string) =>
  `${mark(good)} ${name.padEnd(12)} ${says}`;

function gpuText(findings: Findings): string {
  const { gpu } = findings;
  if (!gpu) return 'no NVIDIA GPU';
  const facts = [gpu.memory, gpu.driver && `driver ${gpu.driver}`].filter(Boolean).join(', ');
  return `${gpu.name}${facts && ` (${facts})`}${onGpu(findings) ? '' : ': NOT USED'}`;
}

function encoderEngineText({ encoderEngine }: Findings): string {
  if (typeof encoderEngine !== 'object') return encoderEngine ?? 'no engine runs';
  const { title, reason } = encoderEngine;
  return `pictures are encoded by ${title}${reason ? ` (${reason})` : ''}`;
}

function onnxText({ onnx, onnxEncoders }: Findings): string {
  const runtime =
    onnx ?? `not installed (${INSTALL_ONNX}); encodes faster, and runs encoders as ONNX`;
  const brought = onnxEncoders.join(', ') || 'none in data/encoders';
  return onnx || onnxEncoders.length > 0 ? `${runtime}; encoders: ${brought}` : runtime;
}

function notebookRows({ notebooks, jupyter, kernelInstalled }: Findings): string[] {
  if (!notebooks) return [];
  const kernel = kernelInstalled
    ? "ready for npm start, and in this user's own Jupyter"
    : 'ready for npm start (for another Jupyter or VS Code: npx captionlab kernel)';
  return [
    row(Boolean(jupyter), 'Jupyter', jupyter ?? 'not here yet; npm start installs it'),
    row(true, 'Kernel', kernel),
  ];
}

/** The findings for a person: a line each, then what to type. */
export function doctorReport(findings: Findings): string {
  const { node, tfjs, processor, gpu, engine, engines, installed, data } = findings;
  const here = data.filter((one) => one.here).map(({ name }) => name);
  const absent = data.filter((one) => !one.here && !one.fault).map(({ name }) => name);
  const broken = data.filter((one) => one.fault).map(({ name }) => name);
  const lines = [
    row(true, 'Node.js', `${node}, TensorFlow.js ${tfjs}`),
    row(
      true,
      'Processor',
      `${processor.name}, ${processor.threads} threads, ${processor.memoryGB} GB`,
    ),
    row(gpu && onGpu(findings), 'GPU', gpuText(findings)),
    row(typeof engine !== 'string', 'Engine', engineText(findings)),
    ...engines.map(({ name, works, says, withoutGpu }) => {
      const source = name === 'native' && works && installed ? `, from ${installed.from}` : '';
      const idle = withoutGpu ? `; without the GPU: ${withoutGpu}` : '';
      return `    ${mark(works)} ${name.padEnd(8)} ${says}${source}${idle}`;
    }),
    row(typeof findings.encoderEngine === 'object', 'Encoders', encoderEngineText(findings)),
    row(Boolean(findings.onnx), 'ONNX Runtime', onnxText(findings)),
    ...notebookRows(findings),
    row(
      here.length > 0,
      'Data',
      `here: ${here.join(', ') || 'nothing yet'}; not here: ${absent.join(', ') || 'nothing'}` +
        (broken.length > 0 ? `; not as it should be: ${broken.join(', ')}` : ''),
    ),
    row(findings.diskFreeGB >= 5, 'Disk', `${findings.diskFreeGB} GB free`),
  ];
  const advice = adviceFor(findings).map(({ about, type }) => `  ${about}:\n      ${type}`);
  return [...lines, ...(advice.length ? ['', 'What to type', ...advice] : [])].join('\n');
}
