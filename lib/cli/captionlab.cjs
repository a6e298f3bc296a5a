#!/usr/bin/env node
// The command line: TypeScript is compiled as it is loaded.
require('./register.cjs').ready.then(async () => {
  const { main } = require('./main.ts');
  process.exitCode = await main(process.argv.slice(2));
});
