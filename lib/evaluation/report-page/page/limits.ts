import { byId, element } from '../../../display/page/element.js';
import type { PageData } from '../page-data.js';
import type { Choice } from './choose.js';

/** What the pictures are limited to by a click in a table or a plot. */
export type Limits = Pick<Choice, 'mistaken' | 'slice' | 'absent'>;

/** What a limit is called on its chip. */
const labels: { [Name in keyof Limits]-?: (limit: NonNullable<Limits[Name]>) => string } = {
  mistaken: ({ attribute, truth, said }) => `${attribute}: ${truth} taken for ${said ?? 'nothing'}`,
  slice: ({ label }) => label,
  absent: (thing) => `${thing} named, not there`,
};
const names = Object.keys(labels) as (keyof Limits)[];

/** The limit that a button of the page stands for. */
function limitOf(button: HTMLElement, { slices }: PageData): Limits {
  const { attribute, truth = '', said, slice, absent } = button.dataset;
  if (slice !== undefined) {
    const { label, places } = slices[Number(slice)];
    return { slice: { label, places: new Set(places) } };
  }
  if (absent !== undefined) return { absent };
  return { mistaken: { attribute, truth, said } as Limits['mistaken'] };
}

/** Wires the buttons that limit the pictures, and the chips that tell of a limit and take it off. */
export function wireLimits(data: PageData, onLimit: () => void, onChange: () => void) {
  let limits: Limits = {};

  function set(next: Limits): void {
    limits = next;
    for (const name of names) {
      const chip = byId<HTMLButtonElement>(name);
      const limit = limits[name];
      const label = limit === undefined ? '' : (labels[name] as (one: unknown) => string)(limit);
      chip.hidden = limit === undefined;
      chip.replaceChildren(label, element('span', { 'aria-hidden': 'true' }, ' ✕'));
      chip.setAttribute('aria-label', `${label}: take this off again`);
    }
  }

  for (const name of names) {
    byId(name).addEventListener('click', () => {
      set({ ...limits, [name]: undefined });
      onChange();
      byId('search').focus();
    });
  }
  document.addEventListener('click', ({ target }) => {
    const button = (target as Element).closest<HTMLElement>(
      '[data-attribute],[data-slice],[data-absent]',
    );
    if (!button) return;
    set({ ...limits, ...limitOf(button, data) });
    onLimit();
  });
  return { limits: () => limits, reset: () => set({}) };
}
