import * as tf from '@tensorflow/tfjs';

/** TensorFlow.js: the one copy that every room uses. */
export { tf };
