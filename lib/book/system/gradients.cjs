// What `lib/engine/tensorflow-package/gradients.js` bundles when it is first asked on a computer: here it is in the script.
// The registry of gradients and the class of tensors are global in tfjs-core, so that these reach the one that is loaded.
exports.registerGradients = () => {
  require('../../../node_modules/@tensorflow/tfjs-core/dist/register_all_gradients.js');
  require('../../../node_modules/@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js');
};
