/** The list of contents stands beside the text where there is room, and folds up above it elsewhere. */
export function openContentsWhereThereIsRoom(): void {
  const wide = matchMedia('(min-width: 75rem)');
  const list = document.querySelector<HTMLDetailsElement>('.contents details');
  const fit = () => list?.toggleAttribute('open', wide.matches);
  wide.addEventListener('change', fit);
  fit();
}

/** The headings that the reader has come to; the last of them is the place. */
function placeOf(headings: readonly Element[]): Element | undefined {
  const line = innerHeight / 4;
  return headings.filter((heading) => heading.getBoundingClientRect().top < line).at(-1);
}

/** Marks in the list of contents where the reader is. */
export function showPlaceInContents(): void {
  const links = Array.from(document.querySelectorAll<HTMLAnchorElement>('.contents a'));
  const headings = links.flatMap(({ hash }) => {
    const heading = document.getElementById(decodeURIComponent(hash.slice(1)));
    return heading ? [heading] : [];
  });
  let waiting = false;
  const show = () => {
    waiting = false;
    const place = placeOf(headings)?.id;
    for (const link of links) {
      if (decodeURIComponent(link.hash.slice(1)) === place)
        link.setAttribute('aria-current', 'location');
      else link.removeAttribute('aria-current');
    }
  };
  addEventListener('scroll', () => {
    if (!waiting) requestAnimationFrame(show);
    waiting = true;
  });
  show();
}
