import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';

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

/** Opens a page and waits until its own script has drawn it. */
export async function openReady(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.locator('html[data-ready]').waitFor();
}

/** The places of the cards that are shown, in the order on the page. */
export const shownPlaces = (page: Page): Promise<number[]> =>
  page
    .locator('.card')
    .evaluateAll((cards) => cards.map((card) => Number((card as HTMLElement).dataset.place)));
