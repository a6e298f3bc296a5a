import { byId, element } from '../../../display/page/element.js';
import type { PictureMetric } from '../../inspector/types.js';
import { many } from '../../numbers.js';
import type { PictureTexts } from '../page-data.js';
import { cardOf } from './card.js';
import { choosePictures } from './choose.js';
import { wireControls } from './controls.js';
import { isWhole, readPageData, textsOfAll, wholePicture } from './data.js';
import { makeDialog, pictureInAddress } from './dialog.js';
import { makeGrid } from './grid.js';
import { wireLooks } from './looks.js';

const data = readPageData();
let metric: PictureMetric = 'CIDEr';

/** A picture's card; where the page holds no more than its outline, an empty one until its file is there. */
function cardAt(place: number): HTMLElement {
  const card = () => cardOf(data, data.pictures[place], place, metric);
  if (isWhole(data, place)) return card();
  const empty = element('li', { class: 'card', 'data-place': place });
  wholePicture(data, place).then(
    () => empty.replaceWith(card()),
    ({ message }: Error) => empty.append(message),
  );
  return empty;
}

const grid = makeGrid(cardAt);
const dialog = makeDialog(data, (place) => grid.focus(place));
let shown: number[] = [];

let texts: PictureTexts[] | undefined;

const controls = wireControls(data, async (choice) => {
  if (data.many && choice.search !== '' && !texts) {
    byId('count').textContent = 'Loading what is said…';
    texts = await textsOfAll(data.many, data.pictures.length);
    choice = controls.choice(); // it may be another meanwhile
  }
  shown = choosePictures(data.pictures, choice, data.many && { ...data.many, texts });
  metric = choice.metric;
  grid.show(shown);
  const all = data.pictures.length;
  const some = shown.length === all ? many(all) : `${many(shown.length)} of ${many(all)}`;
  byId('count').textContent = `${some} picture${all === 1 ? '' : 's'}`;
  byId('nothing').hidden = shown.length > 0;
});
byId('reset').click();
if (data.looks) wireLooks(data, data.looks);

document.addEventListener('click', ({ target }) => {
  const place = (target as Element).closest<HTMLElement>('[data-open]')?.dataset.open;
  if (place === undefined) return;
  const all = shown.includes(Number(place)) ? shown : data.pictures.map((_, at) => at);
  dialog.open(Number(place), all);
});

function openFromAddress(): void {
  const place = pictureInAddress(data);
  if (place >= 0)
    dialog.open(place, shown.includes(place) ? shown : data.pictures.map((_, at) => at));
}
window.addEventListener('hashchange', openFromAddress);
openFromAddress();
document.documentElement.dataset.ready = 'true';
