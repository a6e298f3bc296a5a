import { byId } from '../../../display/page/element.js';
import { many } from '../../numbers.js';
import { makeGrid } from '../../report-page/page/grid.js';
import type { Better, ComparePageData } from '../page-data.js';
import { comparedCard } from './card.js';
import { type CompareChoice, chooseCompared } from './choose.js';

/** How long typing must rest before the pictures are searched, in milliseconds. */
const REST = 120;

const data = JSON.parse(byId('data').textContent ?? '') as ComparePageData;
const grid = makeGrid((place) => comparedCard(data, place));
const search = byId<HTMLInputElement>('search');
const order = byId<HTMLSelectElement>('order');
const chips = Array.from(document.querySelectorAll<HTMLButtonElement>('[data-better]'));
const isPressed = (chip: HTMLElement) => chip.getAttribute('aria-pressed') === 'true';
let resting = 0;

function show(): void {
  const better = chips.filter(isPressed).map(({ dataset }) => dataset.better as Better);
  const shown = chooseCompared(data.pictures, {
    ...{ search: search.value, order: order.value as CompareChoice['order'] },
    better: new Set(better),
  });
  grid.show(shown);
  const all = data.pictures.length;
  const some = shown.length === all ? many(all) : `${many(shown.length)} of ${many(all)}`;
  byId('count').textContent = `${some} picture${all === 1 ? '' : 's'}`;
  byId('nothing').hidden = shown.length > 0;
}

search.addEventListener('input', () => {
  clearTimeout(resting);
  resting = window.setTimeout(show, REST);
});
order.addEventListener('change', show);
for (const chip of chips) {
  chip.addEventListener('click', () => {
    chip.setAttribute('aria-pressed', String(!isPressed(chip)));
    show();
  });
}
byId('reset').addEventListener('click', () => {
  search.value = '';
  order.selectedIndex = 0;
  for (const chip of chips) chip.setAttribute('aria-pressed', 'false');
  show();
});
show();
document.documentElement.dataset.ready = 'true';
