import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';

/** A phone and a desk, in pixels. */
export const widths: readonly number[] = [390, 1200];

/** By day and by night: pages have other colours then, and nothing else. */
export const schemes = ['light', 'dark'] as const;

/** The rules of axe-core that look at colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** Looks at a page as it stands now and keeps what is wrong with it. `where` names the state in the fault's words. */
export type Look = (where?: string) => Promise<void>;

/** Whether a request stays where the page lies. */
function staysBeside(address: URL, asked: URL): boolean {
  if (['data:', 'blob:', 'about:'].includes(asked.protocol)) return true;
  return asked.protocol === address.protocol && asked.host === address.host;
}

/**
 * What axe-core finds on a page as it stands, a line a rule: its name, how grave it is, and the elements.
 * @param only the rules to look for (default: all)
 */
async function axeFaults(page: Page, only?: string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source);
  const violations = await page.evaluate(async (only) => {
    const checker = (window as unknown as { axe: typeof axe }).axe;
    const found = await checker.run(document, {
      resultTypes: ['violations'],
      ...(only
        ? { runOnly: { type: 'rule', values: only } }
        : {
            rules: {
              'target-size': { enabled: true },
              'label-content-name-mismatch': { enabled: true },
            },
          }),
    });
    return found.violations.map(({ id, impact, help, nodes }) => ({
      ...{ id, impact, help },
      nodes: nodes.map(({ html, any, all, none }) => {
        const why = [...any, ...all, ...none].map(({ message }) => message);
        return `${html.slice(0, 200)} (${why[0] ?? ''})`;
      }),
    }));
  }, only);
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
 * Opens a page on a phone and on a desk and says in words what is wrong: rules of axe-core that it breaks, by day and by
 * night, what is wider than the window, requests to another host, errors of its scripts.
 * @param address a `file:` or `http:` URL
 * @param steps what to do on the page; it calls `look` in each state that is to be checked. Without steps the page is
 * looked at once it has loaded.
 */
export async function faultsOf(
  browser: Browser,
  address: string,
  steps: (page: Page, look: Look, width: number) => Promise<void> = (_, look) => look(),
  among: readonly number[] = widths,
): Promise<string[]> {
  const faults: string[] = [];
  const here = new URL(address);
  for (const width of among) {
    const context = await browser.newContext({
      viewport: { width, height: 900 },
      ...{ colorScheme: 'light', reducedMotion: 'reduce' },
    });
    const page = await context.newPage();
    const tell = (where: string, fault: string) =>
      faults.push(`${width} px${where && `, ${where}`}: ${fault}`);
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
        for (const colorScheme of schemes) {
          await page.emulateMedia({ colorScheme });
          const found = await axeFaults(page, colorScheme === 'dark' ? OF_COLOURS : undefined);
          for (const fault of found) tell([colorScheme, where].filter(Boolean).join(', '), fault);
        }
        await page.emulateMedia({ colorScheme: 'light' });
        for (const fault of await overflowFaults(page)) tell(where, fault);
      },
      width,
    );
    await context.close();
  }
  return faults;
}
