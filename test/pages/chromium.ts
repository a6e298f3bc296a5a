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

/** How long a browser is waited for, in milliseconds: what is waited for comes, however busy the machine is. */
const PATIENCE = 180_000;

/** With CAPTIONLAB_SLOWER_BROWSER=6 a page's scripts take six times as long: what a test does not wait for is missed. */
const slower = Number(process.env.CAPTIONLAB_SLOWER_BROWSER);

async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
}

/** Starts the Chromium on the PATH, without a window. @param more arguments of its own */
export async function startChromium(more: readonly string[] = []): Promise<Browser> {
  const executablePath = findChromium();
  const args = ['--no-sandbox', '--disable-gpu', ...more];
  const browser = await chromium.launch({ executablePath, args, timeout: PATIENCE });
  const newContext = browser.newContext.bind(browser); // newPage calls it too
  browser.newContext = async (options) => {
    const context = await newContext(options);
    context.setDefaultTimeout(PATIENCE);
    if (slower) context.on('page', (page) => void slowDown(page).catch(() => {})); // one that is gone already
    return context;
  };
  return browser;
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
