import { escapeHtml } from './escape.js';

/**
 * A piece of page that may be wider than the page, as a place that scrolls in itself: the keyboard reaches it, and a
 * screen reader says what it is.
 * @param label what is in it, in a few words
 */
export const scrolling = (html: string, label: string): string =>
  `<div class="cl-scroll" role="group" tabindex="0" aria-label="${escapeHtml(label)}">${html}</div>`;
