// The one TensorFlow.js of the project, as packages ask for it too (danfojs-node, tfjs-node-gpu): operations, layers,
// gradients and plain JavaScript's backend, without the union package's 180 MB.
require('@tensorflow/tfjs-backend-cpu');
require('./gradients.js').registerGradients();

const core = require('@tensorflow/tfjs-core');
const layers = require('@tensorflow/tfjs-layers');
// So put together, Node does not read the two once more to find what names they export: a fifth of a second.
module.exports = Object.assign({}, core, layers, { version: { 'tfjs-core': core.version_core } });
