import { byId } from '../../../display/page/element.js';

const CARDS_AT_ONCE = 24;

/** The grid of cards: as many are built as have been scrolled to. */
export interface Grid {
  /** Shows the pictures at these places, in this order. */
  show(places: readonly number[]): void;
  /** Gives the focus to a picture's card, building what comes before it. */
  focus(place: number): void;
}

/**
 * Fills the page's list of cards.
 * @param cardAt builds the card of the picture at a place
 */
export function makeGrid(cardAt: (place: number) => HTMLElement): Grid {
  const list = byId('cards');
  const end = byId('cards-end');
  let places: readonly number[] = [];
  let built = 0;

  function build(count: number): void {
    const next = places.slice(built, built + count);
    list.append(...next.map(cardAt));
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
    show(chosen) {
      places = chosen;
      built = 0;
      list.replaceChildren();
      build(CARDS_AT_ONCE);
    },
    focus(place) {
      const at = places.indexOf(place);
      if (at < 0) return;
      if (at >= built) build(at + 1 - built);
      const open = list.children[at].querySelector<HTMLElement>('.open');
      open?.scrollIntoView({ block: 'nearest' });
      open?.focus();
    },
  };
}
