import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { joinScripts } from '../../lib/display/page-assets.js';
import type { Execution, Output } from '../kernel/kernel-client.js';

interface PageKernel {
  bookKernel: {
    start(notebook: string): Promise<void>;
    ask(type: string, content: Record<string, unknown>): Promise<Output[]>;
    interrupt(): void;
  };
}

/** The book's kernel, in a page of the book. */
export class BrowserKernel {
  private constructor(private readonly page: Page) {}

  static async start(page: Page, notebook = ''): Promise<BrowserKernel> {
    await page.addScriptTag({ content: joinScripts(join(import.meta.dirname, 'page-kernel.ts')) });
    await page.evaluate(
      (name) => (globalThis as unknown as PageKernel).bookKernel.start(name),
      notebook,
    );
    return new BrowserKernel(page);
  }

  private async ask(type: string, content: Record<string, unknown>): Promise<Output[]> {
    return this.page.evaluate(
      (words) => (globalThis as unknown as PageKernel).bookKernel.ask(words.type, words.content),
      { type, content },
    );
  }

  /** Executes a cell. */
  async run(code: string): Promise<Execution> {
    const heard = await this.ask('execute_request', { code, silent: false, stop_on_error: true });
    const reply = heard.find(({ type }) => type === 'execute_reply')?.content ?? {};
    const outputs = heard.filter(({ type }) => type !== 'execute_reply');
    return { outputs, status: String(reply.status), reply };
  }

  /** Executes a cell, and stops it after a second. */
  async stopped(code: string): Promise<Execution> {
    const running = this.run(code);
    await this.page.waitForTimeout(1000);
    await this.page.evaluate(() => (globalThis as unknown as PageKernel).bookKernel.interrupt());
    return running;
  }

  /** The names that would complete a text at its end. */
  async complete(code: string): Promise<string[]> {
    const heard = await this.ask('complete_request', { code, cursor_pos: code.length });
    return heard.find(({ type }) => type === 'complete_reply')?.content.matches as string[];
  }
}
