import { UserError } from '../outputs/index.js';
import { INSTALL_ONNX, onnxVersion } from './onnx-runtime.js';
import { type Engine, startEngine } from './start-engine.js';

/** What can run the networks of our encoders: ONNX Runtime, or the engine that computes everything else. */
const ENCODER_ENGINES = ['onnx', 'tensorflow'] as const;

/** What runs the networks of our encoders, and why. */
export interface EncoderEngine {
  name: (typeof ENCODER_ENGINES)[number];
  /** What runs, in words: `ONNX Runtime 1.30.0`. */
  title: string;
  /** Why it is not ONNX Runtime. */
  reason?: string;
  /** Whether it was asked for by name, so that nothing else may stand in for it. */
  asked: boolean;
}

/**
 * What runs the networks of our encoders: ONNX Runtime where it was installed, unless TensorFlow has a GPU.
 * CAPTIONLAB_ENCODER_ENGINE names one of the two instead. Features are the same by either, but for rounding.
 * @param engine TensorFlow's engine
 * @throws UserError when ONNX Runtime is asked for and not here, or another name stands there
 */
export function encoderEngineBeside(engine: Engine): EncoderEngine {
  const wanted = process.env.CAPTIONLAB_ENCODER_ENGINE || undefined;
  const name = ENCODER_ENGINES.find((one) => one === wanted);
  if (wanted && !name) {
    throw new UserError(
      `CAPTIONLAB_ENCODER_ENGINE is "${wanted}": expected ${ENCODER_ENGINES.join(' or ')}, or nothing for the faster.`,
    );
  }
  const asked = name !== undefined;
  const version = onnxVersion();
  const tensorflow = (reason: string): EncoderEngine => ({
    ...{ name: 'tensorflow', title: engine.title, reason, asked },
  });
  if (name === 'tensorflow') return tensorflow('CAPTIONLAB_ENCODER_ENGINE is tensorflow');
  if (!version && !asked) return tensorflow(`ONNX Runtime is not installed (${INSTALL_ONNX})`);
  if (!version) {
    throw new UserError(
      `CAPTIONLAB_ENCODER_ENGINE is onnx, and there is no ONNX Runtime here. To get it: ${INSTALL_ONNX}`,
    );
  }
  if (engine.usesGpu && !asked) return tensorflow('TensorFlow has the GPU');
  return { name: 'onnx', title: `ONNX Runtime ${version}`, asked };
}

/** The same beside the engine that runs here. Throws as `encoderEngineBeside` and `startEngine` do. */
export const encoderEngine = async () => encoderEngineBeside(await startEngine());
