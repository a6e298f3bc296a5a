import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { tf } from '../../engine/tensorflow.js';
import { PROJECT } from './folder.js';
import { siteFolder } from './site.js';

// In one thread: results are then the same whatever machine the browser runs on.
tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
setWasmPaths(`${siteFolder()}files${PROJECT}/packages/@tensorflow/tfjs-backend-wasm/wasm-out/`);

export * from '@tensorflow/tfjs-backend-wasm';
