import { join } from 'node:path';
import { INSTALL_ONNX, onnxVersion } from '../engine/onnx-runtime.js';
import { findPython } from '../outputs/python.js';
import { answers } from '../outputs/run-program.js';
import type { Contender } from './types.js';

/** The engines that CAPTIONLAB_ENGINE names and that are worth comparing. */
const ENGINES = ['native', 'webgpu', 'wasm'] as const;

/** A contender for each engine, labelled by its name. The task file exports `prepare`. */
export function onEngines(taskFile: string, engines: readonly string[] = ENGINES): Contender[] {
  return engines.map((engine) => ({
    label: engine,
    launch: () => ({
      program: process.execPath,
      words: [join(import.meta.dirname, 'worker-main.js'), taskFile],
      env: { CAPTIONLAB_ENGINE: engine, CAPTIONLAB_ENCODER_ENGINE: 'tensorflow' },
    }),
  }));
}

const hasTensorFlow = (python: string) =>
  answers(python, [
    '-c',
    "import importlib.util as u, sys; sys.exit(u.find_spec('tensorflow') is None)",
  ]);

/**
 * A contender that encodes in ONNX Runtime, on whatever engine there is for the rest; labelled `onnx`.
 * @param taskFile exports `prepare`
 */
export function inOnnx(taskFile: string): Contender {
  return {
    label: 'onnx',
    launch: () =>
      onnxVersion()
        ? {
            program: process.execPath,
            words: [join(import.meta.dirname, 'worker-main.js'), taskFile],
            env: { CAPTIONLAB_ENCODER_ENGINE: 'onnx' },
          }
        : `not installed (${INSTALL_ONNX})`,
  };
}

/** Those that do the work of a folder: Keras its `keras.py`, our engines its `task.ts`. */
export const contendersIn = (folder: string): Contender[] => [
  inKeras(join(folder, 'keras.py')),
  ...onEngines(join(folder, 'task.ts')),
];

/** Keras on Python's TensorFlow. The task file defines `prepare`. */
function inKeras(taskFile: string): Contender {
  return {
    label: 'keras',
    launch() {
      const program = findPython(hasTensorFlow);
      if (!program) return 'not installed (pip install tensorflow)';
      return { program, words: ['-B', join(import.meta.dirname, 'contender.py'), taskFile] };
    },
  };
}
