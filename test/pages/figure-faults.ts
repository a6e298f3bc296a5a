import type { Page } from 'playwright-core';

/** Waits until every figure of a page is drawn, as wide as its place: it is drawn again where that has changed. */
export const figuresDrawn = (page: Page) =>
  page.waitForFunction(() =>
    Array.from(document.querySelectorAll('.cl-figure')).every((place) => {
      const drawn = place.querySelector('.main-svg');
      if (!drawn || place.querySelector(':scope > p')) return false;
      const [one, other] = [drawn, drawn.closest('.cl-figure > div') ?? place].map(
        (element) => element.getBoundingClientRect().width,
      );
      return Math.abs(one - other) < 2;
    }),
  );

/**
 * What of the figures on a page cannot be read at its width: legends over panels, labels of an axis over each other or
 * at a slant, texts cut off at the figure's edge. A line each, with the figure's title.
 */
export async function figureFaults(page: Page): Promise<string[]> {
  await page.evaluate('globalThis.__name ??= (named) => named'); // what the loader wraps functions in
  return page.evaluate(() => {
    interface Box {
      left: number;
      right: number;
      top: number;
      bottom: number;
    }
    const faults: string[] = [];
    const boxOf = (element: Element): Box => element.getBoundingClientRect();
    const meet = (a: Box, b: Box, room = 1) =>
      a.left < b.right - room &&
      b.left < a.right - room &&
      a.top < b.bottom - room &&
      b.top < a.bottom - room;
    for (const place of Array.from(document.querySelectorAll('.cl-figure'))) {
      const title = place.closest('figure')?.querySelector('figcaption')?.textContent ?? 'a figure';
      const all = (selector: string) =>
        Array.from(place.querySelectorAll<SVGGraphicsElement>(selector)).filter(
          (element) => element.getBoundingClientRect().width > 0,
        );
      const panels = all('.nsewdrag').map(boxOf);
      for (const legend of all('.legend')) {
        if (panels.some((panel) => meet(boxOf(legend), panel, 3)))
          faults.push(`${title}: the legend lies over a panel`);
      }
      const axes = new Set(all('.xtick, .ytick').map(({ parentElement }) => parentElement));
      for (const axis of axes) {
        const labels = Array.from(axis?.querySelectorAll<SVGGraphicsElement>('text') ?? []);
        for (const [i, label] of labels.entries()) {
          const [, angle = '0'] =
            /rotate\((-?[\d.]+)/.exec(label.getAttribute('transform') ?? '') ?? [];
          if (Number(angle) % 90 !== 0)
            faults.push(`${title}: "${label.textContent}" is at a slant`);
          const over = labels.slice(i + 1).find((other) => meet(boxOf(label), boxOf(other)));
          if (over) faults.push(`${title}: "${label.textContent}" lies over "${over.textContent}"`);
        }
      }
      const edge = boxOf(place);
      for (const text of all('text')) {
        const { left, right } = boxOf(text);
        if (left < edge.left - 1 || right > edge.right + 1)
          faults.push(`${title}: "${text.textContent}" is cut off`);
      }
    }
    return [...new Set(faults)];
  });
}
