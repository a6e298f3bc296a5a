import type { PictureMetric } from '../../inspector/types.js';
import type { PageData } from '../page-data.js';
import { cardOf } from './card.js';
import { byId } from './element.js';

const CARDS_AT_ONCE = 24;

/** The grid of cards: as many are built as have been scrolled to. */
export interface Grid {
  /** Shows the pictures at these places, in this order. */
  show(places: readonly number[], metric: PictureMetric): void;
  /** Gives the focus to a picture's card, building what comes before it. */
  focus(place: number): void;
}

/** Fills the page's list of cards. */
export function makeGrid(data: PageData): Grid {
  const list = byId('cards');
  const end = byId('cards-end');
  let places: readonly number[] = [];
  let metric: PictureMetric = 'CIDEr';
  let built = 0;

  function build(count: number): void {
    const next = places.slice(built, built + count);
    list.append(...next.map((place) => cardOf(data, data.pictures[place], place, metric)));
    built += next.length;
  }

  const nearEnd = () => end.getBoundingClientRect().top < 2 * window.innerHeight;
  new IntersectionObserver(
    () => {
      while (built < places.length && nearEnd()) build(CARDS_AT_ONCE);
    },
    { rootMargin: '100% 0px' },
  ).observe(end);
  // The observer speaks only when the end comes into sight or leaves it: fast scrolling may keep it there.
  window.addEventListener(
    'scroll',
    () => built < places.length && nearEnd() && build(CARDS_AT_ONCE),
    {
      passive: true,
    },
  );

  return {
    show(chosen, by) {
      places = chosen;
      metric = by;
      built = 0;
      list.replaceChildren();
      build(CARDS_AT_ONCE);
    },
    focus(place) {
      const at = places.indexOf(place);
      if (at < 0) return;
      if (at >= built) build(at + 1 - built);
      const button = list.children[at].querySelector('button');
      button?.scrollIntoView({ block: 'nearest' });
      button?.focus();
    },
  };
}
