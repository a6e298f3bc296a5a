import { byId } from '../../../display/page/element.js';
import type { ErrorClass } from '../../error-classes.js';
import type { PageData } from '../page-data.js';
import type { Choice } from './choose.js';
import { type Limits, wireLimits } from './limits.js';

/** How long typing must rest before the pictures are searched, in milliseconds. */
const REST = 120;

/** Wires search box, lists and chips. `onChange` is called with every new choice. */
export function wireControls(
  data: PageData,
  onChange: (choice: Choice) => void,
): { choice(): Choice } {
  const search = byId<HTMLInputElement>('search');
  const lists = ['where', 'order', 'metric'].map((id) => byId<HTMLSelectElement>(id));
  const chips = Array.from(document.querySelectorAll<HTMLButtonElement>('#classes [data-class]'));
  let resting = 0;

  const isPressed = (chip: HTMLElement) => chip.getAttribute('aria-pressed') === 'true';
  const choice = (): Choice => {
    const [where, order, metric] = lists.map(({ value }) => value);
    const classes = chips.filter(isPressed).map(({ dataset }) => dataset.class as ErrorClass);
    const chosen = { where, order, metric } as Omit<Choice, 'search' | 'classes' | keyof Limits>;
    return { ...chosen, ...limits(), search: search.value, classes: new Set(classes) };
  };
  const change = () => onChange(choice());

  function toPictures(): void {
    change();
    byId('pictures').scrollIntoView();
    byId('count').focus({ preventScroll: true });
  }

  const { limits, reset } = wireLimits(data, toPictures, change);

  search.addEventListener('input', () => {
    clearTimeout(resting);
    resting = window.setTimeout(change, REST);
  });
  for (const list of lists) list.addEventListener('change', change);
  for (const chip of chips) {
    chip.addEventListener('click', () => {
      chip.setAttribute('aria-pressed', String(!isPressed(chip)));
      change();
    });
  }
  byId('reset').addEventListener('click', () => {
    search.value = '';
    for (const list of lists) list.selectedIndex = 0;
    for (const chip of chips) chip.setAttribute('aria-pressed', 'false');
    reset();
    change();
  });
  document.addEventListener('click', ({ target }) => {
    const { word } = (target as Element).closest<HTMLElement>('[data-word]')?.dataset ?? {};
    if (word === undefined) return;
    search.value = word;
    toPictures();
  });
  return { choice };
}
