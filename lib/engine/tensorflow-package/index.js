// The one TensorFlow.js of the project, as packages ask for it too (danfojs-node, tfjs-node-gpu): operations, layers,
// gradients and plain JavaScript's backend, without the union package's 180 MB.
require('@tensorflow/tfjs-backend-cpu');
require('./gradients.js').registerGradients();

module.exports = {
  ...require('@tensorflow/tfjs-core'),
  ...require('@tensorflow/tfjs-layers'),
  version: { 'tfjs-core': require('@tensorflow/tfjs-core').version_core },
};
