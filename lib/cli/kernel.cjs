// The notebooks' kernel: tslab, started at the project's root so that notebooks import './lib/…', with the repairs
// that kernel/ describes.
process.chdir(require('node:path').join(__dirname, '..', '..'));

require('./register.cjs').ready.then(() => {
  const { keepSourceMaps } = require('./kernel/cell-maps.ts');
  const { stacksAsTyped } = require('./kernel/stack.ts');
  const { checkOnlyTheCell } = require('./kernel/type-check.ts');
  const { sendEverything } = require('./kernel/publisher.ts');
  const { executeAsJupyterExpects } = require('./kernel/execute.ts');
  const { surviveErrors, endWithParent } = require('./kernel/survive.ts');

  keepSourceMaps();
  checkOnlyTheCell();
  stacksAsTyped();
  sendEverything();
  executeAsJupyterExpects();
  require('tslab/dist/main.js').startKernel({
    configPath: process.argv[2],
    enableFindLocal: false,
  });
  surviveErrors();
  endWithParent();
});
