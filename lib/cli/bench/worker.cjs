// A contender in TypeScript: `node worker.cjs <task file>`.
require('../register.cjs').ready.then(async () => {
  const { serve } = require('./worker.ts');
  await serve(process.argv[2]);
});
