// The notebooks' kernel: tslab, started at the project's root so that notebooks import './lib/…', with the repairs
// that this folder describes. tslab is CommonJS and requires what a cell imports, so all of lib is required here.
process.chdir(require('node:path').join(__dirname, '..', '..'));
const putBack = require('../outputs/compile-cache.cjs').useCompileCache();
require('tsx/cjs');
putBack();

const { keepSourceMaps } = require('./cell-maps.ts');
const { stacksAsTyped } = require('./stack.ts');
const { checkOnlyTheCell } = require('./type-check.ts');
const { sendEverything } = require('./publisher.ts');
const { executeAsJupyterExpects } = require('./execute.ts');
const { interruptByMessage } = require('./interrupt.ts');
const { surviveErrors, endWithParent } = require('./survive.ts');

keepSourceMaps();
checkOnlyTheCell();
stacksAsTyped();
sendEverything();
executeAsJupyterExpects();
interruptByMessage();
require('tslab/dist/main.js').startKernel({
  configPath: process.argv[2],
  enableFindLocal: false,
});
surviveErrors();
endWithParent();
