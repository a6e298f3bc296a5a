import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** How a page is looked at. */
export interface View {
  width: number;
  colorScheme: 'light' | 'dark';
}

/** A phone and a desk, by day and by night. */
export const views: readonly View[] = [390, 1200].flatMap((width) => [
  { width, colorScheme: 'light' as const },
  { width, colorScheme: 'dark' as const },
]);

/** Looks at a page as it stands now and keeps what is wrong with it. `where` names the state in the fault's words. */
export type Look = (where?: string) => Promise<void>;

/** Whether a request stays where the page lies. */
function staysBeside(address: URL, asked: URL): boolean {
  if (['data:', 'blob:', 'about:'].includes(asked.protocol)) return true;
  return asked.protocol === address.protocol && asked.host === address.host;
}

/** What axe-core finds on a page as it stands, a line a rule: its name, how grave it is, and the elements. */
export async function axeFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async () => {
    const checker = (window as unknown as { axe: typeof axe }).axe;
    const found = await checker.run(document, {
      resultTypes: ['violations'],
      rules: {
        'target-size': { enabled: true },
        'label-content-name-mismatch': { enabled: true },
      },
    });
    return found.violations.map(({ id, impact, help, nodes }) => ({
      ...{ id, impact, help },
      nodes: nodes.map(({ html, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message);
        return `${html.slice(0, 200)} (${why[0] ?? ''})`;
      }),
    }));
  });
  return violations.map(({ id, impact, help, nodes }) => {
    const shown = nodes.slice(0, 5).map((node) => `\n    ${node}`);
    return `${id} (${impact}): ${help}, ${nodes.length} times${shown.join('')}`;
  });
}

/** By how many pixels a page is wider than its window, and what sticks out; nothing where it fits. */
export function overflowFaults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const over = (document.scrollingElement?.scrollWidth ?? 0) - innerWidth;
    if (over <= 0) return [];
    const wide = Array.from(document.body.querySelectorAll('*'))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
      .slice(0, 5)
      .map((element) => `\n    ${element.outerHTML.slice(0, 120)}`);
    return [`${over} pixels wider than the window${wide.join('')}`];
  });
}

/**
 * Opens a page in every view and says in words what is wrong: rules of axe-core that it breaks, what is wider than the
 * window, requests to another host, errors of its scripts.
 * @param address a `file:` or `http:` URL
 * @param steps what to do on the page; it calls `look` in each state that is to be checked. Without steps the page is
 * looked at once it has loaded.
 */
export async function faultsOf(
  browser: Browser,
  address: string,
  steps: (page: Page, look: Look, view: View) => Promise<void> = (_, look) => look(),
  among: readonly View[] = views,
): Promise<string[]> {
  const faults: string[] = [];
  const here = new URL(address);
  for (const view of among) {
    const { width, colorScheme } = view;
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      ...{ colorScheme, reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    const tell = (where: string, fault: string) =>
      faults.push(`${width} px, ${colorScheme}${where && `, ${where}`}: ${fault}`);
    page.on('request', (request) => {
      if (!staysBeside(here, new URL(request.url()))) tell('', `asked for ${request.url()}`);
    });
    page.on('pageerror', ({ message }) => tell('', message));
    page.on('console', (message) => {
      if (message.type() === 'error') tell('', message.text());
    });
    await page.goto(address);
    await steps(
      page,
      async (where = '') => {
        for (const fault of await axeFaults(page)) tell(where, fault);
        for (const fault of await overflowFaults(page)) tell(where, fault);
      },
      view,
    );
    await context.close();
  }
  return faults;
}
