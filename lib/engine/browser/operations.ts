/**
 * TensorFlow.js as a browser gets it: its operations and layers, without the gradients and the backends, of which only
 * the one in use is loaded.
 */
import '@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops';

export * from '@tensorflow/tfjs-core';
export * from '@tensorflow/tfjs-layers';
