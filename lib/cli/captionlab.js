#!/usr/bin/env node
// The command line: TypeScript is compiled as it is loaded.
import '../outputs/typescript-loader.js';

const { main } = await import('./main.ts');
process.exitCode = await main(process.argv.slice(2));
