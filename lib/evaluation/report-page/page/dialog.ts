import { byId, element } from '../../../display/page/element.js';
import { many } from '../../numbers.js';
import type { PageData } from '../page-data.js';
import { classChips } from './card.js';
import { detailOf, wholePicture } from './data.js';
import { pictureOf } from './picture.js';
import { judgementsOf, part, scoresOf, storyOf } from './story.js';
import { wordLegend, wordStrip } from './words.js';

/** The window in which one picture is told of. */
export interface PictureDialog {
  /** Opens a picture, among those that may be turned to. */
  open(place: number, among: readonly number[]): void;
}

const addressOf = (imageId: string) => `#picture=${encodeURIComponent(imageId)}`;

/** The place of the picture that the page's address names. */
export function pictureInAddress({ pictures }: PageData): number {
  const [, name] = /^#picture=(.+)$/.exec(window.location.hash) ?? [];
  return name === undefined
    ? -1
    : pictures.findIndex(({ imageId }) => addressOf(imageId) === `#picture=${name}`);
}

/** Wires the page's dialog: arrow keys turn to the next picture, Escape closes. */
export function makeDialog(data: PageData, onClose: (place: number) => void): PictureDialog {
  const dialog = byId<HTMLDialogElement>('picture');
  const title = byId('picture-title');
  const body = byId('picture-body');
  let among: readonly number[] = [];
  let place = -1;

  async function fill(): Promise<void> {
    const shown = place;
    const picture = await wholePicture(data, shown);
    if (place !== shown) return;
    const at = among.indexOf(shown);
    title.textContent = picture.imageId;
    byId('picture-count').textContent = `${many(at + 1)} of ${many(among.length)}`;
    byId<HTMLButtonElement>('picture-before').disabled = at <= 0;
    byId<HTMLButtonElement>('picture-next').disabled = at >= among.length - 1;
    history.replaceState(null, '', addressOf(picture.imageId));
    const seen = element('div', { class: 'seen' }, pictureOf(picture, false));
    const aside = element('div', { class: 'aside' }, seen);
    body.dataset.place = String(shown);
    const story = element(
      'div',
      { class: 'story' },
      wordStrip(picture.greedy, data.looks !== undefined),
      picture.greedy.words.some(({ hit }) => !hit) && wordLegend(),
      classChips(picture),
    );
    if (picture.judged) aside.append(part('Truth', '', judgementsOf(picture.judged)));
    aside.append(
      part('Scores', `Of this picture alone, protocol ${data.protocol}.`, scoresOf(data, picture)),
    );
    body.replaceChildren(aside, story);
    body.scrollTop = 0;
    try {
      const detail = await detailOf(data, shown);
      if (place === shown) story.append(...storyOf(data, picture, detail));
    } catch (error) {
      story.append(element('p', { class: 'wrong' }, (error as Error).message));
    }
  }

  function turn(by: number): void {
    const next = among[among.indexOf(place) + by];
    if (next === undefined) return;
    place = next;
    void fill();
  }

  byId('picture-before').addEventListener('click', () => turn(-1));
  byId('picture-next').addEventListener('click', () => turn(1));
  byId('picture-close').addEventListener('click', () => dialog.close());
  dialog.addEventListener('keydown', ({ key, altKey, ctrlKey, metaKey }) => {
    if (altKey || ctrlKey || metaKey) return;
    if (key === 'ArrowRight') turn(1);
    if (key === 'ArrowLeft') turn(-1);
  });
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('close', () => {
    history.replaceState(null, '', window.location.pathname + window.location.search);
    onClose(place);
  });

  return {
    open(chosen, all) {
      place = chosen;
      among = all;
      void fill();
      if (!dialog.open) dialog.showModal();
    },
  };
}
