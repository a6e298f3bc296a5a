// Lets Node load TypeScript: by require, and once `ready` is fulfilled by a dynamic import as well.
require('tsx/cjs');

exports.ready = import('tsx/esm/api').then(({ register }) => {
  register();
});
