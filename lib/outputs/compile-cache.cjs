// What tsx compiles is kept in node_modules, not in the system's temporary folder, to which it would write: it asks for
// that folder once, while it is loaded.
const { accessSync, constants, mkdirSync } = require('node:fs');
const { join } = require('node:path');

const cache = join(__dirname, '..', '..', 'node_modules', '.cache', 'captionlab');
const names = process.platform === 'win32' ? ['TEMP', 'TMP'] : ['TMPDIR'];

function canWrite() {
  try {
    mkdirSync(cache, { recursive: true });
    accessSync(cache, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Names the cache as the temporary folder, until what it returns is called. */
exports.useCompileCache = () => {
  const before = names.map((name) => process.env[name]);
  if (canWrite()) for (const name of names) process.env[name] = cache;
  return () => {
    names.forEach((name, i) => {
      if (before[i] === undefined) delete process.env[name];
      else process.env[name] = before[i];
    });
  };
};
