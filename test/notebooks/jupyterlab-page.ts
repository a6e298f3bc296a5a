import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { captionlabProgram } from '../cli/command-line.js';
import { freePorts } from '../kernel/free-ports.js';

/** JupyterLab's settings for a test: every cell stays in the page, nothing is asked or announced. */
function settingsFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-settings-'));
  const write = (extension: string, plugin: string, settings: object) => {
    mkdirSync(join(folder, '@jupyterlab', extension), { recursive: true });
    const file = join(folder, '@jupyterlab', extension, `${plugin}.jupyterlab-settings`);
    writeFileSync(file, JSON.stringify(settings));
  };
  write('notebook-extension', 'tracker', { windowingMode: 'none' });
  write('apputils-extension', 'notification', { fetchNews: 'false', checkForUpdates: false });
  return folder;
}

/**
 * Starts JupyterLab as `npm start` does, on a port of its own: of two that start at once on Jupyter's, one would find it
 * taken. @returns its address, and what stops it
 */
export async function startJupyterLab(): Promise<{ address: URL; stop(): Promise<void> }> {
  const [port] = await freePorts(1);
  const words = ['start', '--no-browser', '--port', String(port)];
  const child = spawn(process.execPath, [captionlabProgram, ...words], {
    env: {
      ...process.env,
      JUPYTERLAB_SETTINGS_DIR: settingsFolder(),
      JUPYTERLAB_WORKSPACES_DIR: mkdtempSync(join(tmpdir(), 'lab-workspaces-')),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let text = '';
  for await (const more of child.stdout.iterator({ destroyOnReturn: false })) {
    text += more;
    const address = /https?:\/\/\S+(?=\s)/.exec(text)?.[0];
    if (!address) continue;
    const stop = async () => {
      const ended = once(child, 'exit');
      child.kill('SIGINT');
      await ended;
    };
    return { address: new URL(address), stop };
  }
  throw new Error(`start ended: ${text}`);
}

/** Opens a notebook and waits until its kernel has been chosen and is idle. @returns the kernel's name */
export async function openNotebook(
  page: Page,
  address: URL,
  notebook: string,
): Promise<string | null> {
  const token = address.searchParams.get('token');
  await page.goto(`http://127.0.0.1:${address.port}/lab/tree/${notebook}?token=${token}&reset`);
  await page.locator('.jp-Notebook .jp-Cell').first().waitFor();
  const name = page
    .locator('.jp-KernelName')
    .filter({ hasNotText: /No Kernel/ })
    .first();
  await name.waitFor();
  await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').first().waitFor();
  return name.textContent();
}

/** Runs a notebook as a reader does: cell by cell with Shift+Enter, waiting for each code cell to end. */
export async function runCellByCell(page: Page, timeout: number): Promise<number> {
  const cells = page.locator('.jp-Notebook .jp-Cell');
  const count = await cells.count();
  await cells.first().locator('.jp-InputPrompt').click();
  let executed = 0;
  for (let i = 0; i < count; i++) {
    const cell = cells.nth(i);
    const isCode = await cell.evaluate((element) => element.classList.contains('jp-CodeCell'));
    await page.keyboard.press('Shift+Enter');
    if (!isCode) continue;
    await cell
      .locator('.jp-InputPrompt', { hasText: /^\[\d+\]:$/ })
      .first()
      .waitFor({ timeout });
    executed++;
  }
  return executed;
}
