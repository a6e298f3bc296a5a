// The notebooks' kernel: tslab, started at the project's root so that notebooks import './lib/…'.
process.chdir(require('node:path').join(__dirname, '..', '..'));
const { ready } = require('./register.cjs');

const converter = require('tslab/dist/converter.js');
const create = converter.createConverter;
converter.createConverter = (options) => {
  const made = create(options);
  return { ...made, convert: (...args) => ({ ...made.convert(...args), sideOutputs: undefined }) };
};

ready.then(() => {
  require('tslab/dist/main.js').startKernel({
    configPath: process.argv[2],
    enableFindLocal: false,
  });
});
