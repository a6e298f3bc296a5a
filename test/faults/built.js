// Captionlab as it is built: it starts twice as fast as a clone, which compiles what it loads.
import { join } from 'node:path';

const { main } = await import(join(import.meta.dirname, '..', '..', 'dist', 'cli', 'main.js'));
process.exitCode = await main(process.argv.slice(2));
