import type { ErrorClass } from '../../error-classes.js';
import type { Choice, Mistaken } from './choose.js';
import { byId, element } from './element.js';

/** How long typing must rest before the pictures are searched, in milliseconds. */
const REST = 120;

/** Wires search box, lists and chips. `onChange` is called with every new choice. */
export function wireControls(onChange: (choice: Choice) => void): { choice(): Choice } {
  const search = byId<HTMLInputElement>('search');
  const lists = ['where', 'order', 'metric'].map((id) => byId<HTMLSelectElement>(id));
  const chips = Array.from(document.querySelectorAll<HTMLButtonElement>('#classes [data-class]'));
  const mistakenChip = byId<HTMLButtonElement>('mistaken');
  let mistaken: Mistaken | undefined;
  let resting = 0;

  const isPressed = (chip: HTMLElement) => chip.getAttribute('aria-pressed') === 'true';
  const choice = (): Choice => {
    const [where, order, metric] = lists.map(({ value }) => value);
    const classes = chips.filter(isPressed).map(({ dataset }) => dataset.class as ErrorClass);
    const chosen = { where, order, metric, mistaken } as Omit<Choice, 'search' | 'classes'>;
    return { ...chosen, search: search.value, classes: new Set(classes) };
  };
  const change = () => onChange(choice());

  function setMistaken(next?: Mistaken): void {
    mistaken = next;
    mistakenChip.hidden = !next;
    mistakenChip.replaceChildren(
      next ? `${next.attribute}: ${next.truth} taken for ${next.said ?? 'nothing'}` : '',
      element('span', { 'aria-hidden': 'true' }, ' ✕'),
    );
    mistakenChip.setAttribute('aria-label', `show all again, not only ${mistakenChip.textContent}`);
  }

  function toPictures(): void {
    change();
    byId('pictures').scrollIntoView();
    byId('count').focus({ preventScroll: true });
  }

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
  mistakenChip.addEventListener('click', () => {
    setMistaken();
    change();
    byId('search').focus();
  });
  byId('reset').addEventListener('click', () => {
    search.value = '';
    for (const list of lists) list.selectedIndex = 0;
    for (const chip of chips) chip.setAttribute('aria-pressed', 'false');
    setMistaken();
    change();
  });
  document.addEventListener('click', ({ target }) => {
    const { word, attribute, truth, said } =
      (target as Element).closest<HTMLElement>('[data-word],[data-attribute]')?.dataset ?? {};
    if (word) search.value = word;
    else if (attribute && truth) {
      setMistaken({ attribute: attribute as Mistaken['attribute'], truth, said });
    } else return;
    toPictures();
  });
  return { choice };
}
