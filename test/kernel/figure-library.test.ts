import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LIBRARY_FILE } from '../../lib/display/figure-script.js';
import { libraryScript } from '../../lib/display/plotly.js';
import { writeKernelspec } from '../../lib/kernel/jupyter/kernelspec.js';

test('what draws figures lies beside the kernel: written once, and again where it is another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jupyter-'));
  try {
    const path = join(writeKernelspec(folder), LIBRARY_FILE);
    assert.equal(readFileSync(path, 'utf8'), libraryScript());
    const { mtimeMs } = statSync(path);
    writeKernelspec(folder);
    assert.equal(statSync(path).mtimeMs, mtimeMs);
    writeFileSync(path, 'of another version');
    writeKernelspec(folder);
    assert.equal(readFileSync(path, 'utf8'), libraryScript());
  } finally {
    rmSync(folder, { recursive: true });
  }
});
