import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/index.js';
import { threadsHere } from '../../engine/browser/threads-here.js';
import { tf } from '../../engine/tensorflow.js';
import { wasmFolder } from './wasm-files.js';

const threads = threadsHere();
setThreadsCount(threads);
if (threads === 1) tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
setWasmPaths(wasmFolder());

export * from '@tensorflow/tfjs-backend-wasm/dist/index.js';
