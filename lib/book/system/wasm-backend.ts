import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/index.js';
import { threadsHere } from '../../engine/browser/threads-here.js';
import { tf } from '../../engine/tensorflow.js';
import { PROJECT } from './folder.js';
import { bytesOf, needFile } from './tree.js';

const threads = threadsHere();
setThreadsCount(threads);
// TensorFlow.js takes the kernel for Node, where it starts no threads.
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);

/** An address of a file of TensorFlow.js's package, which came with the project. */
function addressOf(name: string): string {
  const path = `${PROJECT}/node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/${name}`;
  const bytes = bytesOf(needFile(path, 'open')).slice();
  return URL.createObjectURL(new Blob([bytes], { type: 'application/wasm' }));
}

const names = ['tfjs-backend-wasm', 'tfjs-backend-wasm-simd', 'tfjs-backend-wasm-threaded-simd'];
setWasmPaths(
  Object.fromEntries(
    names.map((name) => [`${name}.wasm`, addressOf(`${name}.wasm`)]),
  ) as Parameters<typeof setWasmPaths>[0],
);

export * from '@tensorflow/tfjs-backend-wasm/dist/index.js';
