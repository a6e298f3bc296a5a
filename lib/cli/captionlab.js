#!/usr/bin/env node
// The command line. In a clone TypeScript is compiled as it is loaded; the installed package holds it built.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const words = process.argv.slice(2);
const isClone = existsSync(join(import.meta.dirname, 'main.ts'));
if (words.length === 1 && ['--help', '-h', 'help'].includes(words[0])) {
  const { commandsIn, createProgram } = await import(
    isClone ? './program.js' : '../../dist/cli/program.js'
  );
  createProgram(commandsIn(isClone)).outputHelp();
} else {
  if (isClone) await import('../outputs/typescript-loader.js');
  const { main } = await import(isClone ? './main.ts' : '../../dist/cli/main.js');
  process.exitCode = await main(words);
}
