/** Lets the keyboard reach the places that scroll in themselves, and pass by those that fit. */
export function reachWhatScrolls(): void {
  const fit = (place: Element) => {
    if (place.scrollWidth > place.clientWidth) place.setAttribute('tabindex', '0');
    else place.removeAttribute('tabindex');
  };
  const watcher = new ResizeObserver((changes) => {
    for (const { target } of changes) fit(target);
  });
  for (const place of Array.from(
    document.querySelectorAll('[role="group"][tabindex], .cl-scroll, pre'),
  )) {
    fit(place);
    watcher.observe(place);
  }
}
