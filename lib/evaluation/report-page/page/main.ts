import { byId } from '../../../display/page/element.js';
import type { PictureMetric } from '../../inspector/types.js';
import { many } from '../../numbers.js';
import { cardOf } from './card.js';
import { choosePictures } from './choose.js';
import { wireControls } from './controls.js';
import { readPageData } from './data.js';
import { makeDialog, pictureInAddress } from './dialog.js';
import { makeGrid } from './grid.js';
import { wireLooks } from './looks.js';

const data = readPageData();
let metric: PictureMetric = 'CIDEr';
const grid = makeGrid((place) => cardOf(data, data.pictures[place], place, metric));
const dialog = makeDialog(data, (place) => grid.focus(place));
let shown: number[] = [];

const controls = wireControls(data, (choice) => {
  shown = choosePictures(data.pictures, choice);
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
  if (place >= 0) dialog.open(place, choosePictures(data.pictures, controls.choice()));
}
window.addEventListener('hashchange', openFromAddress);
openFromAddress();
document.documentElement.dataset.ready = 'true';
