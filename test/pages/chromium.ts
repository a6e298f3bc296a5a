import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** A Chromium on the PATH, if there is one. */
export function findChromium(): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome'];
  return (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap((folder) => names.map((name) => join(folder, name)))
    .find((path) => existsSync(path));
}

/** Why tests that need a browser are skipped; false where there is one. */
export const skipWithoutChromium = findChromium() ? false : 'no Chromium on the PATH';

/** Starts the Chromium on the PATH, without a window. */
export function startChromium(): Promise<Browser> {
  const executablePath = findChromium();
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
}
