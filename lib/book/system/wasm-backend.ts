import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm/dist/index.js';
import { threadsHere } from '../../engine/browser/threads-here.js';
import { tf } from '../../engine/tensorflow.js';
import { PROJECT } from './folder.js';
import { siteFolder } from './site.js';

const threads = threadsHere();
setThreadsCount(threads);
// TensorFlow.js takes the kernel for Node, where it starts no threads.
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', threads > 1);
setWasmPaths(`${siteFolder()}files${PROJECT}/packages/@tensorflow/tfjs-backend-wasm/wasm-out/`);

export * from '@tensorflow/tfjs-backend-wasm/dist/index.js';
