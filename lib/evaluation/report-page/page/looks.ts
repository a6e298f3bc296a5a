import { element } from '../../../display/page/element.js';
import type { LookFrame } from '../../inspector/types.js';
import type { PageData } from '../page-data.js';
import { detailOf } from './data.js';
import { drawMap, lookInWords, mapOf } from './look-map.js';

const wordAt = (target: EventTarget | null) =>
  (target as Element | null)?.closest<HTMLElement>('[data-look]') ?? undefined;

/** The words of the strip that a word stands in. */
const stripOf = (word: HTMLElement) =>
  Array.from(word.parentElement?.querySelectorAll<HTMLElement>('[data-look]') ?? []);

/** The place of the picture that a word is said of, and the element that holds the picture. */
function pictureBeside(word: HTMLElement) {
  const about = word.closest<HTMLElement>('[data-place]');
  return { place: Number(about?.dataset.place), seen: about?.querySelector<HTMLElement>('.seen') };
}

/**
 * Lays a word's map over its picture while the word is pointed at or has the focus; a click or a tap keeps it there. Arrow
 * keys go from word to word. One map lies on the page at a time.
 */
export function wireLooks(data: PageData, frame: LookFrame): void {
  const canvas = element('canvas', { class: 'look', 'aria-hidden': 'true' });
  const label = element('span', { class: 'look-label', 'aria-hidden': 'true' });
  let kept: HTMLElement | undefined;
  let wanted: HTMLElement | undefined;

  function hide(): void {
    canvas.remove();
    label.remove();
  }

  async function show(word: HTMLElement | undefined): Promise<void> {
    wanted = word;
    if (!word) return hide();
    const { place, seen } = pictureBeside(word);
    const { size } = data.pictures[place];
    if (!seen || !size) return hide();
    const { looks } = await detailOf(data, place);
    if (wanted !== word || !looks) return;
    const at = Number(word.dataset.look);
    const map = mapOf(looks, at, frame);
    [canvas.width, canvas.height] = size;
    drawMap(canvas, map, frame);
    const told = lookInWords(word.dataset.says as string, looks.peaks[at], map, frame);
    label.textContent = told;
    seen.append(canvas, label);
    const heard = word.parentElement?.querySelector('[aria-live]');
    if (heard) heard.textContent = told;
  }

  const focused = () => {
    const word = wordAt(document.activeElement);
    return word?.matches(':focus-visible') ? word : undefined;
  };

  function keep(word: HTMLElement): void {
    const again = kept === word;
    kept?.setAttribute('aria-pressed', 'false');
    kept = again ? undefined : word;
    kept?.setAttribute('aria-pressed', 'true');
    void show(kept);
  }

  function go(word: HTMLElement, by: number): void {
    const words = stripOf(word);
    const next = words[words.indexOf(word) + by];
    if (!next) return;
    word.tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  }

  document.addEventListener('pointerover', ({ target }) => {
    const word = wordAt(target);
    if (word) void show(word);
  });
  document.addEventListener('pointerout', ({ target }) => {
    if (wordAt(target)) void show(kept ?? focused());
  });
  document.addEventListener('focusin', ({ target }) => {
    const word = wordAt(target);
    if (word?.matches(':focus-visible')) void show(word);
  });
  document.addEventListener('focusout', ({ target }) => {
    if (wordAt(target)) void show(kept);
  });
  document.addEventListener('click', ({ target }) => {
    const word = wordAt(target);
    if (word) keep(word);
  });
  document.addEventListener(
    'keydown',
    (event) => {
      const word = wordAt(event.target);
      const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!word || by === undefined) return;
      event.preventDefault();
      event.stopPropagation(); // in an opened card the arrows turn to another picture
      go(word, by);
    },
    true,
  );
}
